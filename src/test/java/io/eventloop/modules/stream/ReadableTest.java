package io.eventloop.modules.stream;

import static io.eventloop.modules.stream.Scripts.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventloop.loop.AbortController;
import io.eventloop.testing.ProgramRun;
import io.eventloop.value.OutOfRangeException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What Java's streams have besides Node's, and what they refuse. */
class ReadableTest {
  private static final byte[] SMILE = "a😀ü!".getBytes(UTF_8);

  /** One byte at a time. */
  private static Readable<ByteBuffer> smile() {
    int[] next = {0};
    return Readable.of(
        stream ->
            stream.push(
                next[0] < SMILE.length ? ByteBuffer.wrap(SMILE, next[0]++, 1).slice() : null));
  }

  private static List<String> lines(ProgramRun.Printing program) {
    ProgramRun run = ProgramRun.of(program);
    assertThat(run.code()).isZero();
    return run.lines();
  }

  @Test
  void shouldCollect() {
    assertThat(
            lines(
                (loop, log) -> {
                  smile().text(UTF_8).thenAccept(log);
                  smile().bytes().thenAccept(all -> log.accept(new String(all, UTF_8)));
                  Readable.from(List.of(1, 2)).toList().thenAccept(all -> log.accept("" + all));
                  Readable<ByteBuffer> broken = smile();
                  broken.text(UTF_8).catchAccept(error -> log.accept(error.getMessage()));
                  broken.destroy();
                }))
        .containsExactlyInAnyOrder("a😀ü!", "a😀ü!", "[1, 2]", "Premature close");
  }

  @Test
  void shouldDecodeWholeCharacters() {
    List<String> pieces = lines((loop, log) -> smile().decode(UTF_8).onData(log));
    assertThat(pieces).containsExactly("a", "😀", "ü", "!");
    assertThat(
            lines(
                (loop, log) -> {
                  Readable<String> text =
                      Readable.from(List.of(ByteBuffer.wrap(SMILE, 0, 3))).decode(UTF_8);
                  text.onData(log);
                }))
        .containsExactly("a", "\uFFFD");
  }

  @Test
  void shouldTakeBytesInOtherPieces() {
    assertThat(
            lines(
                (loop, log) -> {
                  Readable<ByteBuffer> stream = Readable.of(s -> {});
                  for (String part : List.of("ab", "cde", "f")) {
                    stream.push(bytes(part));
                  }
                  for (int size : new int[] {1, 3, 2, 1}) {
                    log.accept(Scripts.text(stream.read(size)));
                  }
                }))
        .containsExactly("a", "bcd", "ef", "null");
  }

  @Test
  void shouldNotMoveTheBufferOfTheWriter() {
    ByteBuffer chunk = bytes("abc");
    List<String> written = new ArrayList<>();
    lines(
        (loop, log) -> {
          WritableStream<ByteBuffer> sink =
              Writable.of(
                  (taken, callback) -> {
                    written.add(UTF_8.decode(taken).toString()); // reads it to its limit
                    callback.done();
                  });
          sink.write(chunk);
          sink.write(chunk);
        });
    assertThat(written).containsExactly("abc", "abc");
    assertThat(chunk.remaining()).isEqualTo(3);
  }

  @Test
  void shouldBelongToItsLoop() {
    AtomicReference<Readable<ByteBuffer>> kept = new AtomicReference<>();
    lines((loop, log) -> kept.set(smile()));
    assertThatThrownBy(() -> kept.get().read()).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> kept.get().onData(chunk -> {}))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> kept.get().destroy()).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(ReadableTest::smile).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldBeDestroyedByASignal() {
    assertThat(
            lines(
                (loop, log) -> {
                  AbortController controller = new AbortController();
                  Readable<ByteBuffer> stream =
                      Readable.of(
                          StreamOptions.BYTES.withSignal(controller.signal()), source -> {});
                  Scripts.watch(log, "", stream, "error", "close");
                  controller.abort();
                }))
        .containsExactly("error The operation was aborted", "close");
  }

  @Test
  void shouldRefuseMarksAndSizesThatAreNone() {
    assertThatThrownBy(() -> StreamOptions.BYTES.withHighWaterMark(-1))
        .isInstanceOf(OutOfRangeException.class);
    lines(
        (loop, log) ->
            assertThatThrownBy(() -> smile().read(-1)).isInstanceOf(OutOfRangeException.class));
  }

  @Test
  void shouldJoinAnyNumberOfStreams() {
    assertThat(
            lines(
                (loop, log) -> {
                  List<Integer> all = new ArrayList<>();
                  WritableStream<Integer> sink =
                      Writable.of(
                          StreamOptions.OBJECTS,
                          (chunk, callback) -> {
                            all.add(chunk);
                            callback.done();
                          });
                  Streams.from(Readable.from(Arrays.asList("1", "2")))
                      .through(Transform.<String, Integer>map(Integer::valueOf))
                      .through(Transform.<Integer, Integer>map(n -> n * 10))
                      .to(sink)
                      .then(() -> log.accept("" + all));
                  Streams.from(Readable.from(List.of("1", "x")))
                      .through(Transform.<String, Integer>map(Integer::valueOf))
                      .to(Writable.of(StreamOptions.OBJECTS, (chunk, callback) -> callback.done()))
                      .catchAccept(error -> log.accept(error.getMessage()));
                }))
        .containsExactlyInAnyOrder("[10, 20]", "For input string: \"x\"");
  }
}
