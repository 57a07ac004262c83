package io.eventloop.loop;

import io.eventloop.value.InvalidArgTypeException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.function.Consumer;

/** Durations of users' as the milliseconds of a timer. */
final class Delays {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Node's {@code TIMEOUT_MAX}: about 25 days. */
  private static final double LONGEST = Integer.MAX_VALUE;

  /** JavaScript writes lesser numbers in full. */
  private static final double FIRST_WITH_EXPONENT = 1e21;

  private static final Duration LONGEST_DEADLINE = Duration.ofDays(36_500);

  private Delays() {}

  /** What JavaScript would give for it: milliseconds, with fractions. */
  static double millis(Duration delay) {
    InvalidArgTypeException.require(delay, "delay", "an instance of Duration");
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

  /** A number above 2^31 as JavaScript writes it: the fewest digits that tell it from others. */
  private static String text(double number) {
    if (number == Double.POSITIVE_INFINITY) {
      return "Infinity";
    }
    BigDecimal shortest = shortest(number).stripTrailingZeros();
    return number < FIRST_WITH_EXPONENT ? shortest.toPlainString() : withExponent(shortest);
  }

  private static BigDecimal shortest(double number) {
    BigDecimal exact = new BigDecimal(number);
    BigDecimal rounded;
    int digits = 0;
    do {
      rounded = exact.round(new MathContext(++digits));
    } while (rounded.doubleValue() != number); // 17 are enough for any double
    return rounded;
  }

  private static String withExponent(BigDecimal number) {
    String digits = number.unscaledValue().toString();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    return digits.charAt(0) + fraction + "e+" + (number.precision() - 1 - number.scale());
  }

  /** At least what was asked for. */
  static long ofDeadline(Duration limit) {
    return limit.compareTo(LONGEST_DEADLINE) > 0
        ? LONGEST_DEADLINE.toMillis()
        : limit.plusNanos(NANOS_PER_MILLI - 1).toMillis();
  }
}
