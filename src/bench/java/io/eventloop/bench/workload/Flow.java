package io.eventloop.bench.workload;

import io.eventloop.bench.contender.Contender;
import io.eventloop.value.Callback;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * So many tasks, so many of them outstanding: each callback submits the next. Of the loop's thread;
 * it is timed from its first submission to its last callback.
 */
final class Flow implements Callback<Object> {
  static final Callable<Object> EMPTY = () -> true;

  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Contender contender;
  private final Callable<?> work;
  private final int tasks;
  private final CompletableFuture<Double> rate;
  private final long began = System.nanoTime();
  private int submitted;
  private int answered;

  private Flow(Contender contender, Callable<?> work, int tasks, CompletableFuture<Double> rate) {
    this.contender = contender;
    this.work = work;
    this.tasks = tasks;
    this.rate = rate;
  }

  /** Lets it flow, and gives the tasks per second. */
  static double rate(Contender contender, Callable<?> work, int tasks, int outstanding)
      throws Exception {
    return begin(contender, work, tasks, outstanding).get(1, TimeUnit.MINUTES);
  }

  /** The same, with the rate to come. */
  static CompletableFuture<Double> begin(
      Contender contender, Callable<?> work, int tasks, int outstanding) {
    CompletableFuture<Double> rate = new CompletableFuture<>();
    contender.execute(
        () -> {
          Flow flow = new Flow(contender, work, tasks, rate);
          for (int i = 0; i < outstanding; i++) {
            flow.submitNext();
          }
        });
    return rate;
  }

  private void submitNext() {
    submitted++;
    contender.submit(work, this);
  }

  @Override
  public void call(@Nullable Throwable error, @Nullable Object value) {
    if (error != null) {
      throw new IllegalStateException("a task failed", error);
    }
    answered++;
    if (submitted < tasks) {
      submitNext();
    } else if (answered == tasks) {
      rate.complete(tasks * NANOS_PER_SECOND / (System.nanoTime() - began));
    }
  }
}
