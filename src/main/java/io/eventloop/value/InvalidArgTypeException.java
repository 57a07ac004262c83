package io.eventloop.value;

import org.jspecify.annotations.Nullable;

/**
 * An argument is of no accepted type: Node's {@code TypeError} with the code {@code
 * ERR_INVALID_ARG_TYPE}. What Java's types leave to be refused is null, most often.
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
    return require(callback, argument, "of type function");
  }

  /**
   * Refuses a value that is null.
   *
   * @param argument what the argument is called, for the message
   * @param accepted what it must be, for example {@code of type string}
   * @return the value
   * @throws InvalidArgTypeException if it is null
   */
  public static <T> T require(@Nullable T value, String argument, String accepted) {
    if (value == null) {
      throw new InvalidArgTypeException(
          "The \"" + argument + "\" argument must be " + accepted + ". Received null");
    }
    return value;
  }

  /**
   * The error for an object of the wrong class.
   *
   * @param argument what the argument is called
   * @param accepted what it must be, for example {@code of type string}
   * @param received the object
   */
  public static InvalidArgTypeException of(String argument, String accepted, Object received) {
    return new InvalidArgTypeException(
        "The \""
            + argument
            + "\" argument must be "
            + accepted
            + ". Received an instance of "
            + received.getClass().getSimpleName());
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
