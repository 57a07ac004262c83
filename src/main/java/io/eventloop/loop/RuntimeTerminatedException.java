package io.eventloop.loop;

/** The answer of a call to a runtime that has ended, or that ended before it could answer. */
public final class RuntimeTerminatedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message that names the call. */
  public RuntimeTerminatedException(String message) {
    super(message);
  }
}
