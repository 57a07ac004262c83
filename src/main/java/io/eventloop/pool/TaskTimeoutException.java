package io.eventloop.pool;

/** The answer of a task that its deadline passed, whether it was queued or running. */
public final class TaskTimeoutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message that names the task's kind and the reason. */
  public TaskTimeoutException(String message) {
    super(message);
  }
}
