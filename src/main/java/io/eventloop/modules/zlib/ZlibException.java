package io.eventloop.modules.zlib;

import io.eventloop.value.NodeError;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Data is not what it is said to be: Node's error with zlib's code and message, for example {@code
 * Z_DATA_ERROR} and {@code incorrect header check}. Immutable.
 */
public final class ZlibException extends IOException implements NodeError {
  private static final long serialVersionUID = 1L;

  /** What can go wrong, with zlib's numbers. */
  enum Reason {
    Z_NEED_DICT(2),
    Z_DATA_ERROR(-3),
    Z_BUF_ERROR(-5);

    private final int errno;

    Reason(int errno) {
      this.errno = errno;
    }
  }

  private final Reason reason;

  ZlibException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  static ZlibException data(String message) {
    return new ZlibException(Reason.Z_DATA_ERROR, message, null);
  }

  @Override
  public String name() {
    return "Error";
  }

  /**
   * {@code Z_DATA_ERROR} where the data is broken, {@code Z_BUF_ERROR} where it breaks off, {@code
   * Z_NEED_DICT} where it wants a dictionary, or another one.
   */
  @Override
  public String code() {
    return reason.name();
  }

  /** The number of the error, as in Node: {@code -3} for {@code Z_DATA_ERROR}. */
  public int errno() {
    return reason.errno;
  }
}
