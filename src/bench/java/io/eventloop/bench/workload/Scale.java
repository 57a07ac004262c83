package io.eventloop.bench.workload;

import java.time.Duration;

/**
 * How much each fork does.
 *
 * @param tasks of one round of a rate
 * @param warmUp at least; rounds in it are not counted
 * @param longestWarmUp after which it is over though the compiler is still busy
 * @param measured at least, after the warm-up
 * @param longRounds of a workload whose rounds take seconds: so many to warm up, and so many count
 */
public record Scale(
    int tasks, Duration warmUp, Duration longestWarmUp, Duration measured, int longRounds) {
  public static final Scale FULL =
      new Scale(1_000_000, Duration.ofSeconds(4), Duration.ofSeconds(20), Duration.ofSeconds(3), 3);

  /** Six JVMs, of two workloads and three contenders, in less than 50 s. */
  public static final Scale QUICK =
      new Scale(
          200_000, Duration.ofSeconds(2), Duration.ofMillis(5000), Duration.ofMillis(1500), 1);
}
