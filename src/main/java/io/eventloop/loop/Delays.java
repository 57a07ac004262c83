package io.eventloop.loop;

import java.time.Duration;
import java.util.function.Consumer;

/** Durations of users' as the milliseconds of a timer. */
final class Delays {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Node's {@code TIMEOUT_MAX}: about 25 days. */
  private static final double LONGEST = Integer.MAX_VALUE;

  private static final Duration LONGEST_DEADLINE = Duration.ofDays(36_500);

  private Delays() {}

  /** What JavaScript would give for it: milliseconds, with fractions. */
  static double millis(Duration delay) {
    return delay.getSeconds() * 1e3 + (double) delay.getNano() / NANOS_PER_MILLI;
  }

  /**
   * As Node: what is not in 1 to 2^31-1 is 1 ms, and fractions are cut off.
   *
   * @param warn is given the warning about a delay that is too long
   */
  static long ofTimer(double delay, Consumer<Warning> warn) {
    if (delay >= 1 && delay <= LONGEST) {
      return (long) delay;
    }
    if (delay > LONGEST) {
      warn.accept(
          new Warning(
              "TimeoutOverflowWarning",
              text(delay)
                  + " does not fit into a 32-bit signed integer.\nTimeout duration was set to 1."));
    }
    return 1;
  }

  private static String text(double number) {
    return number < Long.MAX_VALUE ? Long.toString((long) number) : Double.toString(number);
  }

  /** At least what was asked for. */
  static long ofDeadline(Duration limit) {
    return limit.compareTo(LONGEST_DEADLINE) > 0
        ? LONGEST_DEADLINE.toMillis()
        : limit.plusNanos(NANOS_PER_MILLI - 1).toMillis();
  }
}
