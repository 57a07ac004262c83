package io.eventloop.modules.fs;

import io.eventloop.value.NodeError;
import java.io.IOException;

/** {@code rm} was to remove a directory without being told to: Node's {@code SystemError}. */
final class IsDirectoryException extends IOException implements NodeError {
  private static final long serialVersionUID = 1L;

  IsDirectoryException(String path) {
    super("Path is a directory: rm returned EISDIR (is a directory) " + path);
  }

  @Override
  public String name() {
    return "SystemError";
  }

  @Override
  public String code() {
    return "ERR_FS_EISDIR";
  }
}
