package io.eventloop.bench;

import java.time.Duration;

/**
 * How much each fork does.
 *
 * @param tasks of one round of a rate workload
 * @param warmUp at least; rounds in it are not counted
 * @param longestWarmUp after which it is over though the compiler is still busy
 * @param measured at least, after the warm-up
 */
record Scale(int tasks, Duration warmUp, Duration longestWarmUp, Duration measured) {
  static final Scale FULL =
      new Scale(1_000_000, Duration.ofSeconds(4), Duration.ofSeconds(20), Duration.ofSeconds(3));

  static final Scale QUICK =
      new Scale(200_000, Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(2));

  /** A copy whose warm-up is as long as that. */
  Scale withWarmUp(Duration exactly) {
    return new Scale(tasks, exactly, exactly, measured);
  }
}
