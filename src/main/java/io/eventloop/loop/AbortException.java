package io.eventloop.loop;

import io.eventloop.value.NodeError;
import org.jspecify.annotations.Nullable;

/**
 * An operation was given up because its {@link AbortSignal} said so: Node's {@code AbortError}. Its
 * cause is the signal's reason.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/errors.html#abort_err">Node: ABORT_ERR</a>
 */
public final class AbortException extends RuntimeException implements NodeError {
  private static final long serialVersionUID = 1L;

  /** With the reason of the signal. */
  public AbortException(@Nullable Throwable reason) {
    super("The operation was aborted", reason);
  }

  @Override
  public String name() {
    return "AbortError";
  }

  @Override
  public String code() {
    return "ABORT_ERR";
  }
}
