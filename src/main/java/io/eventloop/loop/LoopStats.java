package io.eventloop.loop;

/**
 * What a runtime has done and what it waits for, at one moment between two turns.
 *
 * @param turns turns run
 * @param callbacks callbacks run, ticks and microtasks among them
 * @param pendingEvents tasks, I/O requests, timers and immediates that keep the loop alive
 * @param timers timers that are set
 * @param queued tasks that no worker has begun
 * @param succeeded tasks that were answered with a value
 * @param failed tasks that were answered with what they threw
 * @param cancelled tasks that were cancelled, or that the runtime's end left without an answer
 * @param timedOut tasks that their deadline passed
 * @param rejected tasks that the pool did not take
 * @param workerTerminated tasks whose worker was stopped
 * @param lateResults results, of the whole pool, that came after their task had been answered
 */
public record LoopStats(
    long turns,
    long callbacks,
    int pendingEvents,
    int timers,
    int queued,
    long succeeded,
    long failed,
    long cancelled,
    long timedOut,
    long rejected,
    long workerTerminated,
    long lateResults) {

  /** The tasks that were answered, however. */
  public long answered() {
    return succeeded + failed + cancelled + timedOut + rejected + workerTerminated;
  }
}
