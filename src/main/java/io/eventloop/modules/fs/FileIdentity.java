package io.eventloop.modules.fs;

import io.eventloop.value.SystemException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which file an open file is: Java has no {@code fstat}. The name is looked up again, and tells as
 * long as it leads to the same file; after that, the process's list of open files does.
 */
final class FileIdentity {
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  private final Path path;
  private final long dev;
  private final long ino;

  private FileIdentity(Path path, Stats stats) {
    this.path = path;
    this.dev = stats.dev();
    this.ino = stats.ino();
  }

  /** Of the file that has just been opened by this name; blocks. */
  static FileIdentity of(GivenPath path) throws IOException {
    Path file = path.lookup("open").toAbsolutePath();
    return new FileIdentity(file, Stats.read(file));
  }

  /** What the system knows of it now; blocks. */
  Stats stat() throws SystemException {
    Stats byName = statOf(path);
    if (byName != null) {
      return byName;
    }
    try (DirectoryStream<Path> open = Files.newDirectoryStream(OPEN_FILES)) {
      for (Path descriptor : open) {
        Stats stats = statOf(descriptor);
        if (stats != null) {
          return stats;
        }
      }
    } catch (IOException e) {
      throw SystemException.ofFile(FileErrors.codeOf(e), "fstat", null, e);
    }
    throw SystemException.ofFile("EBADF", "fstat", null, null);
  }

  /** Null if that is another file, or none. */
  private @Nullable Stats statOf(Path name) {
    try {
      Stats stats = Stats.read(name);
      return stats.dev() == dev && stats.ino() == ino ? stats : null;
    } catch (IOException e) {
      return null;
    }
  }
}
