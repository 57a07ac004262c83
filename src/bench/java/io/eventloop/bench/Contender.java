package io.eventloop.bench;

import io.eventloop.value.Callback;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** One way to run tasks on four threads and their callbacks on one more. */
interface Contender {

  /** Runs {@code script} on the contender's loop, and returns when it has called {@code end}. */
  void run(Consumer<TaskLoop> script) throws Exception;

  /** What a workload sees of a contender. Of the loop's thread. */
  interface TaskLoop {

    /** Runs work on one of the four threads, then the callback on the loop. */
    void submit(Callable<?> work, Callback<Object> callback);

    /** Nothing is pending and nothing more will come. */
    void end();
  }
}
