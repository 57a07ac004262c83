package io.eventloop.bench.workload;

import io.eventloop.bench.contender.Contender;
import io.eventloop.bench.figure.Histogram;
import io.eventloop.bench.figure.Measured;
import io.eventloop.bench.figure.Metric;
import io.eventloop.value.Callback;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Empty tasks, one at a time: how long from its submission to its callback. Other workers may be
 * asleep meanwhile.
 */
final class LatencyWorkload implements Workload {
  private static final Duration ROUND = Duration.ofMillis(500);
  private static final double NANOS_PER_MICRO = TimeUnit.MICROSECONDS.toNanos(1);

  private final int sleepers;
  private final Histogram nanos = new Histogram();

  LatencyWorkload(int sleepers) {
    this.sleepers = sleepers;
  }

  @Override
  public Measured measure(Contender contender, Scale scale) throws Exception {
    try (Sleepers others = new Sleepers(contender, sleepers)) {
      others.start();
      Rounds.run(
          scale,
          () ->
              Rounds.await(
                  contender, (CompletableFuture<Void> over) -> new Ping(contender, over).send()),
          nanos::clear);
    }
    Measured measured = new Measured();
    addTo(measured, nanos);
    return measured;
  }

  /** Adds the figures that matter of latencies, and all of them for the curve. */
  static void addTo(Measured measured, Histogram nanos) {
    measured.add(Metric.P50_US, nanos.quantile(0.50) / NANOS_PER_MICRO);
    measured.add(Metric.P99_US, nanos.quantile(0.99) / NANOS_PER_MICRO);
    measured.add(Metric.MAX_US, nanos.max() / NANOS_PER_MICRO);
    measured.addLatencies(nanos);
  }

  private final class Ping implements Callback<Object> {
    private final Contender contender;
    private final CompletableFuture<Void> over;
    private final long until = System.nanoTime() + ROUND.toNanos();
    private long submittedAt;

    /** Whether the callback is to submit the next, which is not on the stack of the last. */
    private boolean submitting;

    private boolean answered;

    Ping(Contender contender, CompletableFuture<Void> over) {
      this.contender = contender;
      this.over = over;
    }

    void send() {
      submitting = true;
      do { // a contender may call back at once what was done by then
        answered = false;
        submittedAt = System.nanoTime();
        contender.submit(Flow.EMPTY, this);
      } while (answered);
      submitting = false;
    }

    @Override
    public void call(@Nullable Throwable error, @Nullable Object value) {
      long now = System.nanoTime();
      if (error != null) {
        throw new IllegalStateException("a task failed", error);
      }
      nanos.record(now - submittedAt);
      if (now >= until) {
        over.complete(null);
      } else if (submitting) {
        answered = true;
      } else {
        send();
      }
    }
  }
}
