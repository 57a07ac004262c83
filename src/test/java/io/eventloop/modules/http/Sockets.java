package io.eventloop.modules.http;

import io.eventloop.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this process has open towards others; nothing is known where there is no /proc. */
final class Sockets {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private Sockets() {}

  /** Sockets and selectors. */
  static long open() {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return 0;
    }
    try (Stream<Path> links = Files.list(DESCRIPTORS)) {
      return links.map(Sockets::target).filter(to -> to.matches("(socket|anon_inode):.*")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closed) {
      return "";
    }
  }

  /** Waits until no loop has a thread that waits for its connections. */
  static void awaitNoThread() {
    Waiting.until(
        "the threads of the loops have ended",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("eventloop-net")));
  }
}
