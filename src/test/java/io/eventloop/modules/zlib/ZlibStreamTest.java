package io.eventloop.modules.zlib;

import static io.eventloop.modules.Calls.SETTINGS;
import static io.eventloop.modules.Calls.outcomeOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.loop.AbortController;
import io.eventloop.loop.AbortException;
import io.eventloop.modules.stream.Readable;
import io.eventloop.modules.stream.Streams;
import io.eventloop.modules.stream.Writable;
import io.eventloop.testing.TestRuntime;
import io.eventloop.value.Callback;
import io.eventloop.value.NodeError;
import io.eventloop.value.Outcome;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that compress; what they give is that of Node 20.20.2. */
class ZlibStreamTest {
  // node -p "zlib.gzipSync('hello hello hello world').toString('hex')"
  private static final String GZIP =
      "1f8b0800000000000003cb48cdc9c957c84022cbf38b72520026e65a8117000000";

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100})
  void shouldReadDataThatComesInPieces(int size) {
    byte[] input = HexFormat.of().parseHex(GZIP + GZIP);
    Outcome<byte[]> outcome = through(loop -> loop.zlib().createUnzip(), pieces(input, size));
    assertThat(new String(outcome.valueOrNull(), UTF_8))
        .isEqualTo("hello hello hello worldhello hello hello world");
  }

  @Test
  void shouldGiveBackWhatWasCompressed() {
    byte[] data = new byte[1_000_000];
    new Random(6).nextBytes(data);
    System.arraycopy(new byte[600_000], 0, data, 100_000, 600_000);
    List<ByteBuffer> pieces = pieces(data, 70_000);
    Outcome<byte[]> gzip = through(loop -> loop.zlib().createGzip(), pieces);
    assertThat(gzip.valueOrNull()).hasSizeBetween(1000, 500_000);
    assertThat(through(loop -> loop.zlib().createGunzip(), one(gzip)).valueOrNull())
        .isEqualTo(data);
    Outcome<byte[]> zlib = through(loop -> loop.zlib().createDeflate(), pieces);
    assertThat(through(loop -> loop.zlib().createInflate(), one(zlib)).valueOrNull())
        .isEqualTo(data);
    Outcome<byte[]> raw = through(loop -> loop.zlib().createDeflateRaw(), pieces);
    assertThat(through(loop -> loop.zlib().createInflateRaw(), one(raw)).valueOrNull())
        .isEqualTo(data);
  }

  private static List<ByteBuffer> one(Outcome<byte[]> outcome) {
    return List.of(ByteBuffer.wrap(outcome.valueOrNull()));
  }

  @Test
  void shouldCompressNothing() {
    assertThat(
            HexFormat.of().formatHex(through(l -> l.zlib().createGzip(), List.of()).valueOrNull()))
        .isEqualTo("1f8b080000000000000303000000000000000000");
  }

  @ParameterizedTest
  @CsvSource({
    "'', Z_BUF_ERROR, unexpected end of file",
    "1f8b08000000, Z_BUF_ERROR, unexpected end of file",
    "68656c6c6f, Z_DATA_ERROR, incorrect header check"
  })
  void shouldFailWhereTheDataIsBroken(String hex, String code, String message) {
    Outcome<byte[]> outcome =
        through(loop -> loop.zlib().createGunzip(), pieces(HexFormat.of().parseHex(hex), 2));
    assertThat(outcome.error()).isInstanceOf(ZlibException.class).hasMessage(message);
    assertThat(((ZlibException) outcome.error()).code()).isEqualTo(code);
  }

  @Test
  void shouldMakeNoMoreThanTheReaderHasRoomFor() {
    Outcome<byte[]> bomb =
        outcomeOf((loop, callback) -> loop.zlib().gzip(new byte[50_000_000], callback));
    List<Integer> lengths = new ArrayList<>();
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          ZlibStream gunzip = loop.zlib().createGunzip();
          gunzip.end(ByteBuffer.wrap(bomb.valueOrNull()));
          gunzip.onReadable(() -> lengths.add(gunzip.readableLength()));
          afterTasks(loop, 20, gunzip::destroy); // time for it to make more, if it did
        });
    assertThat(lengths).isNotEmpty().allMatch(length -> length <= 5 * Coder.CHUNK);
  }

  private static void afterTasks(EventLoop loop, int count, Runnable then) {
    loop.submit(
        TestRuntime.WORK,
        () -> null,
        (error, none) -> {
          if (count == 0) {
            then.run();
          } else {
            afterTasks(loop, count - 1, then);
          }
        });
  }

  @Test
  void shouldGiveAllThatWasWrittenWhenItIsFlushed() {
    List<String> seen = new ArrayList<>();
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          ZlibStream gzip = loop.zlib().createGzip();
          gzip.onData(piece -> seen.add(hex(piece)));
          gzip.write(ByteBuffer.wrap("hello".getBytes(UTF_8)), (e, none) -> seen.add("written"));
          gzip.flush(
              (error, none) -> {
                seen.add("flushed");
                gzip.end();
              });
          gzip.onFinish(() -> gzip.flush((error, none) -> seen.add("flushed after the end")));
          gzip.onClose(() -> seen.add("close " + gzip.bytesWritten()));
        });
    // as Node's, which gives the header before the first block
    assertThat(String.join("", seen))
        .startsWith("1f8b0800000000000003written")
        .contains("ca48cdc9c907000000ffffflushed")
        .contains("030086a6103605000000")
        .contains("flushed after the end")
        .endsWith("close 5");
  }

  private static String hex(ByteBuffer piece) {
    byte[] bytes = new byte[piece.remaining()];
    piece.duplicate().get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void shouldAnswerAllThatWaitWhenItIsDestroyed() {
    List<String> seen = new ArrayList<>();
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          ZlibStream gzip = loop.zlib().createGzip();
          gzip.onFinish(() -> seen.add("finish"));
          gzip.onClose(() -> seen.add("close"));
          gzip.write(ByteBuffer.allocate(10), (error, none) -> seen.add("written " + error));
          gzip.flush((error, none) -> seen.add("flushed " + codeOf(error)));
          gzip.end(null, (error, none) -> seen.add("end " + codeOf(error)));
          gzip.destroy();
        });
    // as Node
    assertThat(seen)
        .containsExactly(
            "close", "written null", "flushed ERR_STREAM_DESTROYED", "end ERR_STREAM_DESTROYED");
  }

  @Test
  void shouldAnswerWhoWaitsForAReaderWhenItIsDestroyed() {
    byte[] bomb =
        outcomeOf(
                (EventLoop loop, Callback<byte[]> callback) ->
                    loop.zlib().gzip(new byte[10_000_000], callback))
            .valueOrNull();
    List<String> seen = new ArrayList<>();
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          ZlibStream gunzip = loop.zlib().createGunzip();
          gunzip.onFinish(() -> seen.add("finish"));
          gunzip.write(ByteBuffer.wrap(bomb), (error, none) -> seen.add("written " + error));
          afterTasks(loop, 20, gunzip::destroy);
        });
    assertThat(seen).containsExactly("written null");
  }

  private static String codeOf(Throwable error) {
    return ((NodeError) error).code();
  }

  @Test
  void shouldBeDestroyedByASignal() {
    List<Throwable> errors = new ArrayList<>();
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          AbortController controller = new AbortController();
          ZlibStream gzip = loop.zlib().withSignal(controller.signal()).createGzip();
          gzip.onError(errors::add);
          gzip.end(ByteBuffer.allocate(1_000_000));
          controller.abort();
        });
    assertThat(errors).hasSize(1).first().isInstanceOf(AbortException.class);
  }

  @Test
  void shouldStopWhenItIsDestroyed() {
    List<Object> seen = new ArrayList<>();
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          ZlibStream gzip = loop.zlib().createGzip();
          gzip.onData(seen::add);
          gzip.onClose(() -> seen.add("close"));
          gzip.write(ByteBuffer.allocate(1000));
          gzip.destroy();
        });
    assertThat(seen).containsExactly("close");
  }

  private static List<ByteBuffer> pieces(byte[] data, int size) {
    List<ByteBuffer> pieces = new ArrayList<>();
    for (int at = 0; at < data.length; at += size) {
      pieces.add(ByteBuffer.wrap(data, at, Math.min(size, data.length - at)));
    }
    return pieces;
  }

  /** What comes out of a stream, all together. */
  private static Outcome<byte[]> through(
      Function<EventLoop, ZlibStream> stream, List<ByteBuffer> pieces) {
    return outcomeOf(
        (loop, callback) -> {
          ByteArrayOutputStream all = new ByteArrayOutputStream();
          Streams.pipeline(
              Readable.from(pieces),
              stream.apply(loop),
              Writable.<ByteBuffer>of(
                  (chunk, done) -> {
                    all.write(
                        chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining());
                    done.done();
                  }),
              (error, none) -> callback.call(error, error == null ? all.toByteArray() : null));
        });
  }
}
