package io.eventloop.pool;

import java.util.concurrent.CompletionStage;

/**
 * A task that was submitted: to cancel it, or to hand its result on. Safe to use from any thread.
 *
 * <p>Every task is answered exactly once: with its value, with what it threw, or with {@link
 * TaskCancelledException}, {@link TaskRejectedException}, {@link TaskTimeoutException} or {@link
 * WorkerTerminatedException}.
 *
 * @param <T> what the task yields
 */
public interface TaskHandle<T> {

  /** The kind that it was submitted under. */
  TaskKind kind();

  /**
   * Cancels the task. One that is still queued never starts; one that runs is interrupted, unless
   * its {@link CallOptions} forbid that. The answer is a {@link TaskCancelledException}, on the
   * loop like any other, never within this call.
   *
   * <p>A task that ignores the interrupt still holds its thread; the pool writes that thread off
   * after {@code stuck-grace} and starts another.
   *
   * @return true if this call cancelled the task; false if it was answered already, or runs and may
   *     not be interrupted (libuv's {@code UV_EBUSY})
   */
  boolean cancel();

  /** Whether the task's answer is settled: nothing can change it any more. */
  boolean isDone();

  /**
   * A stage that completes with the task's answer, on the loop's thread; dependents that may block
   * want an executor of their own ({@code thenApplyAsync}). Completing or cancelling the returned
   * stage does not touch the task.
   */
  CompletionStage<T> toCompletionStage();
}
