package io.eventloop.bench.cluster;

import io.eventloop.value.Callback;

/** Where tasks go in and their answers come out, all on one logical thread. */
public interface Door {
  /** Runs code on that thread; from any. */
  void execute(Runnable code);

  /** Has a task run by some worker, and the callback on this thread, which is the caller's. */
  void submit(Work work, int number, Callback<Integer> callback);

  /** How many worker nodes are known; from any thread. */
  int workerNodes();
}
