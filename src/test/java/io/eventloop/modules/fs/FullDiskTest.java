package io.eventloop.modules.fs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.loop.Promise;
import io.eventloop.modules.Calls;
import io.eventloop.modules.stream.Readable;
import io.eventloop.modules.stream.Streams;
import io.eventloop.value.Callback;
import io.eventloop.value.SystemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A disk that is full, which {@code /dev/full} plays: whatever writes hears of it once, in its own
 * callback, and leaves nothing open. Nothing here may copy, move or remove: that would be the
 * device.
 */
class FullDiskTest {
  private static final String FULL = "/dev/full";
  private static final byte[] MUCH = new byte[3_000_000];
  private static final ByteBuffer BYTES = ByteBuffer.wrap(MUCH);

  private interface Call {
    void begin(EventLoop loop, Callback<Object> callback) throws IOException;
  }

  private static Arguments named(String name, Call call) {
    return Arguments.of(name, call);
  }

  private static Arguments promised(String name, Function<Fs, Promise<?>> call) {
    return named(name, (loop, callback) -> call.apply(loop.fs()).whenSettled(callback));
  }

  private static Arguments handled(String name, Function<FileHandle, Promise<?>> call) {
    return named(
        name,
        (loop, callback) ->
            loop.fs()
                .open(FULL, "w")
                .thenAccept(
                    file ->
                        call.apply(file)
                            .whenSettled(
                                (error, value) ->
                                    file.close().then(() -> call(callback, error, value)))));
  }

  private static void call(Callback<Object> callback, Throwable error, Object value) {
    try {
      callback.call(error, value);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static Stream<Arguments> calls() {
    return Stream.of(
        named("writeFile", (loop, cb) -> loop.fs().writeFile(FULL, "x", cb)),
        named("writeFile, much", (loop, cb) -> loop.fs().writeFile(FULL, MUCH, cb)),
        named("appendFile", (loop, cb) -> loop.fs().appendFile(FULL, "x", cb)),
        promised("writeFile, promised", fs -> fs.writeFile(FULL, "x")),
        promised("writeFile, much, promised", fs -> fs.writeFile(FULL, MUCH)),
        promised("appendFile, promised", fs -> fs.appendFile(FULL, MUCH)),
        handled("FileHandle.write", file -> file.write(BYTES.duplicate())),
        handled("FileHandle.write at a place", file -> file.write(BYTES.duplicate(), 5)),
        handled("FileHandle.writeFile", file -> file.writeFile(MUCH)),
        handled("FileHandle.appendFile", file -> file.appendFile("x")),
        named(
            "write",
            (loop, cb) -> {
              int fd = loop.fs().openSync(FULL, "a");
              loop.fs()
                  .write(
                      fd,
                      BYTES.duplicate(),
                      (error, written) ->
                          loop.fs().close(fd, (failed, done) -> cb.call(error, written)));
            }),
        named(
            "WriteStream",
            (loop, cb) -> {
              WriteStream stream = loop.fs().createWriteStream(FULL);
              Streams.finished(stream, cb);
              stream.end(UTF_8.encode("x"));
            }),
        named(
            "WriteStream, gathering",
            (loop, cb) -> {
              WriteStream stream = loop.fs().createWriteStream(FULL);
              Streams.finished(stream, cb);
              for (int i = 0; i < 10; i++) {
                stream.write(UTF_8.encode("x"));
              }
            }),
        named(
            "pipeline",
            (loop, cb) ->
                Streams.pipeline(
                    loop.fs().createReadStream("/dev/zero"),
                    loop.fs().createWriteStream(FULL),
                    cb)),
        named(
            "pipeline, promised",
            (loop, cb) ->
                Streams.pipeline(
                        Readable.from(List.of(UTF_8.encode("a"), UTF_8.encode("b"))),
                        loop.fs().createWriteStream(FULL))
                    .whenSettled(cb)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  void shouldSayThatTheDiskIsFull(String name, Call call) {
    List<Object> seen = new ArrayList<>();
    int code =
        NodeRuntime.run(
            Calls.SETTINGS,
            loop ->
                call.begin(
                    loop,
                    (error, value) -> {
                      seen.add(error.getMessage());
                      seen.add(((SystemException) error).errno());
                    }));
    assertThat(code).as("the loop has ended: nothing of the call is left").isZero();
    assertThat(seen).containsExactly("ENOSPC: no space left on device, write", -28);
    assertThat(Descriptors.of(Path.of(FULL))).isZero();
    assertThat(Descriptors.of(Path.of("/dev/zero"))).isZero();
  }
}
