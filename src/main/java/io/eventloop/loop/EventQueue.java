package io.eventloop.loop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A FIFO of events that any thread fills and the loop's empties: a chain of nodes, where to add one
 * takes a single compare-and-set and to remove one takes none. It can be closed at the very moment
 * at which nothing is in it, so that every event is either taken or refused.
 *
 * <p>Between the two steps of {@link #offer} the chain has a gap. Who takes waits for the thread
 * that is between them, which is at its next instruction. (After D. Vyukov's queue.)
 *
 * @see <a href="https://www.1024cores.net/home/lock-free-algorithms/queues">D. Vyukov: Queues</a>
 */
final class EventQueue {
  private static final VarHandle LAST;
  private static final VarHandle NEXT;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      LAST = lookup.findVarHandle(EventQueue.class, "last", Node.class);
      NEXT = lookup.findVarHandle(Node.class, "next", Node.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** An event's place in the chain. */
  static final class Node {
    private @Nullable Object event;
    private volatile @Nullable Node next;

    private Node(@Nullable Object event) {
      this.event = event;
    }
  }

  /** In place of the last node of a queue that is closed. */
  private static final Node CLOSED = new Node(null);

  /** Of the loop's thread: the node whose event was taken last. */
  private Node taken = new Node(null);

  private volatile Node last = taken;

  /** Of the loop's thread: what was the last when the queue was closed. */
  private @Nullable Node lastOfAll;

  /** Adds an event; false if the queue is closed. */
  boolean offer(Object event) {
    Node added = new Node(event);
    Node before = last;
    while (before != CLOSED) {
      Node found = (Node) LAST.compareAndExchange(this, before, added);
      if (found == before) {
        NEXT.setRelease(before, added);
        return true;
      }
      before = found;
    }
    return false;
  }

  /** What was added last, or taken last if nothing was added since. */
  Node last() {
    Node closedAt = lastOfAll;
    return closedAt == null ? last : closedAt;
  }

  /** Takes the next event, unless that is behind this one; then it yields null. */
  @Nullable Object pollUpTo(Node limit) {
    if (taken == limit) {
      return null;
    }
    Node next = taken.next;
    taken = next == null ? awaitLink(taken) : next;
    Object event = taken.event;
    taken.event = null;
    return event;
  }

  @SuppressWarnings("ThreadPriorityCheck") // where it was interrupted there, it needs a processor
  private static Node awaitLink(Node before) {
    Node next = before.next;
    while (next == null) {
      Thread.yield();
      next = before.next;
    }
    return next;
  }

  boolean isEmpty() {
    return taken == last();
  }

  boolean isClosed() {
    return last == CLOSED;
  }

  /** Takes no more events; what is in the queue can still be taken. */
  void close() {
    if (lastOfAll == null) {
      lastOfAll = (Node) LAST.getAndSet(this, CLOSED);
    }
  }

  /** Closes the queue if there is nothing in it. */
  boolean closeIfEmpty() {
    if (lastOfAll == null && LAST.compareAndSet(this, taken, CLOSED)) {
      lastOfAll = taken;
    }
    return lastOfAll != null;
  }
}
