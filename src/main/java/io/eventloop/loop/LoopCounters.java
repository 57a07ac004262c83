package io.eventloop.loop;

import io.eventloop.pool.TaskCancelledException;
import io.eventloop.pool.TaskRejectedException;
import io.eventloop.pool.TaskTimeoutException;
import io.eventloop.pool.WorkerTerminatedException;
import io.eventloop.value.Outcome;

/** What a loop counts; of its thread. */
final class LoopCounters {
  private long turns;
  private long callbacks;
  private long succeeded;
  private long failed;
  private long cancelled;
  private long timedOut;
  private long rejected;
  private long workerTerminated;

  long nextTurn() {
    return ++turns;
  }

  void nextCallback() {
    callbacks++;
  }

  void count(Outcome<?> outcome) {
    Throwable error = outcome.error();
    if (error == null) {
      succeeded++;
    } else if (error instanceof TaskCancelledException
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
        callbacks,
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
