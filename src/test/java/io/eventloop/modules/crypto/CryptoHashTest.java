package io.eventloop.modules.crypto;

import static io.eventloop.modules.Calls.SETTINGS;
import static io.eventloop.modules.Calls.thrownBy;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.Program;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.InvalidArgValueException;
import io.eventloop.value.NodeError;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Digests as Node 20.20.2 computes them, each with its command, and its messages. */
class CryptoHashTest {

  // node -p "crypto.hash(digest, 'pässwörd😀')"
  @ParameterizedTest
  @CsvSource({
    "md5, eea449faace578581131b87707d5de93",
    "sha1, 39726414cbb541d559abc64540d37b663bcc75de",
    "sha224, 5fc1fdcfeb40eb60fdd9fd8476b9f1d6df304086d7b074601368ee81",
    "sha256, 8694ef7d97c51ea33e46a47a16af49b2968cbd10a2f25094a2d8c2a3eb0032a9",
    "sha384, 3ceb319ce9d35e6c95f1ea29a24f2da88886060f6b598080b9928e1226e082ffda6f"
        + "a04138efb60e1e2786b4c7693035",
    "sha512, 26bff049a81436c488530450460ba1371b427232af224aacfe7820c41576fe8c7b47"
        + "67615d534467314708e8367ecf89091b3b6f84f6ae2d1191908aa0ded272",
    "sha512-224, 22f97ec5bd83fbf2dbe6f0afd96d6793b652a0472c078001b4a4a353",
    "sha512-256, 6e85509654c127483b0d096f28d56303f87eeefa068851e6c8fd91591f3bac2d",
    "sha3-224, 9971b17039ba6057dc8b3a2ad42986112389db41746a4ba96e2b974e",
    "sha3-256, e4adfa19692021345a92043d555a2d9e7fdd4415e22c0717dc85a0af6c0f48c3",
    "sha3-384, eea22994ca23e623ace3c1afe51b8a4f43aea3481bcd7a92ffb216851ea94ee1b0"
        + "61e594337437311726de67c7ebdc6c",
    "sha3-512, b4725932e9f8f094751e8087dc900c0fc80c8df356dcaf0e9ed9a680d2e9d7753a"
        + "ccc703650e03cb7db1ebda044ec253c6d5b0a9abecacace7a6345e81f027a9"
  })
  void shouldHashAsNodeDoes(String digest, String expected) {
    assertThat(on(loop -> loop.crypto().hash(digest, "pässwörd😀"))).isEqualTo(expected);
    assertThat(
            on(
                loop -> {
                  Hash hash = loop.crypto().createHash(digest);
                  byte[] bytes = "pässwörd😀".getBytes(UTF_8);
                  hash.update(ByteBuffer.wrap(bytes, 0, 2)).update(new byte[0]);
                  return hash.update(ByteBuffer.wrap(bytes, 2, bytes.length - 2)).digest("hex");
                }))
        .isEqualTo(expected);
  }

  // node -p "crypto.createHmac(digest, 'key').update('data').digest('hex')"
  @ParameterizedTest
  @CsvSource({
    "md5, 9d5c73ef85594d34ec4438b7c97e51d8",
    "sha1, 104152c5bfdca07bc633eebd46199f0255c9f49d",
    "sha224, 19424d4210e50d7a4521b5f0d54b4b0cff3060deddccfd894fda5b3b",
    "sha256, 5031fe3d989c6d1537a013fa6e739da23463fdaec3b70137d828e36ace221bd0",
    "sha384, c5f97ad9fd1020c174d7dc02cf83c4c1bf15ee20ec555b690ad58e62da8a00ee44cc"
        + "db65cb8c80acfd127ebee568958a",
    "sha512, 3c5953a18f7303ec653ba170ae334fafa08e3846f2efe317b87efce82376253cb52a"
        + "8c31ddcde5a3a2eee183c2b34cb91f85e64ddbc325f7692b199473579c58",
    "sha512-224, 8b6657a9d03419b965477ba8149782c7d8e58ac4c79a9646e191c1d5",
    "sha512-256, e1d10dee05c387bc0407b77dead2b0626e46d9993ab3a6157cabc805c84f0e09",
    "sha3-224, f98c73c8d7f4c11f1be1876a8af92c35c7ee16c18e1a8c4d19bf724e",
    "sha3-256, b102a8999ec7667682d13c250db75c1fe88632bc807d915ecb7599375c2a393a",
    "sha3-384, 69465d6f27e85d5358cfee63024c882c78468628325287689e58d41d227e5d15cb"
        + "e251fd82bc5ed925df37ed83b907b0",
    "sha3-512, 752bf49d54115aaa670ea62bdf79eb95e6df787938bec5fabdfc4745cf49f7fe11"
        + "b7c2f73989ad2e568f06ced3a2d99536b05a121f43647b98ea43f818f38b33"
  })
  void shouldMakeTheHmacThatNodeMakes(String digest, String expected) {
    assertThat(on(loop -> loop.crypto().hmac(digest, "key", "data"))).isEqualTo(expected);
    assertThat(on(loop -> loop.crypto().hmac(digest, bytes("key"), bytes("data"))))
        .isEqualTo(expected);
    assertThat(
            on(
                loop ->
                    loop.crypto()
                        .createHmac(digest, "key")
                        .update("da")
                        .update("ta")
                        .digest("hex")))
        .isEqualTo(expected);
  }

  @Test
  void shouldTakeAnEmptyKey() {
    // node -p "crypto.createHmac('sha256', '').update('').digest('hex')"
    assertThat(on(loop -> loop.crypto().hmac("sha256", "", "")))
        .isEqualTo("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
  }

  // node -p "crypto.hash(digest, 'abc').slice(0, 8)"
  @ParameterizedTest
  @CsvSource({
    "SHA256, ba7816bf",
    "SHA-256, ba7816bf",
    "sha2-256, ba7816bf",
    "RSA-SHA256, ba7816bf",
    "sha256WithRSAEncryption, ba7816bf",
    "SHA-1, a9993e36",
    "RSA-SHA1, a9993e36",
    "SHA2-512/256, 53048e26",
    "RSA-SHA512/256, 53048e26",
    "RSA-SHA3-256, 3a985da7"
  })
  void shouldKnowTheOtherNamesOfADigest(String digest, String start) {
    assertThat(on(loop -> loop.crypto().hash(digest, "abc"))).startsWith(start);
  }

  @Test
  void shouldWriteADigestInNodesEncodings() {
    // node -p "crypto.hash('sha256', 'abc', encoding)"
    assertThat(on(loop -> loop.crypto().hash("sha256", "abc", "base64")))
        .isEqualTo("ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    assertThat(on(loop -> loop.crypto().hash("sha256", "abc", "base64url")))
        .isEqualTo("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
    assertThat(on(loop -> loop.crypto().hash("sha1", bytes("abc"), "latin1")))
        .isEqualTo("©\u0099>6G\u0006\u0081jº>%qxPÂl\u009cÐØ\u009d");
    assertThat(thrownBy(loop -> loop.crypto().hash("sha1", "x", "foo")))
        .isInstanceOf(InvalidArgValueException.class)
        .hasMessage("The argument 'outputEncoding' is invalid. Received 'foo'");
  }

  @Test
  void shouldGoOnFromACopy() {
    assertThat(
            on(
                loop -> {
                  Hash begun = loop.crypto().createHash("sha256").update("a");
                  String other = begun.copy().update("bc").digest("hex");
                  return other.equals(begun.update("bc").digest("hex")) + other.substring(0, 8);
                }))
        .isEqualTo("trueba7816bf");
  }

  @Test
  void shouldEndWithTheDigest() {
    assertFinalized(hash -> hash.update("x"));
    assertFinalized(Hash::digest);
    assertFinalized(Hash::copy);
    Throwable thrown =
        thrownBy(
            loop -> {
              Hmac hmac = loop.crypto().createHmac("sha1", "k");
              hmac.digest();
              assertThat(hmac.digest("hex")).isEmpty(); // as in Node
              hmac.update("x");
            });
    assertThat(thrown).isInstanceOf(HashFinalizedException.class);
  }

  private static void assertFinalized(Function<Hash, Object> use) {
    Throwable thrown =
        thrownBy(
            loop -> {
              Hash hash = loop.crypto().createHash("sha1");
              hash.digest();
              assertThat(use.apply(hash)).isNotNull();
            });
    assertRefused(thrown, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
  }

  @Test
  void shouldRefuseADigestThatIsNotKnownInNodesWords() {
    assertRefused(
        thrownBy(loop -> loop.crypto().createHash("foo")), null, "Digest method not supported");
    assertRefused(
        thrownBy(loop -> loop.crypto().hash("foo", "x")),
        null,
        "Digest method foo is not supported");
    assertRefused(
        thrownBy(loop -> loop.crypto().createHmac("foo", "x")),
        "ERR_CRYPTO_INVALID_DIGEST",
        "Invalid digest: foo");
  }

  @Test
  void shouldRefuseNullInNodesWords() {
    String string = "must be of type string. Received null";
    assertNull("\"algorithm\" argument " + string, loop -> loop.crypto().createHash(null));
    assertNull("\"algorithm\" argument " + string, loop -> loop.crypto().hash(null, "x"));
    assertNull("\"hmac\" argument " + string, loop -> loop.crypto().createHmac(null, "x"));
    assertNull(
        "\"input\" argument must be of type string or an instance of Buffer, TypedArray, or"
            + " DataView. Received null",
        loop -> loop.crypto().hash("sha1", (String) null));
    assertNull(
        "\"data\" argument must be of type string or an instance of Buffer, TypedArray, or"
            + " DataView. Received null",
        loop -> loop.crypto().createHash("sha1").update((byte[]) null));
    assertNull(
        "\"data\" argument must be of type string or an instance of Buffer, TypedArray, or"
            + " DataView. Received null",
        loop -> loop.crypto().createHash("sha1").update((String) null));
    assertNull(
        "\"key\" argument must be of type string or an instance of ArrayBuffer, Buffer,"
            + " TypedArray, DataView, KeyObject, or CryptoKey. Received null",
        loop -> loop.crypto().createHmac("sha1", (String) null));
  }

  @Test
  void shouldCompareArraysOfOneLength() {
    assertThat(on(loop -> loop.crypto().timingSafeEqual(bytes("abc"), bytes("abc"))))
        .isEqualTo("true");
    assertThat(on(loop -> loop.crypto().timingSafeEqual(bytes("abc"), bytes("abd"))))
        .isEqualTo("false");
    assertRefused(
        thrownBy(loop -> loop.crypto().timingSafeEqual(new byte[1], new byte[2])),
        "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH",
        "Input buffers must have the same byte length");
  }

  private static void assertRefused(Throwable thrown, String code, String message) {
    assertThat(thrown).hasMessage(message);
    assertThat(((NodeError) thrown).code()).isEqualTo(code);
  }

  private static void assertNull(String message, Program program) {
    assertThat(thrownBy(program))
        .isInstanceOf(InvalidArgTypeException.class)
        .hasMessage("The " + message);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String on(Function<EventLoop, Object> call) {
    AtomicReference<Object> value = new AtomicReference<>();
    assertThat(NodeRuntime.run(SETTINGS, loop -> value.set(call.apply(loop)))).isZero();
    return String.valueOf(value.get());
  }
}
