package io.eventloop.bench;

import io.eventloop.bench.Contender.TaskLoop;
import io.eventloop.value.Callback;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Empty tasks, one at a time: how long from its submission to its callback. Other workers may be
 * asleep meanwhile, each submitted again by its callback.
 */
final class LatencyWorkload implements Workload {
  private static final Duration ROUND = Duration.ofMillis(500);
  private static final Duration SLEEP = Duration.ofMillis(50);
  private static final double NANOS_PER_MICRO = TimeUnit.MICROSECONDS.toNanos(1);
  private static final Callable<Object> EMPTY = () -> true;

  private final int sleepers;
  private final Histogram nanos = new Histogram();

  LatencyWorkload(int sleepers) {
    this.sleepers = sleepers;
  }

  @Override
  public void start(TaskLoop loop, Over whenOver) {
    Round round = new Round(loop, whenOver);
    for (int i = 0; i < sleepers; i++) {
      round.sleep();
    }
    round.submitNext();
  }

  @Override
  public void reset() {
    nanos.clear();
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(Figure.Metric.P50_US, nanos.quantile(0.50) / NANOS_PER_MICRO),
        new Figure(Figure.Metric.P99_US, nanos.quantile(0.99) / NANOS_PER_MICRO),
        new Figure(Figure.Metric.MAX_US, nanos.max() / NANOS_PER_MICRO));
  }

  private final class Round implements Callback<Object> {
    private final TaskLoop loop;
    private final Over whenOver;
    private final long until = System.nanoTime() + ROUND.toNanos();
    private int asleep;
    private boolean stopped;
    private long submittedAt;

    Round(TaskLoop loop, Over whenOver) {
      this.loop = loop;
      this.whenOver = whenOver;
    }

    void submitNext() {
      submittedAt = System.nanoTime();
      loop.submit(EMPTY, this);
    }

    @Override
    public void call(@Nullable Throwable error, @Nullable Object value) throws Exception {
      long now = System.nanoTime();
      check(error);
      nanos.record(now - submittedAt);
      if (now < until) {
        submitNext();
      } else {
        stopped = true;
        endIfQuiet();
      }
    }

    void sleep() {
      asleep++;
      loop.submit(
          () -> {
            Thread.sleep(SLEEP.toMillis());
            return null;
          },
          this::awake);
    }

    private void awake(@Nullable Throwable error, @Nullable Object value) throws Exception {
      check(error);
      asleep--;
      if (!stopped) {
        sleep();
      } else {
        endIfQuiet();
      }
    }

    private void endIfQuiet() throws Exception {
      if (asleep == 0) {
        whenOver.run();
      }
    }

    private void check(@Nullable Throwable error) {
      if (error != null) {
        throw new IllegalStateException("a task failed", error);
      }
    }
  }
}
