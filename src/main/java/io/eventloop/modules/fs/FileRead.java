package io.eventloop.modules.fs;

import java.io.IOException;

/** One whole file to be read at once, on the thread that asks. */
record FileRead(GivenPath path) {
  private static final OpenFlags FOR_READING = OpenFlags.of("r");

  static CallFile file(GivenPath path) {
    return new CallFile(path, FOR_READING);
  }

  /** Blocks until the file is read. */
  byte[] read() throws IOException {
    try (CallFile file = file(path)) {
      file.open();
      Content content = Content.ofSize(file.size(), false);
      boolean atEnd = false;
      while (!atEnd) {
        atEnd = content.readFrom(file);
      }
      return content.bytes();
    }
  }
}
