package io.eventloop.modules.fs;

import io.eventloop.value.SystemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * One whole file to be read, first opened and then read, as Node does it: an error names the call
 * that failed.
 */
final class FileRead {
  private final String given;
  private final Path file;

  /** Looks at the path only; the disk is not touched. */
  FileRead(String path) {
    this.given = path;
    try {
      this.file = Path.of(path);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "path = '"
              + path.replace("\0", "\\0")
              + "': a path without null characters is accepted, in characters that the file system"
              + " has",
          e);
    }
  }

  /** Blocks until the file is read: for a worker's thread. */
  byte[] read() throws IOException {
    try (InputStream opened = open()) {
      return opened.readAllBytes();
    } catch (SystemException | ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      // Linux opens a directory for reading and refuses the first read
      String code = Files.isDirectory(file) ? "EISDIR" : FileErrors.codeOf(e);
      throw SystemException.ofFile(code, "read", null, e);
    }
  }

  private InputStream open() throws IOException {
    if (given.isEmpty()) { // for Java the working directory, for the system no file
      throw SystemException.ofFile("ENOENT", "open", given, null);
    }
    if (given.endsWith("/") && Files.exists(file) && !Files.isDirectory(file)) {
      throw SystemException.ofFile("ENOTDIR", "open", given, null); // Java drops the slash
    }
    try {
      return Files.newInputStream(file);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw SystemException.ofFile(FileErrors.codeOf(e), "open", given, e);
    }
  }
}
