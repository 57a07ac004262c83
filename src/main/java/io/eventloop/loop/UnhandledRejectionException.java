package io.eventloop.loop;

import io.eventloop.value.NodeError;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the reason of an unhandled rejection that is no error: Node's {@code
 * UnhandledPromiseRejection}, with its code {@code ERR_UNHANDLED_REJECTION} and its message.
 */
public final class UnhandledRejectionException extends RuntimeException implements NodeError {
  private static final long serialVersionUID = 1L;

  UnhandledRejectionException(@Nullable Object reason) {
    super(
        "This error originated either by throwing inside of an async function without a catch"
            + " block, or by rejecting a promise which was not handled with .catch(). The promise"
            + " rejected with the reason \""
            + shown(reason)
            + "\".");
  }

  /**
   * As V8 shows a value without running any code of the program's: what is a primitive of
   * JavaScript's by its text, any other object by its class.
   */
  private static String shown(@Nullable Object reason) {
    if (reason == null
        || reason instanceof CharSequence
        || reason instanceof Number
        || reason instanceof Boolean
        || reason instanceof Character) {
      return String.valueOf(reason);
    }
    return "#<" + reason.getClass().getSimpleName() + ">";
  }

  @Override
  public String name() {
    return "UnhandledPromiseRejection";
  }

  @Override
  public String code() {
    return "ERR_UNHANDLED_REJECTION";
  }
}
