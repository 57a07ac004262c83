package io.eventloop.bench.cluster;

import io.eventloop.bench.figure.Histogram;
import io.eventloop.bench.figure.Measured;
import io.eventloop.bench.figure.Metric;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * So many tasks outstanding, each answer followed by the next submission, for some time. What is
 * answered after the warm-up counts.
 */
public final class Load {
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final double NANOS_PER_MICRO = TimeUnit.MICROSECONDS.toNanos(1);

  private final Door door;
  private final Work work;
  private final long from;
  private final long until;
  private final CompletableFuture<Measured> result = new CompletableFuture<>();
  private final Histogram nanos = new Histogram();
  private int submitted;
  private int open;

  private Load(Door door, Work work, Duration warmUp, Duration measured) {
    this.door = door;
    this.work = work;
    this.from = System.nanoTime() + warmUp.toNanos();
    this.until = from + measured.toNanos();
  }

  /** Puts it on, and yields the rate and the latencies from submission to callback. */
  public static Measured of(
      Door door, Work work, int outstanding, Duration warmUp, Duration measured) {
    Load load = new Load(door, work, warmUp, measured);
    door.execute(
        () -> {
          for (int i = 0; i < outstanding; i++) {
            load.submitNext();
          }
        });
    return load.result.join();
  }

  private void submitNext() {
    long began = System.nanoTime();
    int number = submitted++;
    open++;
    door.submit(work, number, (error, value) -> onAnswer(began, number, error, value));
  }

  private void onAnswer(
      long began, int number, @Nullable Throwable error, @Nullable Integer value) {
    open--;
    if (error != null || value == null || value != number) {
      result.completeExceptionally(
          new IllegalStateException("task " + number + " yields " + value, error));
      return;
    }
    long now = System.nanoTime();
    if (now >= from && now < until) {
      nanos.record(now - began);
    }
    if (now < until) {
      submitNext();
    } else if (open == 0) {
      result.complete(measured());
    }
  }

  private Measured measured() {
    Measured measured = new Measured();
    measured.add(Metric.TASKS_PER_S, nanos.count() * NANOS_PER_SECOND / (until - from));
    measured.add(Metric.P50_US, nanos.quantile(0.50) / NANOS_PER_MICRO);
    measured.add(Metric.P99_US, nanos.quantile(0.99) / NANOS_PER_MICRO);
    return measured;
  }
}
