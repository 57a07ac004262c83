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

  @Override
  public String name() {
    return "TypeError";
  }

  @Override
  public String code() {
    return "ERR_INVALID_ARG_VALUE";
  }
}
