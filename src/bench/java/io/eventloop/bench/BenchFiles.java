package io.eventloop.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The files that both sides read: small ones, one large, and one to be copied. Removed in the end.
 */
final class BenchFiles implements AutoCloseable {
  /** How many small ones there are. */
  static final int SMALL = 10_000;

  private static final int SMALL_SIZE = 1_024;
  private static final long LARGE_SIZE = 1L << 30;
  private static final long COPIED_SIZE = 2L << 30;
  private static final int PIECE = 1 << 20;

  private final Path directory;

  /** Makes them, in the directory for temporary files. */
  BenchFiles() throws IOException {
    directory = Files.createTempDirectory("bench-files");
    for (int i = 0; i < SMALL; i++) {
      Files.write(Path.of(small(path(), i)), new byte[SMALL_SIZE]);
    }
    make(large(path()), LARGE_SIZE);
    make(copied(path()), COPIED_SIZE);
  }

  private static void make(String name, long size) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(name, "rw")) {
      byte[] piece = new byte[PIECE];
      for (long written = 0; written < size; written += PIECE) {
        file.write(piece);
      }
    }
  }

  /** Where they are. */
  String path() {
    return directory.toString();
  }

  static String small(String directory, int number) {
    return directory + "/small-" + number;
  }

  static String large(String directory) {
    return directory + "/large";
  }

  static String copied(String directory) {
    return directory + "/copied";
  }

  static String copy(String directory) {
    return directory + "/copy";
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
