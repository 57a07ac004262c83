package io.eventloop.modules.crypto;

import io.eventloop.loop.Promise;
import io.eventloop.loop.Registrar;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;

/** The calls that derive a key from something else. */
abstract sealed class DerivationCalls extends RandomCalls permits KeyCalls {

  DerivationCalls(Registrar registrar) {
    super(registrar);
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
    Pbkdf2.check(password, salt, iterations, keyLength, digest);
    InvalidArgTypeException.requireFunction(callback, "callback");
    Pbkdf2 derivation = new Pbkdf2(password, salt, iterations, keyLength, digest);
    submit(derivation::derive, callback);
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
    Given.string(digest, "digest"); // first, as in Node
    byte[] bytes = Given.utf8(password, "password");
    pbkdf2(bytes, Given.utf8(salt, "salt"), iterations, keyLength, digest, callback);
  }

  /**
   * The promise form of {@link #pbkdf2(byte[], byte[], int, int, String, Callback)}.
   *
   * @return fulfilled with the key
   */
  public Promise<byte[]> pbkdf2(
      byte[] password, byte[] salt, int iterations, int keyLength, String digest) {
    return promise(callback -> pbkdf2(password, salt, iterations, keyLength, digest, callback));
  }

  /**
   * The promise form of {@link #pbkdf2(String, String, int, int, String, Callback)}.
   *
   * @return fulfilled with the key
   */
  public Promise<byte[]> pbkdf2(
      String password, String salt, int iterations, int keyLength, String digest) {
    return promise(callback -> pbkdf2(password, salt, iterations, keyLength, digest, callback));
  }

  /**
   * Derives a key from a password with scrypt (RFC 7914) and the {@link ScryptOptions#DEFAULT}.
   *
   * @see #scrypt(byte[], byte[], int, ScryptOptions, Callback)
   */
  public void scrypt(
      byte[] password, byte[] salt, int keyLength, Callback<? super byte[]> callback) {
    scrypt(password, salt, keyLength, ScryptOptions.DEFAULT, callback);
  }

  /**
   * Derives a key from a password with scrypt (RFC 7914). Needs Bouncy Castle ({@code
   * org.bouncycastle:bcprov-jdk18on}) among the dependencies. Once it runs it goes to its end.
   *
   * @param password any bytes, also none; copied before this returns
   * @param salt any bytes, also none; copied before this returns
   * @param keyLength length of the key in bytes, not negative
   * @param options what it costs
   * @param callback gets the key
   * @throws IllegalArgumentException at once, for an argument that is not accepted; a {@link
   *     CryptoArgumentException} where the options do not go together or take more than their
   *     {@code maxmem}
   * @throws IllegalStateException at once, if the library is missing; the message says what to add
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/crypto.html#cryptoscryptpassword-salt-keylen-options-callback">
   *     Node: crypto.scrypt</a>
   */
  public void scrypt(
      byte[] password,
      byte[] salt,
      int keyLength,
      ScryptOptions options,
      Callback<? super byte[]> callback) {
    Scrypt.check(password, salt, keyLength, options);
    InvalidArgTypeException.requireFunction(callback, "callback");
    submitWhole(new Scrypt(password, salt, keyLength, options)::derive, callback);
  }

  /**
   * The same with password and salt as text, taken as UTF-8, and the {@link ScryptOptions#DEFAULT}.
   *
   * @see #scrypt(byte[], byte[], int, ScryptOptions, Callback)
   */
  public void scrypt(
      String password, String salt, int keyLength, Callback<? super byte[]> callback) {
    scrypt(password, salt, keyLength, ScryptOptions.DEFAULT, callback);
  }

  /**
   * The same with password and salt as text, taken as UTF-8.
   *
   * @see #scrypt(byte[], byte[], int, ScryptOptions, Callback)
   */
  public void scrypt(
      String password,
      String salt,
      int keyLength,
      ScryptOptions options,
      Callback<? super byte[]> callback) {
    byte[] bytes = Given.utf8(password, "password");
    scrypt(bytes, Given.utf8(salt, "salt"), keyLength, options, callback);
  }

  /** The promise form of {@link #scrypt(byte[], byte[], int, Callback)}. */
  public Promise<byte[]> scrypt(byte[] password, byte[] salt, int keyLength) {
    return promise(callback -> scrypt(password, salt, keyLength, callback));
  }

  /** The promise form of {@link #scrypt(byte[], byte[], int, ScryptOptions, Callback)}. */
  public Promise<byte[]> scrypt(
      byte[] password, byte[] salt, int keyLength, ScryptOptions options) {
    return promise(callback -> scrypt(password, salt, keyLength, options, callback));
  }

  /** The promise form of {@link #scrypt(String, String, int, Callback)}. */
  public Promise<byte[]> scrypt(String password, String salt, int keyLength) {
    return promise(callback -> scrypt(password, salt, keyLength, callback));
  }

  /** The promise form of {@link #scrypt(String, String, int, ScryptOptions, Callback)}. */
  public Promise<byte[]> scrypt(
      String password, String salt, int keyLength, ScryptOptions options) {
    return promise(callback -> scrypt(password, salt, keyLength, options, callback));
  }

  /**
   * Derives a key from another with HKDF (RFC 5869).
   *
   * @param digest of the HMAC, for example {@code sha512}
   * @param ikm the key that is there; any bytes, also none; copied before this returns
   * @param salt any bytes, also none; copied before this returns
   * @param info what the key is for, 1024 bytes at most, also none; copied before this returns
   * @param keylen length of the key in bytes, not negative, 255 times that of the digest at most
   * @param callback gets the key
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/crypto.html#cryptohkdfdigest-ikm-salt-info-keylen-callback">
   *     Node: crypto.hkdf</a>
   */
  public void hkdf(
      String digest,
      byte[] ikm,
      byte[] salt,
      byte[] info,
      int keylen,
      Callback<? super byte[]> callback) {
    Hkdf.check(digest, ikm, salt, info, keylen);
    InvalidArgTypeException.requireFunction(callback, "callback");
    submit(new Hkdf(digest, ikm, salt, info, keylen)::derive, callback);
  }

  /**
   * The promise form of {@link #hkdf(String, byte[], byte[], byte[], int, Callback)}.
   *
   * @return fulfilled with the key
   */
  public Promise<byte[]> hkdf(String digest, byte[] ikm, byte[] salt, byte[] info, int keylen) {
    return promise(callback -> hkdf(digest, ikm, salt, info, keylen, callback));
  }
}
