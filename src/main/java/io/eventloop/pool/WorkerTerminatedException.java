package io.eventloop.pool;

/**
 * The answer of a task that no worker runs to its end, though it was taken: its worker was stopped
 * from outside or, with the task still queued, the pool was closed. The message says which. One
 * that comes to a closed pool was never taken: its answer is {@link TaskRejectedException}.
 */
public final class WorkerTerminatedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message that names the task's kind and the reason. */
  public WorkerTerminatedException(String message) {
    super(message);
  }
}
