package io.eventloop.pool;

import java.util.function.LongSupplier;

/**
 * Whether those who are awake get through the tasks so fast that one more would be of no use: to
 * wake a thread takes longer than some tasks do, and two that take short tasks from one queue spend
 * more time on each other than on the tasks. Of one thread.
 */
final class Flow {
  /** From here on, a task is worth a thread of its own. */
  private static final long SHORT_TASK_NANOS = 2_000;

  private final LongSupplier clock;
  private long taken;
  private long nanos;

  Flow() {
    this(System::nanoTime);
  }

  Flow(LongSupplier nanoTime) {
    clock = nanoTime;
    nanos = nanoTime.getAsLong();
  }

  /**
   * Whether tasks were taken since the last look, and all of them were short.
   *
   * @param takenNow how many have been taken in all
   */
  boolean isFast(long takenNow) {
    long now = clock.getAsLong();
    long tasks = takenNow - taken;
    boolean fast = now - nanos < tasks * SHORT_TASK_NANOS;
    taken = takenNow;
    nanos = now;
    return fast;
  }
}
