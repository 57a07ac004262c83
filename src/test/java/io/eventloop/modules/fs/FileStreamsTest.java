package io.eventloop.modules.fs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventloop.loop.AbortController;
import io.eventloop.modules.stream.Streams;
import io.eventloop.testing.ProgramRun;
import io.eventloop.value.OutOfRangeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as streams, as Node 20.20.2 has them. */
class FileStreamsTest {
  private static final int MEGABYTES_64 = 64 * 1024 * 1024;
  private static final List<String> EVENTS =
      List.of("open", "ready", "error", "end", "finish", "close");

  @TempDir Path directory;

  static <S extends io.eventloop.modules.stream.Stream> S watch(Consumer<String> log, S stream) {
    for (String event : EVENTS) {
      stream
          .events()
          .on(
              event,
              args ->
                  log.accept(
                      event + (args.length == 0 ? "" : " " + ((Throwable) args[0]).getMessage())));
    }
    return stream;
  }

  private static List<String> lines(ProgramRun.Printing program) {
    ProgramRun run = ProgramRun.inRealTime(program);
    assertThat(run.code()).isZero();
    return run.lines();
  }

  @Test
  void shouldReadAFile() throws IOException {
    Path file = Files.writeString(directory.resolve("f"), "Grüße");
    assertThat(
            lines(
                (loop, log) -> {
                  ReadStream stream = watch(log, loop.fs().createReadStream(file.toString()));
                  log.accept(stream.path().equals(file.toString()) + " " + stream.pending());
                  stream.onData(chunk -> log.accept(UTF_8.decode(chunk).toString()));
                  stream.onClose(() -> log.accept(stream.bytesRead() + " " + stream.pending()));
                }))
        .containsExactly("true true", "open", "ready", "Grüße", "end", "close", "7 true");
  }

  @Test
  void shouldReadARangeInPieces() throws IOException {
    Path file = Files.writeString(directory.resolve("f"), "0123456789");
    ReadStreamOptions options =
        ReadStreamOptions.DEFAULT.withStart(2).withEnd(7).withHighWaterMark(4);
    assertThat(
            lines(
                (loop, log) ->
                    loop.fs()
                        .createReadStream(file.toString(), options)
                        .onData(chunk -> log.accept(UTF_8.decode(chunk).toString()))))
        .containsExactly("2345", "67");
    assertThatThrownBy(() -> options.withStart(8))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessage(
            "The value of \"start\" is out of range. It must be <= \"end\" (here: 7). Received 8");
  }

  @Test
  void shouldWriteAFile() throws IOException {
    Path file = Files.writeString(directory.resolve("f"), "old, and longer than the new");
    assertThat(
            lines(
                (loop, log) -> {
                  WriteStream stream = watch(log, loop.fs().createWriteStream(file.toString()));
                  for (String part : List.of("one ", "two ", "three")) {
                    stream.write(UTF_8.encode(part), (error, nothing) -> log.accept(part.strip()));
                  }
                  stream.close((error, nothing) -> log.accept("" + stream.bytesWritten()));
                }))
        .containsExactly("open", "ready", "one", "two", "three", "finish", "close", "13");
    assertThat(file).hasContent("one two three");
  }

  @Test
  void shouldWriteAtTheEndOrInTheMidst() throws IOException {
    Path file = Files.writeString(directory.resolve("f"), "0123456789");
    lines(
        (loop, log) ->
            loop.fs()
                .createWriteStream(
                    file.toString(), WriteStreamOptions.DEFAULT.withFlags("r+").withStart(3))
                .end(UTF_8.encode("abc")));
    lines(
        (loop, log) ->
            loop.fs()
                .createWriteStream(file.toString(), WriteStreamOptions.DEFAULT.withFlags("a"))
                .end(UTF_8.encode("!")));
    assertThat(file).hasContent("012abc6789!");
  }

  @Test
  void shouldSayWhyAFileIsNotRead() {
    String missing = directory.resolve("missing").toString();
    assertThat(lines((loop, log) -> watch(log, loop.fs().createReadStream(missing)).resume()))
        .containsExactly(
            "error ENOENT: no such file or directory, open '" + missing + "'", "close");
    assertThat(
            lines(
                (loop, log) ->
                    watch(log, loop.fs().createReadStream(directory.toString())).resume()))
        .containsExactly(
            "open", "ready", "error EISDIR: illegal operation on a directory, read", "close");
  }

  @Test
  void shouldSayThatADiskIsFull() {
    assertThat(
            lines(
                (loop, log) ->
                    watch(log, loop.fs().createWriteStream("/dev/full")).end(UTF_8.encode("x"))))
        .containsExactly("open", "ready", "error ENOSPC: no space left on device, write", "close");
  }

  @Test
  void shouldBeCalledOff() throws IOException {
    Path file = Files.write(directory.resolve("f"), new byte[1 << 20]);
    assertThat(
            lines(
                (loop, log) -> {
                  AbortController controller = new AbortController();
                  ReadStream stream =
                      watch(
                          log,
                          loop.fs()
                              .createReadStream(
                                  file.toString(),
                                  ReadStreamOptions.DEFAULT.withSignal(controller.signal())));
                  stream.events().once("data", () -> controller.abort());
                  stream.onClose(() -> log.accept("" + stream.pending()));
                }))
        .containsExactly("open", "ready", "error The operation was aborted", "close", "true");
    assertThat(
            lines(
                (loop, log) -> {
                  AbortController controller = new AbortController();
                  watch(
                      log,
                      loop.fs().withSignal(controller.signal()).createReadStream(file.toString()));
                  controller.abort();
                }))
        .containsExactly("open", "ready", "error The operation was aborted", "close");
  }

  @Test
  void shouldLeaveAFileOpenIfAsked() throws IOException {
    Path file = Files.writeString(directory.resolve("f"), "x");
    assertThat(
            lines(
                (loop, log) -> {
                  ReadStream stream =
                      watch(
                          log,
                          loop.fs()
                              .createReadStream(
                                  file.toString(), ReadStreamOptions.DEFAULT.withAutoClose(false)));
                  stream.resume();
                  stream.onEnd(
                      () ->
                          loop.setImmediate(
                              () -> {
                                log.accept("open still " + !stream.pending());
                                stream.close();
                              }));
                }))
        .containsExactly("open", "ready", "end", "open still true", "close");
  }

  @Test
  void shouldCopyMoreThanItHolds() throws IOException {
    byte[] content = new byte[MEGABYTES_64];
    new Random(1).nextBytes(content);
    Path from = Files.write(directory.resolve("from"), content);
    Path to = directory.resolve("to");
    long[] highest = {0};
    lines(
        (loop, log) -> {
          ReadStream source = loop.fs().createReadStream(from.toString());
          WriteStream target = loop.fs().createWriteStream(to.toString());
          source.events().on("data", () -> look(highest, source, target));
          target.onDrain(() -> look(highest, source, target));
          Streams.pipeline(source, target).then(() -> look(highest, source, target));
        });
    assertThat(Files.mismatch(from, to)).isEqualTo(-1);
    assertThat(highest[0]).isLessThanOrEqualTo(4 * 64 * 1024);
  }

  private static void look(long[] highest, ReadStream source, WriteStream target) {
    highest[0] = Math.max(highest[0], source.readableLength() + target.writableLength());
  }
}
