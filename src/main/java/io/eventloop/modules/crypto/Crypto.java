package io.eventloop.modules.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.Registrar;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.InvalidArgTypeException;
import java.security.MessageDigest;

/**
 * Node's {@code crypto}: long computations, done on the pool as tasks of the kind {@link
 * TaskKind#CRYPTO}, and short ones, done at once. Of the loop's thread. Each call that takes a
 * callback is there without it too, in promise form, where an argument that is not accepted rejects
 * the promise; but for {@code randomInt}, which then draws at once, as in Node. Text given for
 * bytes is taken as UTF-8. An argument that is not accepted is refused at once, with Node's
 * message.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/crypto.html">Node: Crypto</a>
 */
public final class Crypto extends CipherCalls {

  /** The module on this loop. */
  public Crypto(Registrar registrar) {
    super(registrar);
  }

  /**
   * The same module, each of whose calls on the pool is called off by a signal: what waits for a
   * thread is not begun, and what runs is interrupted, or goes to its end unheard where it says so.
   * The callback, or the promise, gets an {@link io.eventloop.loop.AbortException}, as any other
   * answer after the call has returned.
   */
  public Crypto withSignal(AbortSignal signal) {
    return new Crypto(registrar.withSignal(signal));
  }

  /**
   * The digest of data, in hexadecimal. Computes where it is called, as in Node.
   *
   * @param algorithm the digest, for example {@code sha256}; in any case of letters
   * @param data any bytes, also none
   * @throws CryptoArgumentException if there is no such digest
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/crypto.html#cryptohashalgorithm-data-outputencoding">
   *     Node: crypto.hash</a>
   */
  public String hash(String algorithm, byte[] data) {
    return hash(algorithm, data, "hex");
  }

  /** The same of text as UTF-8. */
  public String hash(String algorithm, String data) {
    return hash(algorithm, input(data).getBytes(UTF_8));
  }

  /**
   * The digest of data as text. Computes where it is called, as in Node.
   *
   * @param outputEncoding {@code hex}, {@code base64}, {@code base64url} or {@code latin1}
   * @throws IllegalArgumentException if there is no such digest, or no such encoding
   * @see #hash(String, byte[])
   */
  public String hash(String algorithm, byte[] data, String outputEncoding) {
    Given.string(algorithm, "algorithm");
    return Hash.of(algorithm, "Digest method " + algorithm + " is not supported")
        .update(Given.data(data, "input"))
        .digest(outputEncoding);
  }

  /** The same of text as UTF-8. */
  public String hash(String algorithm, String data, String outputEncoding) {
    return hash(algorithm, input(data).getBytes(UTF_8), outputEncoding);
  }

  private static String input(String data) {
    return InvalidArgTypeException.require(
        data, "input", "of type string or an instance of Buffer, TypedArray, or DataView");
  }

  /**
   * Begins a digest of data that comes piece by piece.
   *
   * @param algorithm the digest, for example {@code sha256}; in any case of letters
   * @throws CryptoArgumentException if there is no such digest
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/crypto.html#cryptocreatehashalgorithm-options">
   *     Node: crypto.createHash</a>
   */
  public Hash createHash(String algorithm) {
    return Hash.of(algorithm, "Digest method not supported");
  }

  /**
   * The digest of data with a key, in hexadecimal: {@code createHmac(algorithm,
   * key).update(data).digest("hex")}. Computes where it is called.
   *
   * @throws IllegalArgumentException for an argument that is not accepted
   */
  public String hmac(String algorithm, byte[] key, byte[] data) {
    return createHmac(algorithm, key).update(data).digest("hex");
  }

  /** The same of texts as UTF-8. */
  public String hmac(String algorithm, String key, String data) {
    return createHmac(algorithm, key).update(data).digest("hex");
  }

  /**
   * Begins a digest with a key of data that comes piece by piece.
   *
   * @param algorithm the digest, for example {@code sha256}; in any case of letters
   * @param key any bytes, also none; copied
   * @throws InvalidDigestException if there is no such digest
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/crypto.html#cryptocreatehmacalgorithm-key-options">
   *     Node: crypto.createHmac</a>
   */
  public Hmac createHmac(String algorithm, byte[] key) {
    return Hmac.of(algorithm, key);
  }

  /** The same with a key as text, taken as UTF-8. */
  public Hmac createHmac(String algorithm, String key) {
    Given.string(algorithm, "hmac");
    return createHmac(algorithm, Given.key(key == null ? null : key.getBytes(UTF_8)));
  }

  /**
   * Whether two arrays are equal, in a time that does not tell where they differ.
   *
   * @throws CryptoArgumentException if they are not of one length
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/crypto.html#cryptotimingsafeequala-b">Node:
   *     crypto.timingSafeEqual</a>
   */
  public boolean timingSafeEqual(byte[] a, byte[] b) {
    String accepted = "an instance of ArrayBuffer, Buffer, TypedArray, or DataView";
    InvalidArgTypeException.require(a, "buf1", accepted);
    InvalidArgTypeException.require(b, "buf2", accepted);
    if (a.length != b.length) {
      throw CryptoArgumentException.rangeError(
          "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH", "Input buffers must have the same byte length");
    }
    return MessageDigest.isEqual(a, b);
  }
}
