package io.eventloop.cluster;

/**
 * No node has the kind of a task, or none that its {@link Placement} allows, and none has come
 * within {@code eventloop.cluster.kind-timeout}. The message lists the kinds there are, and where.
 */
public final class UnknownKindException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnknownKindException(String message) {
    super(message);
  }
}
