package io.eventloop.pool;

import java.util.concurrent.CancellationException;

/** The answer of a task that {@link TaskHandle#cancel()} or the end of its caller cancelled. */
public final class TaskCancelledException extends CancellationException {
  private static final long serialVersionUID = 1L;

  /** With a message that names the task's kind and the reason. */
  public TaskCancelledException(String message) {
    super(message);
  }
}
