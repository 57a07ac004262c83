package io.eventloop.loop;

import io.eventloop.value.NodeError;
import org.jspecify.annotations.Nullable;

/**
 * An {@code error} event without listener, emitted with something that is no error: Node's {@code
 * ERR_UNHANDLED_ERROR}.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/errors.html#err_unhandled_error">Node:
 *     ERR_UNHANDLED_ERROR</a>
 */
public final class UnhandledErrorException extends RuntimeException implements NodeError {
  private static final long serialVersionUID = 1L;
  private final transient @Nullable Object context;

  UnhandledErrorException(String shown, @Nullable Object context) {
    super("Unhandled error. (" + shown + ")");
    this.context = context;
  }

  /** What the event was emitted with first, or null. */
  public @Nullable Object context() {
    return context;
  }

  @Override
  public String name() {
    return "Error";
  }

  @Override
  public String code() {
    return "ERR_UNHANDLED_ERROR";
  }
}
