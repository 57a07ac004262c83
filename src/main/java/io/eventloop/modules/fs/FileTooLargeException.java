package io.eventloop.modules.fs;

import io.eventloop.value.NodeError;
import java.io.IOException;

/** A file that is to be read whole is larger than any buffer: Node's {@code RangeError}. */
final class FileTooLargeException extends IOException implements NodeError {
  private static final long serialVersionUID = 1L;

  /** Of a file of this size, in bytes. */
  FileTooLargeException(long size) {
    super("File size (" + size + ") is greater than 2 GiB");
  }

  @Override
  public String name() {
    return "RangeError";
  }

  @Override
  public String code() {
    return "ERR_FS_FILE_TOO_LARGE";
  }
}
