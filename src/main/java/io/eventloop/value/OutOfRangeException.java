package io.eventloop.value;

import java.util.Locale;

/**
 * A number is not in the range that is accepted: Node's {@code RangeError} with the code {@code
 * ERR_OUT_OF_RANGE}.
 */
public final class OutOfRangeException extends IllegalArgumentException implements NodeError {
  private static final long serialVersionUID = 1L;

  /** Node writes longer numbers with a line between the thousands. */
  private static final long GROUPED_ABOVE = 1L << 32;

  private OutOfRangeException(String message) {
    super(message);
  }

  /**
   * Refuses a number that is not from {@code min} to {@code max}.
   *
   * @param argument what the argument is called, for the message
   * @return the number
   * @throws OutOfRangeException if it is outside
   */
  public static int requireInRange(int value, String argument, int min, int max) {
    if (value < min || value > max) {
      throw of(argument, ">= " + min + " && <= " + max, value);
    }
    return value;
  }

  /**
   * The error for a number that was refused.
   *
   * @param argument what the number is called
   * @param range the condition, for example {@code <= 4}
   * @param received the number
   */
  public static OutOfRangeException of(String argument, String range, long received) {
    return new OutOfRangeException(
        "The value of \""
            + argument
            + "\" is out of range. It must be "
            + range
            + ". Received "
            + (Math.abs(received) > GROUPED_ABOVE ? grouped(received) : received));
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', '_');
  }

  @Override
  public String name() {
    return "RangeError";
  }

  @Override
  public String code() {
    return "ERR_OUT_OF_RANGE";
  }
}
