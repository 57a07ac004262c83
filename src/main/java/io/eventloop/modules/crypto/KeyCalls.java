package io.eventloop.modules.crypto;

import io.eventloop.loop.Promise;
import io.eventloop.loop.Registrar;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The calls with a pair of keys: to make one, to sign with it, to verify. */
abstract sealed class KeyCalls extends DerivationCalls permits CipherCalls {
  private static final String CALLBACK = "callback";

  KeyCalls(Registrar registrar) {
    super(registrar);
  }

  /**
   * Makes a pair of keys of a type that wants no options.
   *
   * @see #generateKeyPair(String, KeyPairOptions, Callback)
   */
  public void generateKeyPair(String type, Callback<? super KeyPair> callback) {
    generateKeyPair(type, KeyPairOptions.NONE, callback);
  }

  /**
   * Makes a pair of keys. Once it runs it goes to its end.
   *
   * @param type {@code rsa}, {@code ec}, {@code ed25519}, {@code ed448}, {@code x25519} or {@code
   *     x448}
   * @param options the length of the modulus for {@code rsa}, the curve for {@code ec}
   * @param callback gets the keys, which are Java's
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/crypto.html#cryptogeneratekeypairtype-options-callback">
   *     Node: crypto.generateKeyPair</a>
   */
  public void generateKeyPair(
      String type, KeyPairOptions options, Callback<? super KeyPair> callback) {
    InvalidArgTypeException.requireFunction(callback, CALLBACK);
    submitWhole(KeyPairs.of(type, options), callback);
  }

  /** The promise form of {@link #generateKeyPair(String, Callback)}. */
  public Promise<KeyPair> generateKeyPair(String type) {
    return promise(callback -> generateKeyPair(type, callback));
  }

  /** The promise form of {@link #generateKeyPair(String, KeyPairOptions, Callback)}. */
  public Promise<KeyPair> generateKeyPair(String type, KeyPairOptions options) {
    return promise(callback -> generateKeyPair(type, options, callback));
  }

  /**
   * Signs data. The key says how: RSA with the padding of PKCS #1 1.5, ECDSA with a signature in
   * DER, or EdDSA. Once it runs it goes to its end.
   *
   * @param algorithm the digest; null for the key's own, which EdDSA wants, and RSA and ECDSA have
   *     SHA-256 for
   * @param data copied before this returns
   * @param key RSA's, of an elliptic curve, or EdDSA's
   * @param callback gets the signature, or a {@link CryptoException} if the key cannot sign this
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/crypto.html#cryptosignalgorithm-data-key-callback">
   *     Node: crypto.sign</a>
   */
  public void sign(
      @Nullable String algorithm, byte[] data, PrivateKey key, Callback<? super byte[]> callback) {
    InvalidArgTypeException.requireFunction(callback, CALLBACK);
    Given.bytes(data, "data");
    Signing.requireKey(key);
    Signing signing = new Signing(algorithm, data);
    submitWhole(() -> signing.sign(key), callback);
  }

  /**
   * The promise form of {@link #sign(String, byte[], PrivateKey, Callback)}.
   *
   * @return fulfilled with the signature
   */
  public Promise<byte[]> sign(@Nullable String algorithm, byte[] data, PrivateKey key) {
    return promise(callback -> sign(algorithm, data, key, callback));
  }

  /**
   * Verifies a signature of data. Once it runs it goes to its end.
   *
   * @param algorithm the digest, as in {@link #sign(String, byte[], PrivateKey, Callback)}
   * @param data copied before this returns
   * @param key the other of the pair
   * @param signature copied before this returns
   * @param callback gets whether it is the data's and the key's; or a {@link CryptoException} if
   *     the key cannot tell
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/crypto.html#cryptoverifyalgorithm-data-key-signature-callback">
   *     Node: crypto.verify</a>
   */
  public void verify(
      @Nullable String algorithm,
      byte[] data,
      PublicKey key,
      byte[] signature,
      Callback<? super Boolean> callback) {
    InvalidArgTypeException.requireFunction(callback, CALLBACK);
    Given.bytes(data, "data");
    InvalidArgTypeException.require(key, "key", "an instance of KeyObject");
    byte[] copy = Signing.requireSignature(signature).clone();
    Signing signing = new Signing(algorithm, data);
    Callable<Boolean> work = () -> signing.verify(key, copy);
    submitWhole(work, callback);
  }

  /**
   * The promise form of {@link #verify(String, byte[], PublicKey, byte[], Callback)}.
   *
   * @return fulfilled with whether it is the data's and the key's
   */
  public Promise<Boolean> verify(
      @Nullable String algorithm, byte[] data, PublicKey key, byte[] signature) {
    return promise(callback -> verify(algorithm, data, key, signature, callback));
  }
}
