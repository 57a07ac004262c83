package io.eventloop.value;

import org.jspecify.annotations.Nullable;

/**
 * An argument is of no accepted type: Node's {@code TypeError} with the code {@code
 * ERR_INVALID_ARG_TYPE}. What Java's types leave to be refused is null.
 */
public final class InvalidArgTypeException extends IllegalArgumentException implements NodeError {
  private static final long serialVersionUID = 1L;

  private InvalidArgTypeException(String message) {
    super(message);
  }

  /**
   * Refuses a callback that is null.
   *
   * @param argument what the argument is called, for the message
   * @return the callback
   * @throws InvalidArgTypeException if it is null
   */
  public static <T> T requireFunction(@Nullable T callback, String argument) {
    if (callback == null) {
      throw new InvalidArgTypeException(
          "The \"" + argument + "\" argument must be of type function. Received null");
    }
    return callback;
  }

  @Override
  public String name() {
    return "TypeError";
  }

  @Override
  public String code() {
    return "ERR_INVALID_ARG_TYPE";
  }
}
