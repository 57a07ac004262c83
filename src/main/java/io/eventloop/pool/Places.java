package io.eventloop.pool;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The places of a bounded queue, and the runtimes that wait for one. Lock-free. */
final class Places {
  private final int max;
  private final AtomicInteger taken = new AtomicInteger();
  private final ConcurrentLinkedQueue<Submitter> waiting = new ConcurrentLinkedQueue<>();

  /** What holds a task of this queue that has a place. */
  record Place(Submitter queue, Places places) implements Job.Holder {
    void leave() {
      places.leave();
    }
  }

  Places(int max) {
    this.max = max;
  }

  /** What is to hold a task that this queue takes in. */
  Job.Holder holderFor(Submitter queue) {
    return areBounded() ? new Place(queue, this) : queue;
  }

  boolean areBounded() {
    return max != PoolSettings.UNBOUNDED;
  }

  /** Takes a place; without a bound there is always one. */
  boolean tryTake() {
    if (!areBounded() || taken.incrementAndGet() <= max) {
      return true;
    }
    leave();
    return false;
  }

  private void leave() {
    taken.decrementAndGet();
    announce();
  }

  void await(Submitter submitter) {
    waiting.add(submitter);
    announce(); // a place may have been left in the meantime
  }

  /** Announces a free place, if there is one, to the runtime that has waited longest. */
  void announce() {
    if (!waiting.isEmpty() && taken.get() < max) {
      announceToFirst();
    }
  }

  /** A worker has nothing to do: what waits may be what can start at once, without a place. */
  void announceIdle() {
    if (!waiting.isEmpty()) {
      announceToFirst();
    }
  }

  private void announceToFirst() {
    Submitter next = waiting.poll();
    while (next != null && next.isDetached()) {
      next = waiting.poll();
    }
    if (next != null) {
      next.announceRoom();
    }
  }
}
