package io.eventloop.cluster;

/**
 * The node that had claimed a task was lost, and the task may not run twice: whether it ran to its
 * end is not known.
 */
public final class WorkerLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WorkerLostException(String message) {
    super(message);
  }
}
