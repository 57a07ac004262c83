package io.eventloop.pool;

/** The answer of a task whose worker was stopped from outside before it could run it to its end. */
public final class WorkerTerminatedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message that names the task's kind and the reason. */
  public WorkerTerminatedException(String message) {
    super(message);
  }
}
