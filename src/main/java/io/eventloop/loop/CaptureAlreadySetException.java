package io.eventloop.loop;

import io.eventloop.value.NodeError;

/**
 * Somebody takes the uncaught exceptions already, who must be taken back first: Node's error with
 * the code {@code ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET}.
 */
public final class CaptureAlreadySetException extends IllegalStateException implements NodeError {
  private static final long serialVersionUID = 1L;

  CaptureAlreadySetException() {
    super(
        "`process.setupUncaughtExceptionCapture()` was called while a capture callback was already"
            + " active");
  }

  @Override
  public String name() {
    return "Error";
  }

  @Override
  public String code() {
    return "ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET";
  }
}
