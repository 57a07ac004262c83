package io.eventloop.modules.fs;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One whole file to be written. */
final class FileWrite {
  private final GivenPath path;
  private final byte[] content;
  private final OpenFlags flags;

  /** The content is this object's from now on. */
  FileWrite(GivenPath path, byte[] content, OpenFlags flags) {
    this.path = path;
    this.content = content;
    this.flags = flags;
  }

  CallFile file() {
    return new CallFile(path, flags);
  }

  ByteBuffer content() {
    return ByteBuffer.wrap(content);
  }

  /** Blocks until the file is written: on the thread that asks. */
  void write() throws IOException {
    try (CallFile file = file()) {
      file.open();
      ByteBuffer rest = content();
      do {
        file.write(rest); // nothing too: that is refused where the file is open for reading
      } while (rest.hasRemaining());
    }
  }
}
