package io.eventloop.loop;

import io.eventloop.pool.PoolWorker.ThreadpoolResult;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The queue of events in front of a loop. The wake-up is the message: a result that finds the loop
 * idle is told to its actor, the others wait here as they are. Any thread delivers; the loop takes,
 * in the order of delivery: while that message is under way, what came after it stays here, even if
 * another message has the loop run.
 */
final class Inbox {
  private enum State {
    /** Events may wait here: the loop will look. */
    AT_WORK,
    IDLE,
    /** The message that is to wake the loop is under way. */
    WOKEN
  }

  /** Stands behind what was there when a turn began. */
  private static final Object MARK = new Object();

  private final ActorRef<Object> loop;
  private final ConcurrentLinkedQueue<Object> events = new ConcurrentLinkedQueue<>();
  private final AtomicReference<State> state = new AtomicReference<>(State.AT_WORK);
  private volatile boolean closed;

  /** Of the loop's thread. */
  private boolean marked;

  Inbox(ActorRef<Object> loop) {
    this.loop = loop;
  }

  void deliver(ThreadpoolResult result) {
    if (closed) {
      return;
    }
    if (claimIdle()) {
      loop.tell(result);
    } else {
      events.offer(result);
      wake();
    }
  }

  /**
   * The same for an event whose order among those of its sender counts: it does not overtake, as a
   * message could.
   *
   * @return false if the loop has ended without it
   */
  boolean deliverInOrder(Object event) {
    events.offer(event);
    if (closed && events.remove(event)) { // read after the event was there, as in close()
      return false;
    }
    wake();
    return true;
  }

  private void wake() {
    if (claimIdle()) {
      loop.tell(RuntimeActor.Signal.QUEUES);
    }
  }

  private boolean claimIdle() {
    return state.get() == State.IDLE && state.compareAndSet(State.IDLE, State.WOKEN);
  }

  /** A turn begins: what comes from now on is for the next. */
  void beginTurn() {
    if (!marked && hasEvents()) {
      marked = true;
      events.offer(MARK);
    }
  }

  /** The next event of this turn, or null. */
  @Nullable Object poll() {
    if (!marked) {
      return null;
    }
    Object next = events.poll();
    if (next == MARK || next == null) {
      marked = false;
      return null;
    }
    return next;
  }

  /** What is left when the queue is closed, or null. */
  @Nullable Object pollLeft() {
    Object left = events.poll();
    return left == MARK ? events.poll() : left;
  }

  /** Whether there is something that the loop may look at now. */
  boolean hasEvents() {
    return state.get() == State.AT_WORK && !events.isEmpty();
  }

  /** The loop ends: what comes from now on is refused, or dropped where nobody waits for it. */
  void close() {
    closed = true;
  }

  /** The loop is at work, for some message: what comes from now on may wait here. */
  void attend() {
    if (state.get() == State.IDLE) {
      state.compareAndSet(State.IDLE, State.AT_WORK);
    }
  }

  /** The message that is told to wake the loop has come. */
  void woken() {
    state.set(State.AT_WORK);
  }

  /**
   * The loop has nothing to do.
   *
   * @return false if an event came in the meantime, which it has to look at first
   */
  boolean rest() {
    if (state.get() == State.WOKEN) {
      return true; // its message comes
    }
    state.set(State.IDLE);
    return events.isEmpty() || !state.compareAndSet(State.IDLE, State.AT_WORK);
  }
}
