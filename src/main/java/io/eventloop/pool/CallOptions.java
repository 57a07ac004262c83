package io.eventloop.pool;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one task is to be treated. Immutable; each {@code with} method returns a changed copy.
 *
 * @param deadline how long after its submission the task is answered with {@link
 *     TaskTimeoutException} at the latest; empty for no limit
 * @param interruptible whether {@link TaskHandle#cancel()} and the deadline may interrupt the
 *     thread that runs the task
 */
public record CallOptions(Optional<Duration> deadline, boolean interruptible) {

  /** No deadline, and interruptible. */
  public static final CallOptions DEFAULT = new CallOptions(Optional.empty(), true);

  /** Refuses a deadline that is not positive. */
  public CallOptions {
    Objects.requireNonNull(deadline, "deadline");
    Duration limit = deadline.orElse(null);
    if (limit != null && (limit.isZero() || limit.isNegative())) {
      throw new IllegalArgumentException(
          "deadline = " + limit + ": a positive duration is accepted");
    }
  }

  /** The default options with this deadline, counted from the submission. */
  public static CallOptions deadline(Duration limit) {
    return DEFAULT.withDeadline(limit);
  }

  /** A copy with this deadline, counted from the submission. */
  public CallOptions withDeadline(Duration limit) {
    return new CallOptions(Optional.of(limit), interruptible);
  }

  /**
   * A copy for work that must not be interrupted once it runs, such as a write that may not be
   * torn. {@link TaskHandle#cancel()} then returns false for a running task; a deadline still
   * answers its caller, and the thread is written off if the work does not come back.
   */
  public CallOptions uninterruptible() {
    return new CallOptions(deadline, false);
  }

  /** As a record's, without what the first use of that costs at start. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof CallOptions options
            && interruptible == options.interruptible
            && deadline.equals(options.deadline));
  }

  @Override
  public int hashCode() {
    return 31 * deadline.hashCode() + Boolean.hashCode(interruptible);
  }
}
