package io.eventloop.loop;

import io.eventloop.pool.TaskCancelledException;
import io.eventloop.pool.TaskRejectedException;
import io.eventloop.pool.TaskTimeoutException;
import io.eventloop.pool.WorkerTerminatedException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What a loop counts; of its thread. */
final class LoopCounters {
  private long turns;

  /** Read from outside while the loop runs, without a fence: see {@link LoopWatch}. */
  private final AtomicLong callbacks = new AtomicLong();

  private final AtomicLong phaseCallbacks = new AtomicLong();
  private long succeeded;
  private long failed;
  private long cancelled;
  private long timedOut;
  private long rejected;
  private long workerTerminated;

  long nextTurn() {
    return ++turns;
  }

  /** A callback of a phase: not a tick, not a microtask. */
  void nextPhaseCallback() {
    phaseCallbacks.setOpaque(phaseCallbacks.getPlain() + 1);
  }

  /** Any callback. */
  void nextCallback() {
    callbacks.setOpaque(callbacks.getPlain() + 1);
  }

  /** From any thread. */
  long callbacks() {
    return callbacks.getOpaque();
  }

  /** From any thread. */
  long phaseCallbacks() {
    return phaseCallbacks.getOpaque();
  }

  /** A task was answered with this error, or without. */
  void count(@Nullable Throwable error) {
    if (error == null) {
      succeeded++;
    } else if (error instanceof TaskCancelledException
        || error instanceof AbortException
        || error instanceof RuntimeTerminatedException) {
      cancelled++;
    } else if (error instanceof TaskTimeoutException) {
      timedOut++;
    } else if (error instanceof TaskRejectedException) {
      rejected++;
    } else if (error instanceof WorkerTerminatedException) {
      workerTerminated++;
    } else {
      failed++;
    }
  }

  /** The loop ended before the answer came. */
  void countAbandoned(Pending pending) {
    cancelled += pending instanceof TaskCall ? 1 : 0;
  }

  LoopStats snapshot(int pendingEvents, int timers, int queued, long lateResults) {
    return new LoopStats(
        turns,
        callbacks(),
        pendingEvents,
        timers,
        queued,
        succeeded,
        failed,
        cancelled,
        timedOut,
        rejected,
        workerTerminated,
        lateResults);
  }
}
