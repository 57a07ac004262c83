package io.eventloop.modules.dns;

import io.eventloop.value.NodeError;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A look-up failed: Node's error with its fields and its message, {@code getaddrinfo ENOTFOUND
 * nosuch.invalid}. Immutable.
 */
public final class DnsException extends IOException implements NodeError {
  private static final long serialVersionUID = 1L;

  /** What can go wrong, with libuv's numbers. */
  enum Reason {
    ENOTFOUND(-3008),
    EAI_AGAIN(-3001),
    EINVAL(-22);

    private final int errno;

    Reason(int errno) {
      this.errno = errno;
    }
  }

  private final Reason reason;
  private final String syscall;
  private final String hostname;

  DnsException(Reason reason, String syscall, String hostname, @Nullable Throwable cause) {
    super(syscall + " " + reason + " " + hostname, cause);
    this.reason = reason;
    this.syscall = syscall;
    this.hostname = hostname;
  }

  @Override
  public String name() {
    return "Error";
  }

  /**
   * {@code ENOTFOUND} where there is no such name, {@code EAI_AGAIN} where nobody could be asked,
   * {@code EINVAL} where the name is too long.
   */
  @Override
  public String code() {
    return reason.name();
  }

  /** The number of the error, as in Node: {@code -3008} for {@code ENOTFOUND}. */
  public int errno() {
    return reason.errno;
  }

  /** The call that failed: {@code getaddrinfo} or {@code getnameinfo}. */
  public String syscall() {
    return syscall;
  }

  /** What was looked up. */
  public String hostname() {
    return hostname;
  }
}
