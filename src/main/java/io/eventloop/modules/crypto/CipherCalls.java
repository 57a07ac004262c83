package io.eventloop.modules.crypto;

import io.eventloop.loop.Promise;
import io.eventloop.loop.Registrar;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;

/**
 * The calls that encrypt and decrypt. Node has its {@code createCipheriv} for it, whose names of
 * ciphers, and whose errors, these have; and they run on the pool, as Node's {@code subtle.encrypt}
 * does.
 */
abstract sealed class CipherCalls extends KeyCalls permits Crypto {
  private static final String CALLBACK = "callback";

  CipherCalls(Registrar registrar) {
    super(registrar);
  }

  /**
   * Encrypts and authenticates data. Once it runs it goes to its end.
   *
   * @param algorithm {@code aes-128-gcm}, {@code aes-192-gcm} or {@code aes-256-gcm}
   * @param key 16, 24 or 32 bytes; copied before this returns
   * @param iv 1 to 128 bytes, best 12, and others each time with the same key; copied before this
   *     returns
   * @param data copied before this returns
   * @param options what is authenticated besides, and how long the tag is
   * @param callback gets the encrypted data and its tag
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/crypto.html#cryptocreatecipherivalgorithm-key-iv-options">
   *     Node: crypto.createCipheriv</a>
   */
  public void encrypt(
      String algorithm,
      byte[] key,
      byte[] iv,
      byte[] data,
      CipherOptions options,
      Callback<? super Encrypted> callback) {
    Given.options(options);
    AesGcm cipher = new AesGcm(algorithm, key, iv, options.aad(), options.authTagLength());
    byte[] copy = Given.data(data, "data").clone();
    InvalidArgTypeException.requireFunction(callback, CALLBACK);
    submitWhole(() -> cipher.encrypt(copy), callback);
  }

  /**
   * The promise form of {@link #encrypt(String, byte[], byte[], byte[], CipherOptions, Callback)}.
   *
   * @return fulfilled with the encrypted data and its tag
   */
  public Promise<Encrypted> encrypt(
      String algorithm, byte[] key, byte[] iv, byte[] data, CipherOptions options) {
    return promise(callback -> encrypt(algorithm, key, iv, data, options, callback));
  }

  /** The same with the {@link CipherOptions#DEFAULT}. */
  public Promise<Encrypted> encrypt(String algorithm, byte[] key, byte[] iv, byte[] data) {
    return encrypt(algorithm, key, iv, data, CipherOptions.DEFAULT);
  }

  /**
   * Decrypts data, if it is what was encrypted. Once it runs it goes to its end.
   *
   * @param algorithm as it was encrypted
   * @param key as it was encrypted; copied before this returns
   * @param iv as it was encrypted; copied before this returns
   * @param data the encrypted data and its tag, which is as long as the options say
   * @param options as it was encrypted
   * @param callback gets the data; or a {@link CryptoException} where anything of it is not as it
   *     was
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/crypto.html#cryptocreatedecipherivalgorithm-key-iv-options">
   *     Node: crypto.createDecipheriv</a>
   */
  public void decrypt(
      String algorithm,
      byte[] key,
      byte[] iv,
      Encrypted data,
      CipherOptions options,
      Callback<? super byte[]> callback) {
    Given.options(options);
    AesGcm cipher = new AesGcm(algorithm, key, iv, options.aad(), options.authTagLength());
    InvalidArgTypeException.require(data, "data", "an instance of Encrypted");
    if (data.authTagLength() != options.authTagLength()) {
      throw AesGcm.invalidTag(data.authTagLength());
    }
    InvalidArgTypeException.requireFunction(callback, CALLBACK);
    submitWhole(() -> cipher.decrypt(data), callback);
  }

  /**
   * The promise form of {@link #decrypt(String, byte[], byte[], Encrypted, CipherOptions,
   * Callback)}.
   *
   * @return fulfilled with the data
   */
  public Promise<byte[]> decrypt(
      String algorithm, byte[] key, byte[] iv, Encrypted data, CipherOptions options) {
    return promise(callback -> decrypt(algorithm, key, iv, data, options, callback));
  }

  /** The same with the {@link CipherOptions#DEFAULT}. */
  public Promise<byte[]> decrypt(String algorithm, byte[] key, byte[] iv, Encrypted data) {
    return decrypt(algorithm, key, iv, data, CipherOptions.DEFAULT);
  }
}
