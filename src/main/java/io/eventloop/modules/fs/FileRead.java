package io.eventloop.modules.fs;

import io.eventloop.value.SystemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One whole file to be read, first opened and then read, as Node does it: an error names the call
 * that failed.
 */
record FileRead(GivenPath path) {

  /** Blocks until the file is read: for a worker's thread. */
  byte[] read() throws IOException {
    Path file = path.lookup("open");
    try (InputStream opened = open(file)) {
      return opened.readAllBytes();
    } catch (SystemException | ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      // Linux opens a directory for reading and refuses the first read
      String code = Files.isDirectory(file) ? "EISDIR" : FileErrors.codeOf(e);
      throw SystemException.ofFile(code, "read", null, e);
    }
  }

  private InputStream open(Path file) throws IOException {
    try {
      return Files.newInputStream(file);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw FileErrors.of(e, "open", path);
    }
  }
}
