package io.eventloop.value;

/**
 * An argument has a value that is not accepted: Node's {@code TypeError} with the code {@code
 * ERR_INVALID_ARG_VALUE}.
 */
public final class InvalidArgValueException extends IllegalArgumentException implements NodeError {
  private static final long serialVersionUID = 1L;

  private InvalidArgValueException(String message) {
    super(message);
  }

  /**
   * The error for a text that was refused.
   *
   * @param argument what the argument is called
   * @param reason for example {@code is invalid}
   * @param received the text
   */
  public static InvalidArgValueException of(String argument, String reason, String received) {
    return new InvalidArgValueException(
        "The argument '" + argument + "' " + reason + ". Received " + Quoted.shortened(received));
  }

  /**
   * The error for a number that was refused.
   *
   * @param argument what the argument is called
   * @param reason for example {@code is invalid}
   * @param received the number
   */
  public static InvalidArgValueException of(String argument, String reason, long received) {
    return new InvalidArgValueException(
        "The argument '" + argument + "' " + reason + ". Received " + received);
  }

  /**
   * The error for a number that was refused as an option.
   *
   * @param property what the option is called, for example {@code options.family}
   * @param reason for example {@code is invalid}
   * @param received the number
   */
  public static InvalidArgValueException ofProperty(String property, String reason, long received) {
    return new InvalidArgValueException(
        "The property '" + property + "' " + reason + ". Received " + received);
  }

  @Override
  public String name() {
    return "TypeError";
  }

  @Override
  public String code() {
    return "ERR_INVALID_ARG_VALUE";
  }
}
