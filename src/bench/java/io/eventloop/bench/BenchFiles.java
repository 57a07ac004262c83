package io.eventloop.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The files that both sides read: small ones, and one large. Removed in the end. */
final class BenchFiles implements AutoCloseable {
  /** How many small ones there are. */
  static final int SMALL = 10_000;

  private static final int SMALL_SIZE = 4_096;
  private static final long LARGE_SIZE = 1L << 30;
  private static final int PIECE = 1 << 20;

  private final Path directory;

  /** Makes them, in the directory for temporary files. */
  BenchFiles() throws IOException {
    directory = Files.createTempDirectory("bench-files");
    for (int i = 0; i < SMALL; i++) {
      Files.write(Path.of(small(path(), i)), new byte[SMALL_SIZE]);
    }
    try (RandomAccessFile large = new RandomAccessFile(large(path()), "rw")) {
      byte[] piece = new byte[PIECE];
      for (long written = 0; written < LARGE_SIZE; written += PIECE) {
        large.write(piece);
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
