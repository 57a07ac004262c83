package io.eventloop.bench;

import io.eventloop.bench.Contender.TaskLoop;
import io.eventloop.value.Callback;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Empty tasks, as many as are wanted, so many outstanding. A round is timed from its first
 * submission to its last callback; of several rounds the median counts.
 */
final class RateWorkload implements Workload {
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final Callable<Object> EMPTY = () -> true;

  private final int tasks;
  private final int outstanding;
  private final Samples rates = new Samples();

  RateWorkload(int tasks, int outstanding) {
    this.tasks = tasks;
    this.outstanding = outstanding;
  }

  @Override
  public void start(TaskLoop loop, Over whenOver) {
    Round round = new Round(loop, whenOver);
    for (int i = 0; i < outstanding; i++) {
      round.submitNext();
    }
  }

  @Override
  public void reset() {
    rates.clear();
  }

  @Override
  public List<Figure> figures() {
    return List.of(new Figure(Figure.Metric.TASKS_PER_S, rates.median()));
  }

  private final class Round implements Callback<Object> {
    private final TaskLoop loop;
    private final Over whenOver;
    private final long began = System.nanoTime();
    private int submitted;
    private int answered;

    Round(TaskLoop loop, Over whenOver) {
      this.loop = loop;
      this.whenOver = whenOver;
    }

    void submitNext() {
      submitted++;
      loop.submit(EMPTY, this);
    }

    @Override
    public void call(@Nullable Throwable error, @Nullable Object value) throws Exception {
      if (error != null) {
        throw new IllegalStateException("an empty task failed", error);
      }
      answered++;
      if (submitted < tasks) {
        submitNext();
      } else if (answered == tasks) {
        rates.add(tasks * NANOS_PER_SECOND / (System.nanoTime() - began));
        whenOver.run();
      }
    }
  }
}
