package io.eventloop.bench.workload;

import io.eventloop.bench.contender.Contender;
import io.eventloop.bench.figure.Histogram;
import io.eventloop.bench.figure.Measured;
import io.eventloop.value.Callback;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A callback that submits a task for each of the four threads and then computes for 20 ms: how long
 * until the last of the tasks has begun. They sleep for 10 ms each, so that one thread that took
 * them all would show, and so would threads that were woken when the callback ends only.
 */
final class LongCallbackWorkload implements Workload {
  private static final int TASKS = 4;
  private static final Duration CALLBACK = Duration.ofMillis(20);
  private static final Duration TASK = Duration.ofMillis(10);

  private final Histogram nanos = new Histogram();

  @Override
  public Measured measure(Contender contender, Scale scale) throws Exception {
    Rounds.run(
        scale,
        () ->
            nanos.record(
                Rounds.await(
                    contender, (CompletableFuture<Long> last) -> callback(contender, last))),
        nanos::clear);
    Measured measured = new Measured();
    LatencyWorkload.addTo(measured, nanos);
    return measured;
  }

  private static void callback(Contender contender, CompletableFuture<Long> lastStart) {
    AtomicLong lastNanos = new AtomicLong();
    int[] left = {TASKS};
    long began = System.nanoTime();
    Callable<Object> work =
        () -> {
          lastNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
          Thread.sleep(TASK.toMillis());
          return true;
        };
    Callback<Object> answer =
        (error, value) -> {
          if (--left[0] == 0) {
            lastStart.complete(lastNanos.get());
          }
        };
    for (int i = 0; i < TASKS; i++) {
      contender.submit(work, answer);
    }
    while (System.nanoTime() - began < CALLBACK.toNanos()) {
      Thread.onSpinWait();
    }
  }
}
