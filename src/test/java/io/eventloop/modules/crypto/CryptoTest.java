package io.eventloop.modules.crypto;

import static io.eventloop.modules.Calls.SETTINGS;
import static io.eventloop.modules.Calls.outcomeOf;
import static io.eventloop.modules.Calls.thrownBy;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.NodeRuntime;
import io.eventloop.Program;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.NodeError;
import io.eventloop.value.OutOfRangeException;
import io.eventloop.value.Outcome;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys as Node 20.20.2 derives them, each with its command. */
class CryptoTest {

  // node -p "crypto.pbkdf2Sync('password', 'salt', 3, 20, digest).toString('hex')"
  @ParameterizedTest
  @CsvSource({
    "md5, f6acd4bda3e4d3d831a5f61da9ca9d5c3877566e",
    "sha1, 6b4e26125c25cf21ae35ead955f479ea2e71f6ff",
    "sha224, 947cf079cfc7f2016dcd7ec418840443edaabb90",
    "sha256, ad35240ac683febfaf3cd49d845473fbbbaa2437",
    "sha384, 1bfb451b6087e5d24eeffb57d7284448da95b581",
    "sha512, b6b07cb2cebf4ad84468391a543824fccffe0e07",
    "sha512-224, 635aed8aaa4449ea97f7119b559de27ab73a3f61",
    "sha512-256, 9fa42ea03f8f8ac08be344def79d9c031e8f773f",
    "sha3-256, 6677065466c97fdef1c15ae8d95020ca948334f5",
    "sha3-512, cf022071b51477a7783157cbf39fe43377494e29",
    "SHA512, b6b07cb2cebf4ad84468391a543824fccffe0e07",
    "SHA-512, b6b07cb2cebf4ad84468391a543824fccffe0e07",
    "RSA-SHA256, ad35240ac683febfaf3cd49d845473fbbbaa2437"
  })
  void shouldDeriveTheKeyThatNodeDerives(String digest, String key) {
    assertThat(derive("password", "salt", 3, 20, digest)).isEqualTo(key);
  }

  @Test
  void shouldTakeTextAsUtf8() {
    // node -p "crypto.pbkdf2Sync('pässwörd😀', 'sält', 1000, 64, 'sha512').toString('hex')"
    assertThat(derive("pässwörd😀", "sält", 1000, 64, "sha512"))
        .isEqualTo(
            "8cbcc937b994814daf57e655f4f49d8071635840581628016210937b594bb3d4"
                + "f3de671f3851508a58df1f7943185460ee0c84dca628eda09cd802b72130c725");
  }

  @Test
  void shouldTakeAnyBytesAndMoreThanOneBlock() {
    // node -p "crypto.pbkdf2Sync(Buffer.from('00ff80fe', 'hex'), Buffer.from('0001fffe', 'hex'),
    //     2, 70, 'sha256').toString('hex')"
    byte[] password = HexFormat.of().parseHex("00ff80fe");
    byte[] salt = HexFormat.of().parseHex("0001fffe");
    Outcome<byte[]> outcome =
        outcomeOf(
            (loop, callback) -> loop.crypto().pbkdf2(password, salt, 2, 70, "sha256", callback));
    assertThat(HexFormat.of().formatHex(outcome.valueOrNull()))
        .isEqualTo(
            "cce573fed17c6225a12ad9521efaec11ca5f1d337c848a77bc4a8a8793acf2e0"
                + "3d28834ccfd7a55d762162124270d99e30190bf5125092cece572151507974e9"
                + "b838fdcbec98");
  }

  @Test
  void shouldTakeAPasswordOfAnyLength() {
    // node -p "crypto.pbkdf2Sync('', '', 1, 20, 'sha1').toString('hex')"
    assertThat(derive("", "", 1, 20, "sha1")).isEqualTo("1e437a1c79d75be61e91141dae20affc4892cc99");
    // node -p "crypto.pbkdf2Sync('x'.repeat(200), 'salt', 2, 32, 'sha384').toString('hex')"
    assertThat(derive("x".repeat(200), "salt", 2, 32, "sha384"))
        .isEqualTo("dc5cfad36f6719c62eebc43655be193b50bd985d59f050ad6e9fc58fa6fa0d19");
    // node -p "crypto.pbkdf2Sync('p', 's', 1, 0, 'sha1').toString('hex')"
    assertThat(derive("p", "s", 1, 0, "sha1")).isEmpty();
  }

  @Test
  void shouldNotSeeWhatTheCallerDoesToItsArraysLater() {
    byte[] password = "password".getBytes(UTF_8);
    byte[] salt = "salt".getBytes(UTF_8);
    Outcome<byte[]> outcome =
        outcomeOf(
            (loop, callback) -> {
              loop.crypto().pbkdf2(password, salt, 3, 20, "sha1", callback);
              password[0] = 0;
              salt[0] = 0;
            });
    assertThat(HexFormat.of().formatHex(outcome.valueOrNull()))
        .isEqualTo("6b4e26125c25cf21ae35ead955f479ea2e71f6ff");
  }

  @Test
  void shouldSettleThePromiseWhenThereIsNoCallback() {
    List<String> keys = new ArrayList<>();
    NodeRuntime.run(
        SETTINGS,
        loop ->
            loop.crypto()
                .pbkdf2("password", "salt", 3, 20, "sha1")
                .then(key -> keys.add(HexFormat.of().formatHex(key))));
    assertThat(keys).containsExactly("6b4e26125c25cf21ae35ead955f479ea2e71f6ff");
  }

  // what Node throws for crypto.pbkdf2('p', 's', iterations, keylen, digest, () => {})
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0  | 1  | sha1 | ERR_OUT_OF_RANGE | The value of \"iterations\" is out of range. It must be"
            + " >= 1 && <= 2147483647. Received 0",
        "-5 | -1 | foo  | ERR_OUT_OF_RANGE | The value of \"iterations\" is out of range. It must be"
            + " >= 1 && <= 2147483647. Received -5",
        "1  | -1 | foo  | ERR_OUT_OF_RANGE | The value of \"keylen\" is out of range. It must be"
            + " >= 0 && <= 2147483647. Received -1",
        "1  | 1  | foo  | ERR_CRYPTO_INVALID_DIGEST | Invalid digest: foo",
        "1  | 1  | shamd5 | ERR_CRYPTO_INVALID_DIGEST | Invalid digest: shamd5"
      })
  void shouldThrowAtOnceWhenAnArgumentIsNotAccepted(
      int iterations, int keyLength, String digest, String code, String message) {
    Throwable thrown =
        thrownBy(
            loop -> loop.crypto().pbkdf2("p", "s", iterations, keyLength, digest, (e, key) -> {}));
    assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    assertThat(((NodeError) thrown).code()).isEqualTo(code);
  }

  @Test
  void shouldRefuseAMissingCallbackAfterTheNumbersAndBeforeTheDigest() {
    assertThat(thrownBy(loop -> loop.crypto().pbkdf2("p", "s", 1, 1, "foo", null)))
        .isInstanceOf(InvalidArgTypeException.class)
        .hasMessage("The \"callback\" argument must be of type function. Received null");
    assertThat(thrownBy(loop -> loop.crypto().pbkdf2("p", "s", 1, -1, "foo", null)))
        .isInstanceOf(OutOfRangeException.class);
  }

  @Test
  void shouldRefuseWhatIsMissingInNodesWordsAndOrder() {
    String bytes =
        " argument must be of type string or an instance of ArrayBuffer, Buffer, TypedArray, or"
            + " DataView. Received null";
    assertMissing(
        "The \"digest\" argument must be of type string. Received null",
        loop -> loop.crypto().pbkdf2((String) null, null, 0, 1, null, (e, key) -> {}));
    assertMissing(
        "The \"password\"" + bytes,
        loop -> loop.crypto().pbkdf2((String) null, null, 0, 1, "foo", (e, key) -> {}));
    assertMissing(
        "The \"salt\"" + bytes,
        loop -> loop.crypto().pbkdf2("p", null, 0, 1, "foo", (e, key) -> {}));
    assertMissing(
        "The \"salt\"" + bytes,
        loop -> loop.crypto().pbkdf2(new byte[1], null, 0, 1, "foo", (e, key) -> {}));
  }

  private static void assertMissing(String message, Program program) {
    assertThat(thrownBy(program)).isInstanceOf(InvalidArgTypeException.class).hasMessage(message);
  }

  @Test
  void shouldEndEarlyWhenTheThreadIsInterrupted() throws Exception {
    Pbkdf2 endless = new Pbkdf2(new byte[1], new byte[1], Integer.MAX_VALUE, 64, "sha512");
    Thread.currentThread().interrupt();
    Outcome<byte[]> outcome = Outcome.of(endless::derive);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(outcome.error()).isInstanceOf(InterruptedException.class);
  }

  private static String derive(
      String password, String salt, int iterations, int keyLength, String digest) {
    Outcome<byte[]> outcome =
        outcomeOf(
            (loop, callback) ->
                loop.crypto().pbkdf2(password, salt, iterations, keyLength, digest, callback));
    return HexFormat.of().formatHex(outcome.valueOrNull());
  }
}
