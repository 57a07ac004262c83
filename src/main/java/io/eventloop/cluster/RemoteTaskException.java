package io.eventloop.cluster;

import io.eventloop.value.NodeError;
import org.jspecify.annotations.Nullable;

/**
 * The function of a task threw on the node that ran it. What it threw is described, not brought
 * along: its class may not be here, and an object that a message names by its class is a door.
 */
public final class RemoteTaskException extends RuntimeException implements NodeError {
  private static final long serialVersionUID = 1L;

  private final String remoteClass;
  private final String remoteMessage;
  private final String remoteStack;
  private final String node;
  private final String name;
  private final @Nullable String code;

  RemoteTaskException(String kind, Failure failure, String node) {
    super(
        kind
            + " task failed on "
            + node
            + ": "
            + failure.type()
            + (failure.message().isEmpty() ? "" : ": " + failure.message()));
    this.remoteClass = failure.type();
    this.remoteMessage = failure.message();
    this.remoteStack = failure.stack();
    this.node = node;
    this.name = failure.name();
    this.code = failure.code();
  }

  /** The name of the class of what was thrown. */
  public String remoteClass() {
    return remoteClass;
  }

  /** The message of what was thrown; empty if it had none. */
  public String remoteMessage() {
    return remoteMessage;
  }

  /** Its stack trace, causes included, as text; long ones are cut. */
  public String remoteStack() {
    return remoteStack;
  }

  /** The address of the node that ran the task. */
  public String node() {
    return node;
  }

  /** As JavaScript names its class: {@code Error}, unless Node has another. */
  @Override
  public String name() {
    return name;
  }

  /** The code of a {@link NodeError}, such as {@code ENOENT} of a system error; null for others. */
  @Override
  public @Nullable String code() {
    return code;
  }
}
