package io.eventloop.cluster;

import java.util.concurrent.atomic.AtomicLong;

/** Counts of a submitter: written by its thread, save the first two, and read by any. */
final class Tally {
  final AtomicLong submitted = new AtomicLong();
  final AtomicLong answered = new AtomicLong();
  final AtomicLong rerun = new AtomicLong();
  final AtomicLong lateResults = new AtomicLong();
  final AtomicLong secondResults = new AtomicLong();

  private volatile int workerNodes;
  private volatile int waiting;
  private volatile int running;

  void now(int workerNodesNow, int waitingNow, int runningNow) {
    workerNodes = workerNodesNow;
    waiting = waitingNow;
    running = runningNow;
  }

  ClusterStats snapshot() {
    return new ClusterStats(
        submitted.get(),
        answered.get(),
        rerun.get(),
        lateResults.get(),
        secondResults.get(),
        workerNodes,
        waiting,
        running);
  }
}
