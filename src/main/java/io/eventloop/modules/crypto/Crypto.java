package io.eventloop.modules.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.Promise;
import io.eventloop.loop.Registrar;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import java.util.Objects;

/**
 * Node's {@code crypto}: long computations, done on the pool as tasks of the kind {@link
 * TaskKind#CRYPTO}. Of the loop's thread. Each call is there in callback form and, without the
 * callback, in promise form, where an argument that is not accepted rejects the promise; text given
 * for bytes is taken as UTF-8.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/crypto.html">Node: Crypto</a>
 */
public final class Crypto {
  private final Registrar registrar;

  /** The module on this loop. */
  public Crypto(Registrar registrar) {
    this.registrar = Objects.requireNonNull(registrar, "registrar");
  }

  /**
   * The same module, each of whose calls is called off by a signal: what waits for a thread is not
   * begun, and what runs is interrupted. The callback, or the promise, gets an {@link
   * io.eventloop.loop.AbortException}, as any other answer after the call has returned.
   */
  public Crypto withSignal(AbortSignal signal) {
    return new Crypto(registrar.withSignal(signal));
  }

  /**
   * Derives a key from a password with PBKDF2 (RFC 8018).
   *
   * @param password any bytes, also none; copied before this returns
   * @param salt any bytes, also none; copied before this returns
   * @param iterations how often the digest is applied, at least 1
   * @param keyLength length of the key in bytes, not negative
   * @param digest of the HMAC, for example {@code sha512}; in any case of letters
   * @param callback gets the key
   * @throws IllegalArgumentException at once, for an argument that is not accepted; the message
   *     names it, its value and what is
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/crypto.html#cryptopbkdf2password-salt-iterations-keylen-digest-callback">
   *     Node: crypto.pbkdf2</a>
   */
  public void pbkdf2(
      byte[] password,
      byte[] salt,
      int iterations,
      int keyLength,
      String digest,
      Callback<? super byte[]> callback) {
    Pbkdf2.check(iterations, keyLength);
    InvalidArgTypeException.requireFunction(callback, "callback");
    Pbkdf2 derivation = new Pbkdf2(password, salt, iterations, keyLength, digest);
    registrar.submit(TaskKind.CRYPTO, derivation::derive, CallOptions.DEFAULT, callback);
  }

  /**
   * The same with password and salt as text, taken as UTF-8.
   *
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see #pbkdf2(byte[], byte[], int, int, String, Callback)
   */
  public void pbkdf2(
      String password,
      String salt,
      int iterations,
      int keyLength,
      String digest,
      Callback<? super byte[]> callback) {
    pbkdf2(password.getBytes(UTF_8), salt.getBytes(UTF_8), iterations, keyLength, digest, callback);
  }

  /**
   * The promise form of {@link #pbkdf2(byte[], byte[], int, int, String, Callback)}.
   *
   * @return fulfilled with the key
   */
  public Promise<byte[]> pbkdf2(
      byte[] password, byte[] salt, int iterations, int keyLength, String digest) {
    return registrar.promise(
        callback -> pbkdf2(password, salt, iterations, keyLength, digest, callback));
  }

  /**
   * The promise form of {@link #pbkdf2(String, String, int, int, String, Callback)}.
   *
   * @return fulfilled with the key
   */
  public Promise<byte[]> pbkdf2(
      String password, String salt, int iterations, int keyLength, String digest) {
    return registrar.promise(
        callback -> pbkdf2(password, salt, iterations, keyLength, digest, callback));
  }

  /**
   * Makes random bytes, fit for keys.
   *
   * @param size how many, not negative
   * @param callback gets them
   * @throws IllegalArgumentException at once, if the size is negative
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/crypto.html#cryptorandombytessize-callback">
   *     Node: crypto.randomBytes</a>
   */
  public void randomBytes(int size, Callback<? super byte[]> callback) {
    RandomFill.checkSize(size);
    InvalidArgTypeException.requireFunction(callback, "callback");
    registrar.submit(TaskKind.CRYPTO, () -> RandomFill.bytes(size), CallOptions.DEFAULT, callback);
  }

  /**
   * The promise form of {@link #randomBytes(int, Callback)}.
   *
   * @return fulfilled with the bytes
   */
  public Promise<byte[]> randomBytes(int size) {
    return registrar.promise(callback -> randomBytes(size, callback));
  }

  /**
   * Fills an array with random bytes.
   *
   * @see #randomFill(byte[], int, int, Callback)
   */
  public void randomFill(byte[] buf, Callback<? super byte[]> callback) {
    randomFill(RandomFill.requireBuffer(buf), 0, buf.length, callback);
  }

  /**
   * Fills a part of an array with random bytes, fit for keys. The array is the caller's, who leaves
   * it alone until the callback runs.
   *
   * @param buf the array
   * @param offset where the part begins
   * @param size how long it is
   * @param callback gets the array
   * @throws IllegalArgumentException at once, if there is no such part
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/crypto.html#cryptorandomfillbuffer-offset-size-callback">
   *     Node: crypto.randomFill</a>
   */
  public void randomFill(byte[] buf, int offset, int size, Callback<? super byte[]> callback) {
    RandomFill.requireBuffer(buf);
    InvalidArgTypeException.requireFunction(callback, "callback");
    RandomFill fill = new RandomFill(buf, offset, size);
    registrar.submit(TaskKind.CRYPTO, fill::fill, CallOptions.DEFAULT, callback);
  }

  /**
   * The promise form of {@link #randomFill(byte[], Callback)}.
   *
   * @return fulfilled with the array
   */
  public Promise<byte[]> randomFill(byte[] buf) {
    return registrar.promise(callback -> randomFill(buf, callback));
  }

  /**
   * The promise form of {@link #randomFill(byte[], int, int, Callback)}.
   *
   * @return fulfilled with the array
   */
  public Promise<byte[]> randomFill(byte[] buf, int offset, int size) {
    return registrar.promise(callback -> randomFill(buf, offset, size, callback));
  }
}
