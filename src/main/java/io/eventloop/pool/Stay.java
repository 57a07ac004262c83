package io.eventloop.pool;

import org.jspecify.annotations.Nullable;

/**
 * A worker's stay with one runtime of a rotation: to go to another for each task costs more than
 * the shortest tasks do, since each has its memory elsewhere. It ends after {@link #TASKS} tasks or
 * {@link #NANOS}, so that of tasks that take any longer there is one a turn; and as soon as a
 * runtime waits for its first task. Of the worker's thread.
 */
final class Stay {
  private static final int TASKS = 32;
  private static final long NANOS = 20_000;

  private @Nullable Submitter with;
  private int left;
  private long began;

  /** The worker has this task, the first of its runtime's turn, or none. */
  @Nullable Job<?> beginWith(@Nullable Job<?> task) {
    with = task == null ? null : task.queue();
    left = TASKS - 1;
    began = System.nanoTime();
    return task;
  }

  /** The next task of the runtime; null if the stay is over. */
  @Nullable Job<?> next() {
    Submitter submitter = with;
    if (submitter == null) {
      return null;
    }
    Job<?> task = null;
    if (left > 0 && System.nanoTime() - began < NANOS) {
      left--;
      task = submitter.takeUncapped();
    }
    if (task == null) {
      with = null;
    }
    return task;
  }
}
