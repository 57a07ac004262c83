package io.eventloop.modules.zlib;

import static io.eventloop.modules.Calls.SETTINGS;
import static io.eventloop.modules.Calls.outcomeOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.modules.stream.Readable;
import io.eventloop.modules.stream.Streams;
import io.eventloop.modules.stream.Writable;
import io.eventloop.value.Outcome;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
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
          loop.setTimeout(gunzip::destroy, Duration.ofMillis(100));
        });
    assertThat(lengths).isNotEmpty().allMatch(length -> length <= 5 * Coder.CHUNK);
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
