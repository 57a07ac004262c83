package io.eventloop.pool;

import java.util.concurrent.RejectedExecutionException;

/** The answer of a task that was not taken: the pool is full and set to reject, or is closed. */
public final class TaskRejectedException extends RejectedExecutionException {
  private static final long serialVersionUID = 1L;

  /** With a message that names the task's kind and the reason. */
  public TaskRejectedException(String message) {
    super(message);
  }
}
