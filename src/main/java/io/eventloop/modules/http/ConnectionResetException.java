package io.eventloop.modules.http;

import io.eventloop.value.NodeError;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a request has ended before its answer had: Node's error with the code {@code
 * ECONNRESET}; {@code socket hang up} before the answer's head, {@code aborted} after it.
 */
public final class ConnectionResetException extends IOException implements NodeError {
  private static final long serialVersionUID = 1L;

  private ConnectionResetException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static ConnectionResetException hungUp(@Nullable Throwable cause) {
    return new ConnectionResetException("socket hang up", cause);
  }

  static ConnectionResetException aborted(@Nullable Throwable cause) {
    return new ConnectionResetException("aborted", cause);
  }

  @Override
  public String name() {
    return "Error";
  }

  @Override
  public String code() {
    return "ECONNRESET";
  }
}
