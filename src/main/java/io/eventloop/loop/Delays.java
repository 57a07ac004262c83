package io.eventloop.loop;

import java.time.Duration;

/** Durations of users' as the milliseconds of a timer. */
final class Delays {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  /** Node's {@code TIMEOUT_MAX}: about 25 days. */
  private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

  private static final Duration LONGEST_DEADLINE = Duration.ofDays(36_500);

  private Delays() {}

  /** As Node: what is not in 1..2^31-1 is 1 ms, and fractions are cut off. */
  static long ofTimer(Duration delay) {
    boolean inRange = delay.compareTo(SHORTEST) >= 0 && delay.compareTo(LONGEST) <= 0;
    return inRange ? delay.toMillis() : SHORTEST.toMillis();
  }

  /** At least what was asked for. */
  static long ofDeadline(Duration limit) {
    return limit.compareTo(LONGEST_DEADLINE) > 0
        ? LONGEST_DEADLINE.toMillis()
        : limit.plusNanos(999_999).toMillis();
  }
}
