package io.eventloop.modules.fs;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.modules.Calls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A loop that ends closes what its program has left open, as the end of a process does. */
class FsFilesAtEndTest {
  private static final int SIZE = 1 << 20;

  @TempDir Path directory;

  /** Opens a file; the runnable is called when it is open. */
  private interface Open {
    void begin(Fs fs, String path, Runnable opened);
  }

  static Stream<Open> opens() {
    return Stream.of(
        (fs, path, opened) -> fs.open(path, "r", (error, fd) -> opened.run()),
        (fs, path, opened) -> fs.open(path, "r+").then(opened),
        (fs, path, opened) -> {
          try {
            fs.openSync(path, "a+");
            opened.run();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        },
        (fs, path, opened) -> fs.createReadStream(path).onOpen(opened),
        (fs, path, opened) -> fs.createReadStream(path).onData(chunk -> opened.run()),
        (fs, path, opened) ->
            fs.createWriteStream(path, WriteStreamOptions.DEFAULT.withFlags("r+")).onOpen(opened),
        (fs, path, opened) -> fs.open(path, "r").thenAccept(file -> readAndPause(file, opened)));
  }

  private static void readAndPause(FileHandle file, Runnable opened) {
    ReadStream stream = file.createReadStream();
    stream.onData(
        chunk -> {
          stream.pause();
          opened.run();
        });
  }

  private void check(Open open, BiConsumer<EventLoop, Runnable> end) throws IOException {
    Path file = Files.write(directory.toRealPath().resolve("f"), new byte[SIZE]);
    long[] before = {0};
    NodeRuntime.run(
        Calls.SETTINGS,
        loop ->
            open.begin(
                loop.fs(),
                file.toString(),
                () -> end.accept(loop, () -> before[0] = Descriptors.of(file))));
    assertThat(before[0]).as("open until then").isPositive();
    assertThat(Descriptors.of(file)).as("at once: later, the garbage collector does it").isZero();
  }

  @ParameterizedTest
  @MethodSource("opens")
  void shouldCloseWhenTheProgramExits(Open open) throws IOException {
    check(
        open,
        (loop, look) -> {
          look.run();
          loop.exit(0);
        });
  }

  @ParameterizedTest
  @MethodSource("opens")
  void shouldCloseWhenTheProgramThrows(Open open) throws IOException {
    check(
        open,
        (loop, look) -> {
          look.run();
          throw new IllegalStateException("the end");
        });
  }

  @Test
  void shouldNotKeepTheLoop() throws IOException {
    Path file = Files.write(directory.toRealPath().resolve("f"), new byte[SIZE]);
    int code =
        NodeRuntime.run(
            Calls.SETTINGS,
            loop -> {
              int fd = loop.fs().openSync(file.toString(), "r");
              loop.fs()
                  .read(
                      fd,
                      ByteBuffer.allocate(1),
                      (error, read) -> assertThat(loop.activeResources()).isEmpty());
            });
    assertThat(code).isZero();
    assertThat(Descriptors.of(file)).as("at once: later, the garbage collector does it").isZero();
  }
}
