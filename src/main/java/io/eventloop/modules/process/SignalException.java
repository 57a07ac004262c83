package io.eventloop.modules.process;

import io.eventloop.value.NodeError;

/**
 * A signal that nobody can listen to: there is none of this name, which is Node's {@code TypeError}
 * with the code {@code ERR_UNKNOWN_SIGNAL}; or the operating system or the JVM keeps it to itself,
 * which is an error with the code {@code EINVAL}.
 */
public final class SignalException extends IllegalArgumentException implements NodeError {
  private static final long serialVersionUID = 1L;
  private static final String UNKNOWN = "ERR_UNKNOWN_SIGNAL";

  private final String code;

  private SignalException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  static SignalException unknown(String signal, Throwable cause) {
    return new SignalException(UNKNOWN, "Unknown signal: " + signal, cause);
  }

  static SignalException taken(Throwable cause) {
    return new SignalException("EINVAL", "uv_signal_start EINVAL: " + cause.getMessage(), cause);
  }

  @Override
  public String name() {
    return code.equals(UNKNOWN) ? "TypeError" : "Error";
  }

  @Override
  public String code() {
    return code;
  }
}
