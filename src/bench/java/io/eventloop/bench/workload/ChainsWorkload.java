package io.eventloop.bench.workload;

import io.eventloop.bench.contender.Chains;
import io.eventloop.bench.contender.Contender;
import io.eventloop.bench.figure.Measured;
import io.eventloop.bench.figure.Metric;
import io.eventloop.bench.figure.Samples;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A tick that queues the next, a microtask that queues the next, and chains of a hundred promises.
 */
final class ChainsWorkload implements Workload {
  private static final int LENGTH = 300_000;
  private static final int PROMISES = 100;

  private final Samples ticks = new Samples();
  private final Samples microtasks = new Samples();
  private final Samples promises = new Samples();

  @Override
  public Measured measure(Contender contender, Scale scale) throws Exception {
    Chains chains = contender.chains().orElseThrow();
    Rounds.run(
        scale,
        () -> {
          ticks.add(rate(contender, LENGTH, chains::tick));
          microtasks.add(rate(contender, LENGTH, chains::microtask));
          promises.add(
              PROMISES
                  * rate(contender, LENGTH / PROMISES, code -> chains.promises(PROMISES, code)));
        },
        () -> {
          ticks.clear();
          microtasks.clear();
          promises.clear();
        });
    Measured measured = new Measured();
    measured.add(Metric.TICKS_PER_S, ticks.median());
    measured.add(Metric.MICROTASKS_PER_S, microtasks.median());
    measured.add(Metric.PROMISES_PER_S, promises.median());
    return measured;
  }

  /** Links per second of a chain whose links have the next one run. */
  private static double rate(Contender contender, int length, Consumer<Runnable> put)
      throws Exception {
    return Rounds.await(
        contender,
        (CompletableFuture<Double> rate) -> {
          long began = System.nanoTime();
          put.accept(
              new Runnable() {
                private int left = length;

                @Override
                public void run() {
                  if (--left > 0) {
                    put.accept(this);
                  } else {
                    double nanos = System.nanoTime() - began;
                    rate.complete(length * TimeUnit.SECONDS.toNanos(1) / nanos);
                  }
                }
              });
        });
  }
}
