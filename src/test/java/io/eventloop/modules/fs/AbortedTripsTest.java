package io.eventloop.modules.fs;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.loop.AbortController;
import io.eventloop.loop.AbortSignal;
import io.eventloop.modules.Calls;
import io.eventloop.value.Callback;
import io.eventloop.value.NodeError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A signal that is aborted in each of the trips of a call: between them, on a pool of one, comes
 * one {@code stat} after the other. Each row is what Node 20.20.2 does.
 */
class AbortedTripsTest {
  private static final int STATS = 6;

  @TempDir Path directory;

  private final List<String> seen = new ArrayList<>();
  private final AbortController controller = new AbortController();
  private int stats;

  private void stat(EventLoop loop, int abortedIn) {
    loop.fs()
        .stat(
            "/",
            (error, root) -> {
              if (++stats == abortedIn) {
                controller.abort();
              }
              if (stats < STATS) {
                stat(loop, abortedIn);
              }
            });
  }

  private static void begin(
      String call, Fs fs, String path, AbortSignal signal, Callback<Object> callback) {
    switch (call) {
      case "readFile" -> fs.readFile(path, signal, callback);
      case "readFile, promised" -> fs.readFile(path, signal).whenSettled(callback);
      case "writeFile" -> fs.writeFile(path, "0123", signal, callback);
      default -> fs.writeFile(path, "0123", signal).whenSettled(callback);
    }
  }

  // call, in which stat it is aborted, what comes, and how many stats had come before
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "readFile | 0 | ABORT_ERR | 2",
        "readFile | 1 | ABORT_ERR | 2",
        "readFile | 2 | 0123 | 3",
        "readFile | 3 | 0123 | 3",
        "readFile | 4 | 0123 | 3",
        "readFile, promised | 0 | ABORT_ERR | 1",
        "readFile, promised | 1 | ABORT_ERR | 2",
        "readFile, promised | 2 | 0123 | 3",
        "readFile, promised | 3 | 0123 | 3",
        "writeFile | 0 | ABORT_ERR | 1",
        "writeFile | 1 | undefined | 2",
        "writeFile | 2 | undefined | 2",
        "writeFile | 3 | undefined | 2",
        "writeFile, promised | 0 | ABORT_ERR | 1",
        "writeFile, promised | 1 | undefined | 2",
        "writeFile, promised | 2 | undefined | 2"
      })
  void shouldAskTheSignalWhereNodeDoes(String call, int abortedIn, String what, int statsBefore)
      throws IOException {
    Path file = Files.writeString(directory.toRealPath().resolve("f"), "0123");
    int code =
        NodeRuntime.run(
            Calls.SETTINGS,
            loop -> {
              begin(
                  call,
                  loop.fs(),
                  file.toString(),
                  controller.signal(),
                  (error, value) -> {
                    seen.add(
                        error != null
                            ? ((NodeError) error).code()
                            : value == null ? "undefined" : value.toString());
                    seen.add(stats + " stats");
                    seen.add(Descriptors.of(file) + " open");
                  });
              if (abortedIn == 0) {
                controller.abort();
              }
              stat(loop, abortedIn);
            });
    assertThat(code).isZero();
    assertThat(seen).containsExactly(what, statsBefore + " stats", "0 open");
  }

  @Test
  void shouldCloseWhatIsBeingOpened() throws Exception {
    Path pipe = Descriptors.pipeBeside(directory.toRealPath().resolve("f"));
    Thread writer = new Thread(() -> write(pipe));
    NodeRuntime.run(
        Calls.SETTINGS,
        loop -> {
          loop.fs()
              .readFile(
                  pipe.toString(),
                  controller.signal(),
                  (error, text) -> {
                    seen.add(((NodeError) error).code());
                    ended(writer); // its descriptor would count too
                    seen.add(Descriptors.of(pipe) + " open");
                  });
          Descriptors.awaitThreadIn("open"); // which waits for somebody who writes
          controller.abort();
          writer.start();
        });
    assertThat(seen).containsExactly("ABORT_ERR", "0 open");
  }

  private static void ended(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void write(Path pipe) {
    try {
      Files.write(pipe, new byte[1]);
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("Broken pipe"); // it is closed unread
    }
  }
}
