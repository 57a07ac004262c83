package io.eventloop.bench.workload;

import io.eventloop.bench.contender.Contender;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Tasks that sleep, submitted again and again after pauses that nobody can foresee: a timer of the
 * harness asks the loop for each, so that one may begin while an empty task is in any state, and
 * not only right after its callback.
 */
final class Sleepers implements AutoCloseable {
  private static final Duration SLEEP = Duration.ofMillis(50);
  private static final int LONGEST_PAUSE_MICROS = 10_000;
  private static final long SEED = 4;

  private final Contender contender;
  private final int count;
  private final Random pauses = new Random(SEED);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          code -> {
            Thread thread = new Thread(code, "sleepers");
            thread.setDaemon(true);
            return thread;
          });

  Sleepers(Contender contender, int count) {
    this.contender = contender;
    this.count = count;
  }

  void start() {
    for (int i = 0; i < count; i++) {
      contender.execute(this::sleep);
    }
  }

  /** On the loop. */
  private void sleep() {
    contender.submit(
        () -> {
          Thread.sleep(SLEEP.toMillis());
          return true;
        },
        (error, value) -> sleepLater());
  }

  private void sleepLater() {
    if (!timer.isShutdown()) {
      long pause = pauses.nextInt(LONGEST_PAUSE_MICROS);
      Future<?> unused =
          timer.schedule(() -> contender.execute(this::sleep), pause, TimeUnit.MICROSECONDS);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
