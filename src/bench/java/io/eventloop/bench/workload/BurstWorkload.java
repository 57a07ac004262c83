package io.eventloop.bench.workload;

import io.eventloop.bench.contender.Contender;
import io.eventloop.bench.figure.Measured;
import io.eventloop.bench.figure.Metric;
import io.eventloop.bench.figure.Samples;
import io.eventloop.value.Callback;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Empty tasks, all submitted at once: in one turn of the loop, or by a thread from outside. Each
 * burst begins right after a full collection, and the forks have a young generation that takes in
 * what the thriftier contenders allocate in it.
 */
final class BurstWorkload implements Workload {
  static final int TASKS = 1_000_000;

  private static final double MEGABYTE = 1e6;
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final boolean fromOutside;
  private final Samples rates = new Samples();
  private final Samples peaks = new Samples();

  BurstWorkload(boolean fromOutside) {
    this.fromOutside = fromOutside;
  }

  @Override
  public Measured measure(Contender contender, Scale scale) throws Exception {
    Rounds.run(
        scale,
        () -> round(contender),
        () -> {
          rates.clear();
          peaks.clear();
        });
    Measured measured = new Measured();
    measured.add(Metric.TASKS_PER_S, rates.median());
    measured.add(Metric.PEAK_MB, peaks.median() / MEGABYTE);
    if (!fromOutside && contender.hasFourThreads()) {
      measured.add(Metric.LIVE_MB, Held.bytesPerTask(contender, TASKS) * TASKS / MEGABYTE);
    }
    return measured;
  }

  private void round(Contender contender) throws Exception {
    long before = Heap.live();
    Heap.resetPeaks();
    CompletableFuture<Void> over = new CompletableFuture<>();
    long began = System.nanoTime();
    Callback<Object> callback = counting(over);
    if (fromOutside) {
      for (int i = 0; i < TASKS; i++) {
        contender.submitFromOutside(Flow.EMPTY, callback);
      }
    } else {
      contender.execute(() -> submitAll(contender, callback));
    }
    over.get(1, TimeUnit.MINUTES);
    rates.add(TASKS * NANOS_PER_SECOND / (System.nanoTime() - began));
    peaks.add((double) (Heap.peak() - before));
  }

  private static void submitAll(Contender contender, Callback<Object> callback) {
    for (int i = 0; i < TASKS; i++) {
      contender.submit(Flow.EMPTY, callback);
    }
  }

  /** Of the loop's thread. */
  private static Callback<Object> counting(CompletableFuture<Void> over) {
    int[] answered = {0};
    return (error, value) -> {
      if (error != null) {
        throw new IllegalStateException("a task failed", error);
      }
      if (++answered[0] == TASKS) {
        over.complete(null);
      }
    };
  }
}
