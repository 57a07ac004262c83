package io.eventloop.pool;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * When a queue is to be rid of its dead: the tasks that were answered while they waited, and that
 * no worker, all of them being stuck, might ever pass.
 *
 * <p>A sweep walks the whole queue. It comes when half of what the one before has left may have
 * died, so that each death and each submission pays for two steps at most, and when all die, few
 * are left. Safe to use from any thread; the sweep is done by whoever's death makes it due.
 */
final class Sweep {
  /** Not worth a walk. */
  static final int FEW = 256;

  private final IntSupplier walk;
  private final AtomicInteger dead = new AtomicInteger();
  private final AtomicBoolean underWay = new AtomicBoolean();
  private volatile int limit = FEW;

  /** A sweep by this walk, which yields how many tasks it has left. */
  Sweep(IntSupplier walk) {
    this.walk = walk;
  }

  /** One more has died; it may have left the queue in the meantime. */
  void countDead() {
    if (dead.incrementAndGet() > limit) {
      sweep();
    }
  }

  private void sweep() {
    while (dead.get() > limit && underWay.compareAndSet(false, true)) { // looks again afterwards
      try {
        dead.set(0); // first: who dies during the walk may be behind it
        limit = Math.max(FEW, walk.getAsInt() / 2);
      } finally {
        underWay.set(false);
      }
    }
  }
}
