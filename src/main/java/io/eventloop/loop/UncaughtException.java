package io.eventloop.loop;

/**
 * A callback of an embedded runtime threw, and nobody handled it: the runtime fails with this for
 * its supervisor to see. The cause is what the callback threw.
 */
public final class UncaughtException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UncaughtException(Throwable cause) {
    super("uncaught exception in a callback: " + cause, cause);
  }
}
