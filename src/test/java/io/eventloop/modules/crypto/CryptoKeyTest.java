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
import io.eventloop.value.Outcome;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pairs of keys, and signatures as Node 20.20.2 makes them. */
class CryptoKeyTest {
  private static final byte[] DATA = "data".getBytes(UTF_8);

  // node: the keys of crypto.generateKeyPairSync, exported as pkcs8 and spki, in base64
  private static final String RSA_PRIVATE =
      "MIICdQIBADANBgkqhkiG9w0BAQEFAASCAl8wggJbAgEAAoGBALOvxm8ktuAQIuBU/lMT+UFn7pTc"
          + "Br0cVCbOMi96TtfUJYCGWZ1FZ4skuNLHupwVyToYKJek7IGUxjv3UySWFr+RmUzpow7GZaLMXAo5"
          + "/b2SkfVsTtN3jMLZtR4Kg0xkwrcrBlhvYJAXTlDTb7rCfRFlgaojiFH7Az6hU3xqCd0bAgMBAAEC"
          + "gYBmb1FvcP20FF7dhnaKA/v3tnlDcX+B9ZFfofLoMBCcZ7uNXond54AUybV3rBcM/jp+HOGfOYz+"
          + "fkLYUrGaTNngHVeCFSaGgjrhG/MGow4nerTu6J0S5/xQKT3XsCD1y3Qt5zAheuf19n3tnhyVeadn"
          + "BPOLqbVQm8G6HufjsDgIgQJBANsl6WcFltMWF2fNVzMxHikNV9Q3i5n4/8ki+AsQkwMR1PK2QzlI"
          + "iDeLM9YG1WhTP5ZHwDAiP7I5RsWIKM+tm1sCQQDR5xb7WecV87z7fKdgo16euLNmhfHiqrHgPkXV"
          + "Lh8uDdDXMsIfdx/msnuHDXp+HDFrt3eGwmacuXSfnMwG+zFBAkAHmcQDl7UIcy6yofORSfXS1Kyk"
          + "Jp0H5RPyBO13bMa8h4TMOjgQp4xZ6NEObkQ+jwyYiLqIsNdmtgfXWAaaVVobAkALTlE0lLEXw5so"
          + "SJyTXflYv0YafZh7xwnxtCj6xJM1XdUj4j4Gh9oWCQMSUS2J4WbgEG/FuG7ifjLD7iQnNByBAkA0"
          + "6PmW7EQs5+Z2FvEKYrOIqfg1aj9Mg81jNAOEYY/YhmW54eZf4ppPixR04rERJHN+Yihrb5sCk6cu"
          + "obuOjukn";
  private static final String RSA_PUBLIC =
      "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCzr8ZvJLbgECLgVP5TE/lBZ+6U3Aa9HFQmzjIv"
          + "ek7X1CWAhlmdRWeLJLjSx7qcFck6GCiXpOyBlMY791Mklha/kZlM6aMOxmWizFwKOf29kpH1bE7T"
          + "d4zC2bUeCoNMZMK3KwZYb2CQF05Q02+6wn0RZYGqI4hR+wM+oVN8agndGwIDAQAB";
  private static final String EC_PUBLIC =
      "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZuQb1dfiHWUrNIPL2KIHdBpabqfHJi3SRTFvWMEq"
          + "0JUd3lX0Cft6/eiSIx30wmWGeEmiLjG3vP105ToZ+ogD9w==";
  private static final String ED_PRIVATE =
      "MC4CAQAwBQYDK2VwBCIEIGCCCnz4Z/EN4BPJ8pu65fSMa6IZ8muThk00Vu7RKM30";
  private static final String ED_PUBLIC =
      "MCowBQYDK2VwAyEAVHPTopRhQct8cF1vfPxDbOJyMJjM4x6eLE/qxVLOG3g=";

  @Test
  void shouldSignAsNodeDoes() throws Exception {
    // node -p "crypto.sign(algorithm, 'data', privateKey).toString('base64')"
    PrivateKey rsa = privateKey("RSA", RSA_PRIVATE);
    String sha256 =
        "mOXKssDrJH+wytqpLvXNZ8Ef/c4AwWofBs6fD3fW/ou7h5PyTU+29+v+MXwFqqfKIgDbDSbXvkJd"
            + "e6AAK0uwxK4SUboj5jbrF1rAQK4qSY2Rr1AOU5l+Lrjy1fDPHNgT5uv8jmTUf7JphRb6glecPKq0"
            + "BHXY/kn0b0HtNICRP/I=";
    assertThat(sign("sha256", rsa)).isEqualTo(sha256);
    assertThat(sign(null, rsa)).isEqualTo(sha256);
    assertThat(sign("sha3-256", rsa))
        .isEqualTo(
            "IcrfglrQkH9+WdJkkbIPvnltG+6Ww7JLPPx2wVyJ6zeQcGryiUfM30FD3Z+3Rm29Td2QpvWzfSUt"
                + "Rmw5yszeH1OQPoQqUZuQX/vcjAk6VacTm/Axcf2hL7BbfbbcFfTHrBiRbvdRdH/iNP9+dm2QsCGK"
                + "pI3CNMKTeCLw3tqctLg=");
    assertThat(sign("RSA-SHA512/256", rsa))
        .isEqualTo(
            "hV/3OZX9pMQH7RuAGAL/8gDaQNPTvmL7qN1ZpezPQ36Aj5Hm4nxGm0DD9Dv8JGhgCEuSkGOkOKCQ"
                + "fxCZAnVTQgknElcxwAEULan9FqiFRRIT7r9obHVxlKOntRb9olorCDQTetsG7Ky059MCnrOZ2df3"
                + "fzck29pu3wpEXii5ZLs=");
    assertThat(sign(null, privateKey("Ed25519", ED_PRIVATE)))
        .isEqualTo(
            "knoBif3BDbq/xxg+ZLQOZOjTX9rsevwH0v2bOAUyXRkl0qJbvHvbD94AqsQdG5mTpQKPS8BDnCpe"
                + "B0bCvNvICA==");
  }

  @Test
  void shouldVerifyWhatNodeSigned() throws Exception {
    PublicKey ec = publicKey("EC", EC_PUBLIC);
    String sha256 =
        "MEYCIQDmvpjEdp1y0B5YParoTxHLtpJE8cdSLCiOTf+KjkYTHwIhAIcLD4UslBQS9AOHayYH+ttr"
            + "J6Og23ws4HO5fTzHYI9v";
    String md5 =
        "MEUCICQeXXjFplKh1gXMAqED7tuhNsWWwsWfLfuHg5odWjx1AiEArmT8hMS3su1gu/CMjkKzkffa"
            + "3bVDwC7u6cL0/j6nyNE=";
    assertThat(verify("sha256", DATA, ec, sha256)).isTrue();
    assertThat(verify(null, DATA, ec, sha256)).isTrue();
    assertThat(verify("md5", DATA, ec, md5)).isTrue();
    assertThat(verify("md5", DATA, ec, sha256)).isFalse();
    assertThat(verify("sha256", new byte[1], ec, sha256)).isFalse();
    assertThat(verify("sha256", DATA, publicKey("RSA", RSA_PUBLIC), sha256)).isFalse();
    assertThat(verify("sha256", DATA, ec, "AAAA")).isFalse();
    assertThat(verify(null, DATA, publicKey("Ed25519", ED_PUBLIC), "AAAA")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"rsa, sha256", "ec, sha3-384", "ed25519,", "ed448,"})
  void shouldVerifyWhatThePairSigned(String type, String digest) {
    List<Boolean> verdicts = new ArrayList<>();
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          Crypto crypto = loop.crypto();
          crypto.generateKeyPair(
              type,
              optionsOf(type),
              (failed, pair) -> {
                PublicKey key = pair.getPublic();
                crypto
                    .sign(digest, DATA, pair.getPrivate())
                    .thenCompose(signature -> crypto.verify(digest, DATA, key, signature))
                    .then(verdicts::add);
                crypto
                    .sign(digest, DATA, pair.getPrivate())
                    .thenCompose(signature -> crypto.verify(digest, new byte[4], key, signature))
                    .then(verdicts::add);
              });
        });
    assertThat(verdicts).containsExactlyInAnyOrder(true, false);
  }

  private static KeyPairOptions optionsOf(String type) {
    return switch (type) {
      case "rsa" -> KeyPairOptions.modulusLength(1024);
      case "ec" -> KeyPairOptions.namedCurve("P-384");
      default -> KeyPairOptions.NONE;
    };
  }

  @Test
  void shouldMakeThePairThatIsAskedFor() {
    KeyPairOptions small = KeyPairOptions.modulusLength(512).withPublicExponent(3);
    RSAPublicKey rsa = (RSAPublicKey) generate("rsa", small).valueOrNull().getPublic();
    assertThat(rsa.getModulus().bitLength()).isEqualTo(512);
    assertThat(rsa.getPublicExponent()).isEqualTo(3);
    assertThat(generate("x25519", KeyPairOptions.NONE).valueOrNull().getPublic().getAlgorithm())
        .isEqualTo("XDH");
  }

  @Test
  void shouldAnswerThatThereIsNoSuchKeyInNodesWords() {
    assertThat(generate("rsa", KeyPairOptions.modulusLength(511)).error())
        .isInstanceOf(CryptoException.class)
        .hasMessage("error:1C8000AB:Provider routines::key size too small");
    KeyPairOptions even = KeyPairOptions.modulusLength(512).withPublicExponent(2);
    assertThat(generate("rsa", even).error())
        .isInstanceOf(CryptoException.class)
        .hasMessage("error:020000B2:rsa routines::pub exponent out of range");
  }

  @Test
  void shouldAnswerThatAKeyCannotSignInNodesWords() throws Exception {
    PrivateKey ed = privateKey("Ed25519", ED_PRIVATE);
    assertError(
        outcomeOf((loop, callback) -> loop.crypto().sign("sha256", DATA, ed, callback)),
        "ERR_OSSL_INVALID_DIGEST",
        "error:1C80007A:Provider routines::invalid digest");
    PrivateKey agreement = generate("x25519", KeyPairOptions.NONE).valueOrNull().getPrivate();
    assertError(
        outcomeOf((loop, callback) -> loop.crypto().sign(null, DATA, agreement, callback)),
        "ERR_OSSL_EVP_OPERATION_NOT_SUPPORTED_FOR_THIS_KEYTYPE",
        "error:03000096:digital envelope routines::operation not supported for this keytype");
    PrivateKey tiny = generate("rsa", KeyPairOptions.modulusLength(512)).valueOrNull().getPrivate();
    assertError(
        outcomeOf((loop, callback) -> loop.crypto().sign("sha512", DATA, tiny, callback)),
        "ERR_OSSL_RSA_DIGEST_TOO_BIG_FOR_RSA_KEY",
        "error:02000070:rsa routines::digest too big for rsa key");
  }

  @Test
  void shouldRefuseWhatIsNotAcceptedAtOnce() throws Exception {
    PrivateKey key = privateKey("RSA", RSA_PRIVATE);
    PublicKey other = publicKey("RSA", RSA_PUBLIC);
    assertRefused(
        "ERR_INVALID_ARG_VALUE",
        "The argument 'type' must be a supported key type. Received 'RSA'",
        loop -> loop.crypto().generateKeyPair("RSA", (e, pair) -> {}));
    assertRefused(
        "ERR_INVALID_ARG_TYPE",
        "The \"options.modulusLength\" property must be of type number. Received undefined",
        loop -> loop.crypto().generateKeyPair("rsa", (e, pair) -> {}));
    assertRefused(
        "ERR_INVALID_ARG_TYPE",
        "The \"options.namedCurve\" property must be of type string. Received undefined",
        loop -> loop.crypto().generateKeyPair("ec", (e, pair) -> {}));
    assertRefused(
        "ERR_CRYPTO_INVALID_CURVE",
        "Invalid EC curve name",
        loop ->
            loop.crypto()
                .generateKeyPair("ec", KeyPairOptions.namedCurve("p-256"), (e, pair) -> {}));
    assertRefused(
        "ERR_OUT_OF_RANGE",
        "The value of \"options.modulusLength\" is out of range. It must be >= 0 && <="
            + " 4294967295. Received -1",
        loop ->
            loop.crypto().generateKeyPair("rsa", KeyPairOptions.modulusLength(-1), (e, p) -> {}));
    assertRefused(
        "ERR_CRYPTO_INVALID_DIGEST",
        "Invalid digest: foo",
        loop -> loop.crypto().sign("foo", DATA, key, (e, signature) -> {}));
    assertRefused(
        "ERR_CRYPTO_INVALID_DIGEST",
        "Invalid digest: foo",
        loop -> loop.crypto().verify("foo", DATA, other, DATA, (e, valid) -> {}));
    assertRefused(
        "ERR_CRYPTO_SIGN_KEY_REQUIRED",
        "No key provided to sign",
        loop -> loop.crypto().sign("sha1", DATA, null, (e, signature) -> {}));
    assertRefused(
        "ERR_INVALID_ARG_TYPE",
        "The \"signature\" argument must be an instance of Buffer, TypedArray, or DataView."
            + " Received null",
        loop -> loop.crypto().verify("sha1", DATA, other, null, (e, valid) -> {}));
    assertThat(thrownBy(loop -> loop.crypto().sign("sha1", DATA, key, null)))
        .isInstanceOf(InvalidArgTypeException.class)
        .hasMessage("The \"callback\" argument must be of type function. Received null");
  }

  private static void assertRefused(String code, String message, Program program) {
    Throwable thrown = thrownBy(program);
    assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    assertThat(((NodeError) thrown).code()).isEqualTo(code);
  }

  private static void assertError(Outcome<byte[]> outcome, String code, String message) {
    assertThat(outcome.error()).isInstanceOf(CryptoException.class).hasMessage(message);
    assertThat(((NodeError) outcome.error()).code()).isEqualTo(code);
  }

  private static Outcome<KeyPair> generate(String type, KeyPairOptions options) {
    return outcomeOf((loop, callback) -> loop.crypto().generateKeyPair(type, options, callback));
  }

  private static String sign(String algorithm, PrivateKey key) {
    Outcome<byte[]> outcome =
        outcomeOf((loop, callback) -> loop.crypto().sign(algorithm, DATA, key, callback));
    assertThat(outcome.error()).isNull();
    return Base64.getEncoder().encodeToString(outcome.valueOrNull());
  }

  private static boolean verify(String algorithm, byte[] data, PublicKey key, String signature) {
    byte[] bytes = Base64.getDecoder().decode(signature);
    Outcome<Boolean> outcome =
        outcomeOf((loop, callback) -> loop.crypto().verify(algorithm, data, key, bytes, callback));
    assertThat(outcome.error()).isNull();
    return outcome.valueOrNull();
  }

  private static PrivateKey privateKey(String algorithm, String der) throws Exception {
    return KeyFactory.getInstance(algorithm)
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(der)));
  }

  private static PublicKey publicKey(String algorithm, String der) throws Exception {
    return KeyFactory.getInstance(algorithm)
        .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(der)));
  }
}
