package io.eventloop.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of four times the heap is copied, in a JVM of its own. */
class CopyFileTest {
  private static final long LENGTH = 256L * 1024 * 1024;
  private static final int LIMIT_SECONDS = 120;

  @TempDir Path directory;

  @Test
  void shouldCopyMoreThanTheHeap() throws IOException, InterruptedException {
    Path from = directory.resolve("from");
    try (RandomAccessFile file = new RandomAccessFile(from.toFile(), "rw")) {
      file.setLength(LENGTH);
      for (long place = 0; place < LENGTH; place += 1_000_003) { // else it would be all zeros
        file.seek(place);
        file.writeLong(place);
      }
    }
    Path to = directory.resolve("to");
    Path out = directory.resolve("out");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                CopyFile.class.getName(),
                from.toString(),
                to.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      assertThat(java.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      java.destroyForcibly();
    }
    assertThat(java.exitValue()).as(Files.readString(out)).isZero();
    assertThat(out).content().contains("268,435,456 bytes");
    assertThat(Files.mismatch(from, to)).isEqualTo(-1);
  }
}
