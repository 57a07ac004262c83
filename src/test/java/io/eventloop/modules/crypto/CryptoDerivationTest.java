package io.eventloop.modules.crypto;

import static io.eventloop.modules.Calls.SETTINGS;
import static io.eventloop.modules.Calls.outcomeOf;
import static io.eventloop.modules.Calls.thrownBy;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.Program;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.NodeError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys as Node 20.20.2 derives them with scrypt and HKDF, each with its command. */
class CryptoDerivationTest {
  private static final ScryptOptions SMALL = new ScryptOptions(16, 1, 1, 0);

  @Test
  void shouldDeriveTheKeyThatNodeDerivesWithScrypt() {
    // node -p "crypto.scryptSync('password', 'salt', 32).toString('hex')"
    assertThat(scrypt("password", "salt", 32, ScryptOptions.DEFAULT))
        .isEqualTo("745731af4484f323968969eda289aeee005b5903ac561e64a5aca121797bf773");
    // node -p "crypto.scryptSync('pässwörd😀', 'sält', 64, {N: 1024, r: 8, p: 16}).toString('hex')"
    assertThat(scrypt("pässwörd😀", "sält", 64, new ScryptOptions(1024, 8, 16, 0)))
        .isEqualTo(
            "69ad94bb23f2c85c576462014460a8dbd8db44e5ee1555bc050d71c37fde2c6c"
                + "8e5a23794ea9f7d8a6189a375b3d38a707e4b15e5d0b8f62dcd13280489d7bf1");
    // node -p "crypto.scryptSync('', '', 64, {N: 16, r: 1, p: 1}).toString('hex')"
    assertThat(scrypt("", "", 64, SMALL))
        .isEqualTo(
            "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906");
    // node -p "crypto.scryptSync(Buffer.from('00ff80fe', 'hex'), Buffer.from('0001fffe', 'hex'),
    //     20, {N: 4, r: 3, p: 2}).toString('hex')"
    byte[] password = HexFormat.of().parseHex("00ff80fe");
    byte[] salt = HexFormat.of().parseHex("0001fffe");
    ScryptOptions options =
        ScryptOptions.DEFAULT.withCost(4).withBlockSize(3).withParallelization(2);
    byte[] key =
        value((loop, callback) -> loop.crypto().scrypt(password, salt, 20, options, callback));
    assertThat(hex(key)).isEqualTo("d57d53d5d553dd60fe030ac7392e23fbaa80a024");
    assertThat(scrypt("p", "s", 0, SMALL)).isEmpty();
  }

  @Test
  void shouldNotSeeWhatTheCallerDoesToItsArraysLater() {
    byte[] none = {};
    byte[] password = "password".getBytes(UTF_8);
    byte[] salt = "salt".getBytes(UTF_8);
    List<String> keys = new ArrayList<>();
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          loop.crypto().scrypt(password, salt, 32, (e, key) -> keys.add(hex(key)));
          loop.crypto().hkdf("sha1", password, salt, none, 4, (e, key) -> keys.add(hex(key)));
          Arrays.fill(password, (byte) 0);
          Arrays.fill(salt, (byte) 0);
        });
    assertThat(keys)
        .containsExactly(
            "745731af4484f323968969eda289aeee005b5903ac561e64a5aca121797bf773",
            // node -p "Buffer.from(crypto.hkdfSync('sha1', 'password', 'salt', '',
            // 4)).toString('hex')"
            "923590d5");
  }

  @Test
  void shouldSettleThePromiseWhenThereIsNoCallback() {
    byte[] none = {};
    List<Integer> lengths = new ArrayList<>();
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          loop.crypto().scrypt(none, none, 1).then(key -> lengths.add(key.length));
          loop.crypto().scrypt(none, none, 2, SMALL).then(key -> lengths.add(key.length));
          loop.crypto().scrypt("", "", 3).then(key -> lengths.add(key.length));
          loop.crypto().scrypt("", "", 4, SMALL).then(key -> lengths.add(key.length));
          loop.crypto().hkdf("sha1", none, none, none, 5).then(key -> lengths.add(key.length));
        });
    assertThat(lengths).containsExactly(1, 2, 3, 4, 5);
  }

  // what Node throws for crypto.scrypt('p', 's', 1, {cost, blockSize, parallelization, maxmem}, cb)
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | 8 | 1 | 0 | ERR_CRYPTO_INVALID_SCRYPT_PARAMS |",
        "1 | 8 | 1 | 0 | ERR_CRYPTO_INVALID_SCRYPT_PARAMS |",
        "32768 | 8 | 1 | 0 | ERR_CRYPTO_INVALID_SCRYPT_PARAMS | "
            + ": error:030000AC:digital envelope routines::memory limit exceeded",
        "65536 | 1 | 1 | 1073741824 | ERR_CRYPTO_INVALID_SCRYPT_PARAMS | "
            + ": error:030000AC:digital envelope routines::memory limit exceeded",
        "2 | 1 | 1073741824 | 0 | ERR_CRYPTO_INVALID_SCRYPT_PARAMS | "
            + ": error:030000AC:digital envelope routines::memory limit exceeded"
      })
  void shouldRefuseWhatScryptCannotDo(
      long cost, long blockSize, long parallelization, long maxmem, String code, String reason) {
    ScryptOptions options = new ScryptOptions(cost, blockSize, parallelization, maxmem);
    assertRefused(
        code,
        "Invalid scrypt params" + (reason == null ? "" : reason),
        loop -> loop.crypto().scrypt("p", "s", 1, options, (e, key) -> {}));
  }

  @Test
  void shouldTakeTheMemoryThatNodeTakes() {
    assertThat(scrypt("p", "s", 1, ScryptOptions.DEFAULT.withMaxmem(16_780_288))).isNotEmpty();
    ScryptOptions less = ScryptOptions.DEFAULT.withMaxmem(16_780_287);
    assertThat(thrownBy(loop -> loop.crypto().scrypt("p", "s", 1, less, (e, key) -> {})))
        .hasMessageEndingWith("memory limit exceeded");
  }

  @Test
  void shouldRefuseNumbersInNodesWords() {
    String range = "\" is out of range. It must be >= 0 && <= ";
    assertRefused(
        "ERR_OUT_OF_RANGE",
        "The value of \"keylen" + range + "2147483647. Received -1",
        loop -> loop.crypto().scrypt("p", "s", -1, (e, key) -> {}));
    ScryptOptions wrong = new ScryptOptions(-2, -3, -4, -5);
    assertOption("cost", 4_294_967_295L, -2, wrong);
    assertOption("blockSize", 4_294_967_295L, -3, wrong.withCost(2));
    assertOption("parallelization", 4_294_967_295L, -4, wrong.withCost(2).withBlockSize(1));
    assertOption("maxmem", 9_007_199_254_740_991L, -5, SMALL.withMaxmem(-5));
  }

  private static void assertOption(String name, long max, long received, ScryptOptions options) {
    assertRefused(
        "ERR_OUT_OF_RANGE",
        "The value of \"%s\" is out of range. It must be >= 0 && <= %d. Received %d"
            .formatted(name, max, received),
        loop -> loop.crypto().scrypt("p", "s", 1, options, null));
  }

  @Test
  void shouldRefuseNullInNodesWords() {
    String bytes =
        " argument must be of type string or an instance of ArrayBuffer, Buffer, TypedArray, or"
            + " DataView. Received null";
    assertNull(
        "\"password\"" + bytes, loop -> loop.crypto().scrypt((String) null, "s", 1, SMALL, null));
    assertNull("\"salt\"" + bytes, loop -> loop.crypto().scrypt(new byte[1], null, 1, SMALL, null));
    assertNull(
        "\"callback\" argument must be of type function. Received null",
        loop -> loop.crypto().scrypt("p", "s", 1, SMALL.withCost(3), null));
  }

  // node -p "Buffer.from(crypto.hkdfSync(digest, 'key', 'salt', 'info', 50)).toString('hex')"
  @ParameterizedTest
  @CsvSource({
    "md5, edd053d0030729baf813c1e0f0e9941d956133d5a3a33866cdad1b04953f4609e0e0aad124fc89843fd04da8"
        + "1e39809c4c0b",
    "sha1, a0bc90fe7a3fef57087f96ceeaccea0241f6e00a3fe35a789ced78dfbc7c95f5fb56cf6b88b72a532bbb9d2"
        + "a257983e122a0",
    "sha256, 9ca0d662557439e3b83365f2da4626d35da195c6d9d1779f09838cf9e408966ece99106e2585ace6f083f"
        + "a1acd5192f430fd",
    "sha512, 24156e2c35525baaf3d0fbb92b734c8032a110a3f12e2596e441e1924870d84c3a500652a723738024432"
        + "451046fd237efad",
    "sha3-256, 7c0ef77d81593534a377e29e61bed4e29ffad92bfced4a2521022782597b4554fec714c1f4c7ffce556"
        + "cdd5f64a12b679074"
  })
  void shouldDeriveTheKeyThatNodeDerivesWithHkdf(String digest, String key) {
    assertThat(
            hkdf(digest, "key".getBytes(UTF_8), "salt".getBytes(UTF_8), "info".getBytes(UTF_8), 50))
        .isEqualTo(key);
  }

  @Test
  void shouldTakeAnyBytesForHkdf() {
    byte[] none = {};
    // node -p "Buffer.from(crypto.hkdfSync('sha256', '', '', '', 20)).toString('hex')"
    assertThat(hkdf("sha256", none, none, none, 20))
        .isEqualTo("eb70f01dede9afafa449eee1b1286504e1f62388");
    // node -p "Buffer.from(crypto.hkdfSync('sha512', 'key', Buffer.alloc(200, 7),
    //     Buffer.alloc(1024, 9), 64)).toString('hex')"
    assertThat(hkdf("sha512", "key".getBytes(UTF_8), filled(200, 7), filled(1024, 9), 64))
        .isEqualTo(
            "361d5c533daa90189c0a65d37c96686ef040f63e7b3703f4f057bca9b65034b0"
                + "7b22fb5fbc593a9ac64324ea4fbbc12c3af89bb55731796c58b2278b41343c6c");
    assertThat(hkdf("sha1", none, none, none, 0)).isEmpty();
    assertThat(hkdf("sha1", none, none, none, 255 * 20)).hasSize(2 * 255 * 20);
  }

  @Test
  void shouldRefuseWhatHkdfCannotDoInNodesOrder() {
    byte[] none = {};
    byte[] long1025 = new byte[1025];
    assertRefused(
        "ERR_OUT_OF_RANGE",
        "The value of \"length\" is out of range. It must be >= 0 && <= 4294967296. Received -1",
        loop -> loop.crypto().hkdf("foo", none, none, long1025, -1, null));
    assertRefused(
        "ERR_OUT_OF_RANGE",
        "The value of \"info\" is out of range. It must be must not contain more than 1024 bytes."
            + " Received 1025",
        loop -> loop.crypto().hkdf("foo", none, none, long1025, 1, null));
    assertNull(
        "\"callback\" argument must be of type function. Received null",
        loop -> loop.crypto().hkdf("foo", none, none, none, 1, null));
    assertRefused(
        "ERR_CRYPTO_INVALID_DIGEST",
        "Invalid digest: foo",
        loop -> loop.crypto().hkdf("foo", none, none, none, 1, (e, key) -> {}));
    assertRefused(
        "ERR_CRYPTO_INVALID_KEYLEN",
        "Invalid key length",
        loop -> loop.crypto().hkdf("sha1", none, none, none, 255 * 20 + 1, (e, key) -> {}));
    assertNull(
        "\"digest\" argument must be of type string. Received null",
        loop -> loop.crypto().hkdf(null, none, none, none, 1, null));
  }

  private static String scrypt(String password, String salt, int length, ScryptOptions options) {
    return hex(
        CryptoDerivationTest.<byte[]>value(
            (loop, callback) -> loop.crypto().scrypt(password, salt, length, options, callback)));
  }

  private static String hkdf(String digest, byte[] key, byte[] salt, byte[] info, int length) {
    return hex(
        CryptoDerivationTest.<byte[]>value(
            (loop, callback) -> loop.crypto().hkdf(digest, key, salt, info, length, callback)));
  }

  private static <T> T value(BiConsumer<EventLoop, Callback<T>> call) {
    var outcome = outcomeOf(call);
    assertThat(outcome.error()).isNull();
    return outcome.valueOrNull();
  }

  private static void assertRefused(String code, String message, Program program) {
    Throwable thrown = thrownBy(program);
    assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    assertThat(((NodeError) thrown).code()).isEqualTo(code);
  }

  private static void assertNull(String message, Program program) {
    assertThat(thrownBy(program))
        .isInstanceOf(InvalidArgTypeException.class)
        .hasMessage("The " + message);
  }

  private static byte[] filled(int size, int value) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
