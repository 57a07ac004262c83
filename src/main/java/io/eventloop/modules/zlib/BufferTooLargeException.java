package io.eventloop.modules.zlib;

import io.eventloop.value.NodeError;
import java.io.IOException;

/**
 * What comes out is more than was allowed: Node's {@code RangeError} with the code {@code
 * ERR_BUFFER_TOO_LARGE}.
 */
public final class BufferTooLargeException extends IOException implements NodeError {
  private static final long serialVersionUID = 1L;

  BufferTooLargeException(long limit) {
    super("Cannot create a Buffer larger than " + limit + " bytes");
  }

  @Override
  public String name() {
    return "RangeError";
  }

  @Override
  public String code() {
    return "ERR_BUFFER_TOO_LARGE";
  }
}
