package io.eventloop.modules.crypto;

import static io.eventloop.modules.Calls.SETTINGS;
import static io.eventloop.modules.Calls.outcomeOf;
import static io.eventloop.modules.Calls.thrownBy;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.NodeRuntime;
import io.eventloop.Program;
import io.eventloop.value.NodeError;
import io.eventloop.value.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Node 20.20.2 encrypts with AES-GCM, and its messages. */
class CryptoCipherTest {
  private static final byte[] KEY = new byte[32];
  private static final byte[] IV = new byte[12];
  private static final byte[] DATA = "hello world".getBytes(UTF_8);

  // node: c = crypto.createCipheriv(cipher, Buffer.alloc(keyLength, 1), Buffer.alloc(ivLength, 2),
  //     {authTagLength}); c.setAAD(aad); c.update(data), c.final(), c.getAuthTag()
  @ParameterizedTest
  @CsvSource({
    "aes-256-gcm, 32, 12, hello world, header, 16, 6fb3a5252577b692a1a0d8,"
        + " 9d753ea50e8a1feb67721d691f36cc5c",
    "id-aes128-GCM, 16, 12, hello world, '', 16, 3b817c0fa90e3113e58c6a,"
        + " d5270fc434ee0d322cdaf3df76f21c9b",
    "AES-192-GCM, 24, 16, '', header, 16, '', 042f4ea5fdcc50325607a01f6f2c88e8",
    "aes-256-gcm, 32, 7, hello world, header, 12, 9a04aef84d9404bedc9dbf,"
        + " 1d27ef75b5eabc2b5749d431"
  })
  void shouldEncryptAsNodeDoesAndDecrypt(
      String cipher,
      int keyLength,
      int ivLength,
      String data,
      String aad,
      int tagLength,
      String encrypted,
      String tag) {
    byte[] key = filled(keyLength, 1);
    byte[] iv = filled(ivLength, 2);
    CipherOptions options =
        CipherOptions.DEFAULT.withAad(aad.getBytes(UTF_8)).withAuthTagLength(tagLength);
    Outcome<Encrypted> done =
        outcomeOf(
            (loop, callback) ->
                loop.crypto().encrypt(cipher, key, iv, data.getBytes(UTF_8), options, callback));
    assertThat(done.error()).isNull();
    Encrypted result = done.valueOrNull();
    assertThat(HexFormat.of().formatHex(result.data())).isEqualTo(encrypted);
    assertThat(HexFormat.of().formatHex(result.authTag())).isEqualTo(tag);
    Outcome<byte[]> back =
        outcomeOf(
            (loop, callback) -> loop.crypto().decrypt(cipher, key, iv, result, options, callback));
    assertThat(back.valueOrNull()).asString(UTF_8).isEqualTo(data);
  }

  @Test
  void shouldNotDecryptWhatWasChanged() {
    Outcome<Encrypted> done =
        outcomeOf(
            (loop, callback) ->
                loop.crypto()
                    .encrypt("aes-256-gcm", KEY, IV, DATA, CipherOptions.DEFAULT, callback));
    Encrypted whole = done.valueOrNull();
    byte[] data = whole.data();
    byte[] tag = whole.authTag();
    data[0] ^= 1;
    assertBroken(KEY, new Encrypted(data, tag), CipherOptions.DEFAULT);
    assertBroken(filled(32, 9), whole, CipherOptions.DEFAULT);
    assertBroken(KEY, whole, CipherOptions.DEFAULT.withAad(DATA));
    tag[0] ^= 1;
    assertBroken(KEY, new Encrypted(whole.data(), tag), CipherOptions.DEFAULT);
  }

  private static void assertBroken(byte[] key, Encrypted encrypted, CipherOptions options) {
    Outcome<byte[]> outcome =
        outcomeOf(
            (loop, callback) ->
                loop.crypto().decrypt("aes-256-gcm", key, IV, encrypted, options, callback));
    assertThat(outcome.error())
        .isInstanceOf(CryptoException.class)
        .hasMessage("Unsupported state or unable to authenticate data");
    assertThat(((NodeError) outcome.error()).code()).isNull();
  }

  @Test
  void shouldSettleThePromiseWhenThereIsNoCallback() {
    List<String> texts = new ArrayList<>();
    NodeRuntime.run(
        SETTINGS,
        loop ->
            loop.crypto()
                .encrypt("aes-256-gcm", KEY, IV, DATA)
                .thenCompose(encrypted -> loop.crypto().decrypt("aes-256-gcm", KEY, IV, encrypted))
                .then(data -> texts.add(new String(data, UTF_8))));
    assertThat(texts).containsExactly("hello world");
  }

  @Test
  void shouldRefuseWhatIsNotAcceptedInNodesWords() {
    assertRefused("ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher", encrypt("foo", KEY, IV, 16));
    assertRefused(
        "ERR_CRYPTO_INVALID_KEYLEN",
        "Invalid key length",
        encrypt("aes-256-gcm", new byte[16], IV, 16));
    String iv = "Invalid initialization vector";
    assertRefused("ERR_CRYPTO_INVALID_IV", iv, encrypt("aes-256-gcm", KEY, new byte[0], 16));
    assertRefused("ERR_CRYPTO_INVALID_IV", iv, encrypt("aes-256-gcm", KEY, new byte[129], 16));
    assertRefused("ERR_CRYPTO_INVALID_IV", iv, encrypt("aes-256-gcm", KEY, null, 16));
    String tag = "Invalid authentication tag length: ";
    assertRefused("ERR_CRYPTO_INVALID_AUTH_TAG", tag + 11, encrypt("aes-256-gcm", KEY, IV, 11));
    assertRefused("ERR_CRYPTO_INVALID_AUTH_TAG", tag + 17, encrypt("aes-256-gcm", KEY, IV, 17));
    Encrypted shortTag = new Encrypted(DATA, new byte[12]);
    assertRefused(
        "ERR_CRYPTO_INVALID_AUTH_TAG",
        tag + 12,
        loop ->
            loop.crypto()
                .decrypt("aes-256-gcm", KEY, IV, shortTag, CipherOptions.DEFAULT, (e, data) -> {}));
    assertRefused(
        "ERR_INVALID_ARG_TYPE",
        "The \"cipher\" argument must be of type string. Received null",
        encrypt(null, KEY, IV, 16));
  }

  private static Program encrypt(String cipher, byte[] key, byte[] iv, int tagLength) {
    CipherOptions options = CipherOptions.DEFAULT.withAuthTagLength(tagLength);
    return loop -> loop.crypto().encrypt(cipher, key, iv, DATA, options, (e, encrypted) -> {});
  }

  private static void assertRefused(String code, String message, Program program) {
    Throwable thrown = thrownBy(program);
    assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    assertThat(((NodeError) thrown).code()).isEqualTo(code);
  }

  private static byte[] filled(int size, int value) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
