package io.eventloop.modules.crypto;

import io.eventloop.value.InvalidArgTypeException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import org.jspecify.annotations.Nullable;

/** One signature: made, or verified. The key's sort says what kind it is, as in Node. */
final class Signing {
  private static final String DEFAULT_DIGEST = "SHA-256";

  /** Of a digest that is given: Java has no name for ECDSA with each of the digests. */
  private static final String ECDSA = "NONEwithECDSA";

  /** Java's name; null for the key's own. */
  private final @Nullable String digest;

  private final byte[] data;

  /** Checks the digest, and copies the data. */
  Signing(@Nullable String algorithm, byte[] data) {
    this.data = Given.bytes(data, "data").clone();
    this.digest = algorithm == null ? null : Digests.of(algorithm);
  }

  static void requireKey(@Nullable PrivateKey key) {
    if (key == null) {
      throw CryptoArgumentException.error(
          "ERR_CRYPTO_SIGN_KEY_REQUIRED", "No key provided to sign");
    }
  }

  static byte[] requireSignature(byte[] signature) {
    return InvalidArgTypeException.require(
        signature, "signature", "an instance of Buffer, TypedArray, or DataView");
  }

  /** For a worker's thread. */
  byte[] sign(PrivateKey key) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(nameFor(key));
    try {
      signature.initSign(key);
    } catch (InvalidKeyException e) {
      throw tooShort(e);
    }
    signature.update(inputOf(signature));
    return signature.sign();
  }

  /** For a worker's thread. */
  boolean verify(PublicKey key, byte[] given) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(nameFor(key));
    try {
      signature.initVerify(key);
    } catch (InvalidKeyException e) {
      throw tooShort(e);
    }
    signature.update(inputOf(signature));
    try {
      return signature.verify(given);
    } catch (SignatureException malformed) {
      return false;
    }
  }

  /** What Java calls it. */
  private String nameFor(Key key) throws CryptoException {
    return switch (key.getAlgorithm()) {
      case "RSA" -> Digests.withinName(hash()) + "withRSA";
      case "EC" -> ECDSA;
      case "EdDSA", "Ed25519", "Ed448" -> {
        if (digest != null) {
          throw new CryptoException(
              "ERR_OSSL_INVALID_DIGEST", "error:1C80007A:Provider routines::invalid digest", null);
        }
        yield "EdDSA";
      }
      default ->
          throw new CryptoException(
              "ERR_OSSL_EVP_OPERATION_NOT_SUPPORTED_FOR_THIS_KEYTYPE",
              "error:03000096:digital envelope routines::operation not supported for this keytype",
              null);
    };
  }

  private byte[] inputOf(Signature signature) throws GeneralSecurityException {
    return signature.getAlgorithm().equals(ECDSA)
        ? MessageDigest.getInstance(hash()).digest(data)
        : data;
  }

  private String hash() {
    return digest == null ? DEFAULT_DIGEST : digest;
  }

  private static CryptoException tooShort(InvalidKeyException cause) {
    return new CryptoException(
        "ERR_OSSL_RSA_DIGEST_TOO_BIG_FOR_RSA_KEY",
        "error:02000070:rsa routines::digest too big for rsa key",
        cause);
  }
}
