package io.eventloop.modules.fs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.modules.stream.Streams;
import io.eventloop.testing.ProgramRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams of files that were open before: each line is what Node 20.20.2 prints. */
class LentFileStreamsTest {
  private static final ReadStreamOptions READING = ReadStreamOptions.DEFAULT;
  private static final WriteStreamOptions WRITING = WriteStreamOptions.DEFAULT;

  @TempDir Path directory;

  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.writeString(directory.toRealPath().resolve("f"), "0123456789");
  }

  private List<String> lines(ProgramRun.Printing program) {
    ProgramRun run = ProgramRun.inRealTime(program);
    assertThat(run.code()).isZero();
    assertThat(Descriptors.of(file)).isZero();
    return run.lines();
  }

  private static ReadStream shown(Consumer<String> log, ReadStream stream) {
    FileStreamsTest.watch(log, stream);
    stream.onData(chunk -> log.accept("data " + UTF_8.decode(chunk)));
    return stream;
  }

  @Test
  void shouldReadADescriptorAndCloseIt() {
    assertThat(
            lines(
                (loop, log) -> {
                  Fs fs = loop.fs();
                  int fd = fs.openSync(file.toString(), "r");
                  ReadStreamOptions range = READING.withStart(2).withEnd(5).withHighWaterMark(3);
                  ReadStream stream = shown(log, fs.createReadStream(fd, range));
                  log.accept(stream.path() + " " + stream.pending());
                  stream.onClose(
                      () -> fs.fstat(fd, (error, stats) -> log.accept(error.getMessage())));
                }))
        .containsExactly(
            "null false",
            "data 234",
            "data 5",
            "end",
            "close",
            "EBADF: bad file descriptor, fstat");
  }

  @Test
  void shouldReadAHandleAndCloseIt() {
    assertThat(
            lines(
                (loop, log) ->
                    loop.fs()
                        .open(file.toString(), "r")
                        .thenAccept(
                            handle -> {
                              handle.on("close", () -> log.accept("handle close"));
                              shown(log, handle.createReadStream())
                                  .onClose(() -> log.accept("fd " + handle.fd()));
                            })))
        .containsExactly("data 0123456789", "end", "handle close", "close", "fd -1");
  }

  @Test
  void shouldLeaveAHandleOpenIfAsked() {
    ByteBuffer read = ByteBuffer.allocate(3);
    assertThat(
            lines(
                (loop, log) ->
                    loop.fs()
                        .open(file.toString(), "r")
                        .thenAccept(
                            handle -> {
                              handle.on("close", () -> log.accept("handle close"));
                              ReadStreamOptions some = READING.withAutoClose(false).withEnd(2);
                              ReadStream stream = shown(log, handle.createReadStream(some));
                              stream.onEnd(
                                  () ->
                                      handle
                                          .read(read, 0)
                                          .thenAccept(bytes -> log.accept("read " + bytes))
                                          .thenCompose(nothing -> handle.close())
                                          .then(() -> log.accept("closed " + handle.fd())));
                            })))
        .containsExactly("data 012", "end", "read 3", "handle close", "close", "closed -1");
  }

  @Test
  void shouldWriteAHandleAndRefuseItOnceItIsClosed() throws IOException {
    assertThat(
            lines(
                (loop, log) ->
                    loop.fs()
                        .open(file.toString(), "r+")
                        .thenAccept(
                            handle -> {
                              WriteStream stream = handle.createWriteStream(WRITING.withStart(3));
                              FileStreamsTest.watch(log, stream);
                              stream.write(UTF_8.encode("AB"));
                              stream.end(UTF_8.encode("CD"));
                              stream.onClose(
                                  () -> {
                                    log.accept(handle.fd() + " " + stream.bytesWritten());
                                    try {
                                      handle.createReadStream();
                                    } catch (RuntimeException refused) {
                                      log.accept(refused.getMessage());
                                    }
                                  });
                            })))
        .containsExactly(
            "finish",
            "close",
            "-1 4",
            "The value of \"fd\" is out of range. It must be >= 0 && <= 2147483647. Received -1");
    assertThat(file).hasContent("012ABCD789");
  }

  @Test
  void shouldWriteADescriptorWhereItIs() throws IOException {
    assertThat(
            lines(
                (loop, log) -> {
                  int fd = loop.fs().openSync(file.toString(), "r+");
                  loop.fs()
                      .read(
                          fd,
                          ByteBuffer.allocate(2),
                          (error, read) -> {
                            WriteStream stream =
                                loop.fs().createWriteStream(fd, WRITING.withFlush(true));
                            FileStreamsTest.watch(log, stream);
                            stream.cork();
                            stream.write(UTF_8.encode("X"));
                            stream.write(UTF_8.encode("YZ"));
                            stream.uncork();
                            stream.end();
                          });
                }))
        .containsExactly("finish", "close");
    assertThat(file).hasContent("01XYZ56789");
  }

  @Test
  void shouldSayThatADescriptorIsNotForThat() {
    assertThat(
            lines(
                (loop, log) -> {
                  int fd = loop.fs().openSync(file.toString(), "r");
                  FileStreamsTest.watch(log, loop.fs().createWriteStream(fd, WRITING))
                      .end(UTF_8.encode("XY"));
                }))
        .containsExactly("error EBADF: bad file descriptor, write", "close");
    assertThat(
            lines(
                (loop, log) -> {
                  int fd = loop.fs().openSync(file.toString(), "r");
                  loop.fs().closeSync(fd);
                  shown(log, loop.fs().createReadStream(fd, READING));
                }))
        .containsExactly("error EBADF: bad file descriptor, close", "close");
  }

  @Test
  void shouldCloseTheHandleOfAStreamThatIsDestroyed() {
    assertThat(
            lines(
                (loop, log) ->
                    loop.fs()
                        .open(file.toString(), "r")
                        .thenAccept(
                            handle -> {
                              ReadStreamOptions small = READING.withHighWaterMark(1);
                              ReadStream stream = shown(log, handle.createReadStream(small));
                              stream.events().once("data", () -> stream.destroy());
                              stream.onClose(() -> log.accept("fd " + handle.fd()));
                            })))
        .containsExactly("data 0", "close", "fd -1");
  }

  @Test
  void shouldDestroyTheStreamOfAHandleThatIsClosed() {
    assertThat(
            lines(
                (loop, log) ->
                    loop.fs()
                        .open(file.toString(), "r")
                        .thenAccept(
                            handle -> {
                              ReadStreamOptions small = READING.withHighWaterMark(1);
                              ReadStream stream = shown(log, handle.createReadStream(small));
                              stream
                                  .events()
                                  .once(
                                      "data",
                                      () -> handle.close().then(() -> log.accept("closed")));
                            })))
        .containsExactly("data 0", "close", "closed");
  }

  @Test
  void shouldCloseTheHandleOfAFullDisk() {
    Path full = Path.of("/dev/full");
    assertThat(
            lines(
                (loop, log) ->
                    loop.fs()
                        .open(full.toString(), "w")
                        .thenAccept(
                            handle -> {
                              WriteStream stream = handle.createWriteStream();
                              Streams.pipeline(
                                  loop.fs().createReadStream(file.toString()),
                                  stream,
                                  (error, nothing) ->
                                      log.accept(error.getMessage() + " " + handle.fd()));
                            })))
        .containsExactly("ENOSPC: no space left on device, write -1");
    assertThat(Descriptors.of(full)).isZero();
  }
}
