package io.eventloop.modules.fs;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The files that the process has open, and pipes that keep a worker at one. */
final class Descriptors {
  private Descriptors() {}

  /** How often the process has this file open. */
  static long of(Path path) {
    try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
      return links.filter(link -> path.equals(target(link))).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      return link; // closed meanwhile
    }
  }

  /** Waits until the process does not have this file open. */
  static void awaitClosed(Path path) {
    Waiting.until(path + " is closed", () -> of(path) == 0);
  }

  /** Waits until a worker is in this method of the file of a call. */
  static void awaitThreadIn(String method) {
    Waiting.until(
        "a worker is in " + method,
        () ->
            Thread.getAllStackTraces().values().stream()
                .flatMap(Stream::of)
                .anyMatch(
                    frame ->
                        frame.getClassName().equals(CallFile.class.getName())
                            && frame.getMethodName().equals(method)));
  }

  /** Makes a named pipe in the directory of this file. */
  static Path pipeBeside(Path file) throws IOException, InterruptedException {
    Path pipe = file.resolveSibling("pipe");
    Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assertThat(made.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return pipe;
  }
}
