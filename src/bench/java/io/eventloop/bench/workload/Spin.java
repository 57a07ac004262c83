package io.eventloop.bench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Work that computes for about 20 µs: a count of steps, not of time, so that a thread that loses
 * its processor meanwhile has as much left to do.
 */
final class Spin implements Callable<Object> {
  private static final long NANOS = TimeUnit.MICROSECONDS.toNanos(20);
  private static final int CALIBRATIONS = 2_000;
  private static final int FIRST_GUESS = 10_000;

  /** As many as can run at once, and no more than the pools have. */
  private static final int PLAIN_THREADS = Math.min(4, Runtime.getRuntime().availableProcessors());

  private final int steps;

  private Spin(int steps) {
    this.steps = steps;
  }

  /** With as many steps as this machine does in the time, once they are compiled. */
  static Spin calibrated() {
    Spin guess = new Spin(FIRST_GUESS);
    long least = Long.MAX_VALUE;
    for (int i = 0; i < CALIBRATIONS; i++) {
      long began = System.nanoTime();
      guess.call();
      least = Math.min(least, System.nanoTime() - began);
    }
    return new Spin((int) (FIRST_GUESS * NANOS / Math.max(1, least)));
  }

  @Override
  public Object call() {
    long state = 1;
    for (int i = 0; i < steps; i++) {
      state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
    }
    return state != 0; // never zero, which the compiler does not know
  }

  /** Tasks per second of plain threads that share so many. */
  double plainRate(int tasks) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < PLAIN_THREADS; i++) {
      threads.add(
          new Thread(
              () -> {
                for (int done = 0; done < tasks / PLAIN_THREADS; done++) {
                  call();
                }
              },
              "plain"));
    }
    long began = System.nanoTime();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    return tasks * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - began);
  }
}
