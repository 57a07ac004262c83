package io.eventloop.modules.zlib;

import static io.eventloop.modules.Calls.SETTINGS;
import static io.eventloop.modules.Calls.outcomeOf;
import static io.eventloop.modules.Calls.thrownBy;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.loop.AbortController;
import io.eventloop.loop.AbortException;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.OutOfRangeException;
import io.eventloop.value.Outcome;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data and messages of Node 20.20.2. */
class ZlibTest {
  private static final String TEXT = "hello hello hello world";
  private static final byte[] DATA = TEXT.getBytes(UTF_8);

  // node -p "zlib.gzipSync('hello hello hello world').toString('hex')", and so on
  private static final String GZIP =
      "1f8b0800000000000003cb48cdc9c957c84022cbf38b72520026e65a8117000000";
  private static final String ZLIB = "789ccb48cdc9c957c84022cbf38b725200687d08c5";
  private static final String RAW = "cb48cdc9c957c84022cbf38b725200";

  private static final ZlibOptions DEFAULT = ZlibOptions.DEFAULT;
  private static final ZlibOptions WITH_DICTIONARY =
      DEFAULT.withDictionary("hello world".getBytes(UTF_8));

  @Test
  void shouldReadWhatNodeCompressed() {
    assertThat(text(call((l, c) -> l.zlib().gunzip(bytes(GZIP), c)))).isEqualTo(TEXT);
    assertThat(text(call((l, c) -> l.zlib().inflate(bytes(ZLIB), c)))).isEqualTo(TEXT);
    assertThat(text(call((l, c) -> l.zlib().inflateRaw(bytes(RAW), c)))).isEqualTo(TEXT);
    assertThat(text(call((l, c) -> l.zlib().unzip(bytes(GZIP), c)))).isEqualTo(TEXT);
    assertThat(text(call((l, c) -> l.zlib().unzip(bytes(ZLIB), c)))).isEqualTo(TEXT);
  }

  @Test
  void shouldReadWhatItCompressedItself() {
    byte[] data = new byte[300_000];
    new Random(6).nextBytes(data);
    System.arraycopy(new byte[100_000], 0, data, 50_000, 100_000);
    for (ZlibOptions options :
        List.of(DEFAULT, DEFAULT.withLevel(0), DEFAULT.withLevel(9), WITH_DICTIONARY)) {
      byte[] gzip = call((l, c) -> l.zlib().gzip(data, options, c)).valueOrNull();
      assertThat(call((l, c) -> l.zlib().gunzip(gzip, options, c)).valueOrNull()).isEqualTo(data);
      byte[] zlib = call((l, c) -> l.zlib().deflate(data, options, c)).valueOrNull();
      assertThat(call((l, c) -> l.zlib().unzip(zlib, options, c)).valueOrNull()).isEqualTo(data);
      byte[] raw = call((l, c) -> l.zlib().deflateRaw(data, options, c)).valueOrNull();
      assertThat(call((l, c) -> l.zlib().inflateRaw(raw, options, c)).valueOrNull())
          .isEqualTo(data);
    }
  }

  @Test
  void shouldCompressNothing() {
    byte[] none = {};
    assertThat(hex(call((l, c) -> l.zlib().gzip(none, c))))
        .isEqualTo("1f8b080000000000000303000000000000000000");
    assertThat(hex(call((l, c) -> l.zlib().deflate(none, c)))).isEqualTo("789c030000000001");
    assertThat(hex(call((l, c) -> l.zlib().deflateRaw(none, c)))).isEqualTo("0300");
  }

  // node -p "zlib.gzipSync('', {level, strategy})[8]"
  @ParameterizedTest
  @CsvSource({
    "-1,0,0", "0,0,4", "1,0,4", "2,0,0", "9,0,2", "9,2,2", "6,1,0", "6,2,4", "6,3,4", "6,4,4"
  })
  void shouldSayInTheHeaderHowItCompressed(int level, int strategy, int flags) {
    ZlibOptions options = DEFAULT.withLevel(level).withStrategy(strategy);
    byte[] gzip = call((l, c) -> l.zlib().gzip(DATA, options, c)).valueOrNull();
    assertThat(gzip[8]).isEqualTo((byte) flags);
    assertThat(text(call((l, c) -> l.zlib().gunzip(gzip, c)))).isEqualTo(TEXT);
  }

  @Test
  void shouldReadPartsOneAfterTheOther() {
    assertThat(text(call((l, c) -> l.zlib().gunzip(bytes(GZIP + GZIP), c)))).isEqualTo(TEXT + TEXT);
    assertThat(text(call((l, c) -> l.zlib().gunzip(bytes(GZIP + "000505"), c)))).isEqualTo(TEXT);
    assertThat(text(call((l, c) -> l.zlib().inflate(bytes(ZLIB + "0505"), c)))).isEqualTo(TEXT);
    assertError(gunzip(GZIP + "0505"), "Z_DATA_ERROR", -3, "incorrect header check");
    assertError(gunzip(GZIP + "1f8b"), "Z_BUF_ERROR", -5, "unexpected end of file");
  }

  @Test
  void shouldReadEachPartOfAHeader() {
    // gzip with FEXTRA (2 bytes), FNAME, FCOMMENT, FHCRC; node reads it too
    String header = "1f8b081e0000000000030200abcd6e616d6500" + "686900";
    String body = GZIP.substring(20);
    assertThat(text(gunzip(header + headerCrc(header) + body))).isEqualTo(TEXT);
    assertError(gunzip(header + "0000" + body), "Z_DATA_ERROR", -3, "header crc mismatch");
    assertError(
        gunzip("1f8b09" + GZIP.substring(6)), "Z_DATA_ERROR", -3, "unknown compression method");
    assertError(
        gunzip("1f8b08e0" + GZIP.substring(8)), "Z_DATA_ERROR", -3, "unknown header flags set");
  }

  private static String headerCrc(String header) {
    CRC32 crc = new CRC32();
    crc.update(bytes(header));
    return String.format("%02x%02x", crc.getValue() & 0xFF, (crc.getValue() >> 8) & 0xFF);
  }

  @Test
  void shouldRefuseBrokenDataInNodesWords() {
    String hello = HexFormat.of().formatHex(DATA);
    assertError(gunzip(hello), "Z_DATA_ERROR", -3, "incorrect header check");
    assertError(
        call((l, c) -> l.zlib().inflate(DATA, c)), "Z_DATA_ERROR", -3, "incorrect header check");
    assertError(
        call((l, c) -> l.zlib().unzip(DATA, c)), "Z_DATA_ERROR", -3, "incorrect header check");
    assertError(
        call((l, c) -> l.zlib().inflateRaw(DATA, c)),
        "Z_DATA_ERROR",
        -3,
        "invalid stored block lengths");
    assertError(
        gunzip(GZIP.replace("26e65a81", "27e65a81")), "Z_DATA_ERROR", -3, "incorrect data check");
    assertError(
        gunzip(GZIP.replace("17000000", "18000000")), "Z_DATA_ERROR", -3, "incorrect length check");
    assertError(
        call((l, c) -> l.zlib().inflate(bytes(ZLIB.replace("08c5", "08c6")), c)),
        "Z_DATA_ERROR",
        -3,
        "incorrect data check");
  }

  @Test
  void shouldRefuseDataThatBreaksOffWhereverItDoes() {
    for (int length = 0; length < GZIP.length(); length += 2) {
      assertError(gunzip(GZIP.substring(0, length)), "Z_BUF_ERROR", -5, "unexpected end of file");
    }
    for (int length = 0; length < ZLIB.length(); length += 2) {
      byte[] part = bytes(ZLIB.substring(0, length));
      assertError(
          call((l, c) -> l.zlib().unzip(part, c)), "Z_BUF_ERROR", -5, "unexpected end of file");
    }
  }

  @Test
  void shouldWantTheDictionaryThatItWasCompressedWith() {
    // node -p "zlib.deflateSync('hello hello hello world', {dictionary}).toString('hex')"
    byte[] zlib = bytes("78bb1a0b045dcb00339149b03000687d08c5");
    assertThat(text(call((l, c) -> l.zlib().inflate(zlib, WITH_DICTIONARY, c)))).isEqualTo(TEXT);
    byte[] raw = bytes("cb00339149b03000");
    assertThat(text(call((l, c) -> l.zlib().inflateRaw(raw, WITH_DICTIONARY, c)))).isEqualTo(TEXT);
    assertError(call((l, c) -> l.zlib().inflate(zlib, c)), "Z_NEED_DICT", 2, "Missing dictionary");
    assertError(
        call((l, c) -> l.zlib().inflate(zlib, DEFAULT.withDictionary(DATA), c)),
        "Z_NEED_DICT",
        2,
        "Bad dictionary");
  }

  @Test
  void shouldGiveNoMoreThanWasAllowed() {
    ZlibOptions enough = DEFAULT.withMaxOutputLength(DATA.length);
    assertThat(text(call((l, c) -> l.zlib().gunzip(bytes(GZIP), enough, c)))).isEqualTo(TEXT);
    ZlibOptions less = DEFAULT.withMaxOutputLength(DATA.length - 1);
    Outcome<byte[]> outcome = call((l, c) -> l.zlib().gunzip(bytes(GZIP), less, c));
    assertThat(outcome.error())
        .isInstanceOf(BufferTooLargeException.class)
        .hasMessage("Cannot create a Buffer larger than 22 bytes");
    assertThat(((BufferTooLargeException) outcome.error()).code())
        .isEqualTo("ERR_BUFFER_TOO_LARGE");
  }

  @Test
  void shouldSettleThePromiseWhenThereIsNoCallback() {
    List<String> texts = new ArrayList<>();
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          Zlib zlib = loop.zlib();
          zlib.gzip(DATA)
              .thenCompose(zlib::gunzip)
              .thenCompose(zlib::deflate)
              .thenCompose(zlib::inflate)
              .thenCompose(zlib::deflateRaw)
              .thenCompose(zlib::inflateRaw)
              .then(data -> texts.add(new String(data, UTF_8)));
          zlib.unzip(DATA).catchAccept(error -> texts.add(error.getMessage()));
        });
    assertThat(texts).containsExactly("incorrect header check", TEXT);
  }

  @Test
  void shouldBeCalledOffByASignal() {
    List<Throwable> errors = new ArrayList<>();
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          AbortController controller = new AbortController();
          byte[] much = new byte[50_000_000];
          loop.zlib().withSignal(controller.signal()).gzip(much, (e, data) -> errors.add(e));
          controller.abort();
        });
    assertThat(errors).hasSize(1).allMatch(AbortException.class::isInstance);
  }

  @Test
  void shouldSumUp() {
    // node -p "zlib.crc32('hello')"
    List<Long> sums = new ArrayList<>();
    NodeRuntime.run(SETTINGS, loop -> sums.add(loop.zlib().crc32("hello".getBytes(UTF_8))));
    assertThat(sums).containsExactly(907_060_870L);
  }

  @Test
  void shouldRefuseWhatIsNotAcceptedInNodesWords() {
    assertOption("level", ">= -1 and <= 9", 10, () -> DEFAULT.withLevel(10));
    assertOption("strategy", ">= 0 and <= 4", 5, () -> DEFAULT.withStrategy(5));
    assertOption(
        "maxOutputLength", ">= 1 and <= 4294967296", 0, () -> DEFAULT.withMaxOutputLength(0));
    assertThat(thrownBy(loop -> loop.zlib().gzip(null, (e, data) -> {})))
        .isInstanceOf(InvalidArgTypeException.class)
        .hasMessage(
            "The \"buffer\" argument must be of type string or an instance of Buffer, TypedArray,"
                + " DataView, or ArrayBuffer. Received null");
    assertThat(thrownBy(loop -> loop.zlib().gzip(DATA, DEFAULT, null)))
        .isInstanceOf(InvalidArgTypeException.class)
        .hasMessage("The \"callback\" argument must be of type function. Received null");
  }

  private static void assertOption(String name, String range, int received, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(OutOfRangeException.class)
        .hasMessage(
            "The value of \"options.%s\" is out of range. It must be %s. Received %d"
                .formatted(name, range, received));
  }

  private static void assertError(Outcome<byte[]> outcome, String code, int errno, String message) {
    assertThat(outcome.error()).isInstanceOf(ZlibException.class).hasMessage(message);
    assertThat(((ZlibException) outcome.error()).code()).isEqualTo(code);
    assertThat(((ZlibException) outcome.error()).errno()).isEqualTo(errno);
  }

  private static Outcome<byte[]> gunzip(String hex) {
    return call((loop, callback) -> loop.zlib().gunzip(bytes(hex), callback));
  }

  private static Outcome<byte[]> call(BiConsumer<EventLoop, Callback<byte[]>> call) {
    return outcomeOf(call);
  }

  private static String text(Outcome<byte[]> outcome) {
    assertThat(outcome.error()).isNull();
    return new String(outcome.valueOrNull(), UTF_8);
  }

  private static String hex(Outcome<byte[]> outcome) {
    return HexFormat.of().formatHex(outcome.valueOrNull());
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
