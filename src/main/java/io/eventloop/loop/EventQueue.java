package io.eventloop.loop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A FIFO of events that any thread fills and the loop's empties, in a chain of chunks: to add one
 * takes a single compare-and-set, and to remove one takes none. It can be closed at the very moment
 * at which nothing is in it, so that every event is either taken or refused.
 *
 * <p>Who adds claims a place and then fills it. Who takes waits for the thread that is between the
 * two, which is at its next instruction.
 *
 * <p>A chunk that was left does not lead on to the next: where it has grown old, the collector
 * would otherwise keep all that came after it.
 */
final class EventQueue {
  private static final int CAPACITY = 128;

  /** Set in {@link Chunk#claimed} of the last chunk when the queue is closed. */
  private static final int CLOSED = 1 << 30;

  private static final VarHandle PLACES = MethodHandles.arrayElementVarHandle(Object[].class);
  private static final VarHandle CLAIMED;
  private static final VarHandle NEXT;
  private static final VarHandle LAST;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      CLAIMED = lookup.findVarHandle(Chunk.class, "claimed", int.class);
      NEXT = lookup.findVarHandle(Chunk.class, "next", Chunk.class);
      LAST = lookup.findVarHandle(EventQueue.class, "last", Chunk.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final class Chunk {
    final @Nullable Object[] places = new Object[CAPACITY];

    /** The position of the first place, counted from the beginning of the queue. */
    final long base;

    volatile int claimed;

    /** Itself, once it was left. */
    volatile @Nullable Chunk next;

    Chunk(long base, int claimed) {
      this.base = base;
      this.claimed = claimed;
    }

    int filled() {
      return claimed & ~CLOSED;
    }
  }

  /** Where events are taken; of the loop's thread, and so apart from what those who add read. */
  private static final class Front {
    Chunk chunk;
    int at;

    Front(Chunk chunk) {
      this.chunk = chunk;
    }
  }

  /** The last chunk, or one before it that is full. */
  private volatile Chunk last = new Chunk(0, 0);

  private final Front front = new Front(last);

  /** Adds an event; false if the queue is closed. */
  boolean offer(Object event) {
    while (true) {
      Chunk chunk = last;
      int claimed = chunk.claimed;
      if (claimed < CAPACITY) {
        if (CLAIMED.compareAndSet(chunk, claimed, claimed + 1)) {
          PLACES.setRelease(chunk.places, claimed, event);
          return true;
        }
      } else if (claimed > CAPACITY) {
        return false;
      } else {
        extend(chunk, 0);
      }
    }
  }

  /** Sees to it that a full chunk is not the last; false if it was not any more. */
  private boolean extend(Chunk full, int claimed) {
    boolean extended = full.next == null && linked(full, new Chunk(full.base + CAPACITY, claimed));
    LAST.compareAndSet(this, full, full.next);
    return extended;
  }

  private static boolean linked(Chunk full, Chunk added) {
    return NEXT.compareAndSet(full, null, added);
  }

  /** Behind everything that has been added so far: see {@link #pollBefore}. */
  long end() {
    Chunk chunk = lastOfAll();
    return chunk.base + chunk.filled();
  }

  private Chunk lastOfAll() {
    Chunk chunk = last;
    for (Chunk next = chunk.next; next != null; next = chunk.next) {
      chunk = next == chunk ? last : next;
    }
    return chunk;
  }

  /** Takes the next event, if there is one and its position is before this one; else null. */
  @Nullable Object pollBefore(long limit) {
    if (front.chunk.base + front.at >= limit || isEmpty()) {
      return null;
    }
    Object event = PLACES.getAcquire(front.chunk.places, front.at);
    if (event == null) {
      event = awaitEvent(front.chunk.places, front.at);
    }
    front.chunk.places[front.at] = null;
    front.at++;
    return event;
  }

  @SuppressWarnings("ThreadPriorityCheck") // where it was interrupted there, it needs a processor
  private static Object awaitEvent(@Nullable Object[] places, int at) {
    Object event = PLACES.getAcquire(places, at);
    while (event == null) {
      Thread.yield();
      event = PLACES.getAcquire(places, at);
    }
    return event;
  }

  boolean isEmpty() {
    if (front.at == CAPACITY) {
      Chunk next = front.chunk.next;
      if (next == null) {
        return true;
      }
      LAST.compareAndSet(this, front.chunk, next); // whoever has added it may not have come so far
      front.chunk.next = front.chunk;
      front.chunk = next;
      front.at = 0;
    }
    return front.at == front.chunk.filled();
  }

  boolean isClosed() {
    return lastOfAll().claimed >= CLOSED;
  }

  /** Takes no more events; what is in the queue can still be taken. */
  void close() {
    while (!isClosed()) {
      Chunk chunk = lastOfAll();
      int claimed = chunk.claimed;
      if (claimed == CAPACITY) {
        extend(chunk, CLOSED);
      } else if (claimed < CAPACITY) {
        CLAIMED.compareAndSet(chunk, claimed, claimed | CLOSED);
      }
    }
  }

  /** Closes the queue if there is nothing in it; true if it is closed. */
  boolean closeIfEmpty() {
    if (isClosed()) {
      return true;
    }
    if (!isEmpty()) {
      return false;
    }
    int at = front.at;
    return at == CAPACITY
        ? extend(front.chunk, CLOSED)
        : CLAIMED.compareAndSet(front.chunk, at, at | CLOSED);
  }
}
