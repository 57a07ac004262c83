package io.eventloop.bench.workload;

import io.eventloop.bench.contender.Contender;
import io.eventloop.value.Callback;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tasks that hold the four threads of a contender: what is submitted meanwhile stays queued. */
final class Held {
  private static final int THREADS = 4;
  private static final long LONGEST_SECONDS = 60;

  private final CountDownLatch running = new CountDownLatch(THREADS);
  private final CountDownLatch release = new CountDownLatch(1);

  /** Returns when all threads are held. */
  Held(Contender contender) throws Exception {
    Callable<Object> hold =
        () -> {
          running.countDown();
          release.await();
          return true;
        };
    contender.execute(
        () -> {
          for (int i = 0; i < THREADS; i++) {
            contender.submit(hold, (error, value) -> {});
          }
        });
    if (!running.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("there are not " + THREADS + " threads");
    }
  }

  /** Lets them go. */
  void release() {
    release.countDown();
  }

  /** Bytes for each of so many tasks that are queued; the lambdas of the user are one for all. */
  static double bytesPerTask(Contender contender, int tasks) throws Exception {
    CountDownLatch answered = new CountDownLatch(tasks);
    Callback<Object> callback = (error, value) -> answered.countDown();
    Held held = new Held(contender);
    long before = Heap.live();
    Rounds.await(
        contender,
        (CompletableFuture<Void> over) -> {
          for (int i = 0; i < tasks; i++) {
            contender.submit(Flow.EMPTY, callback);
          }
          over.complete(null);
        });
    long growth = Heap.live() - before;
    held.release();
    if (!answered.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("not all tasks were answered");
    }
    return (double) growth / tasks;
  }
}
