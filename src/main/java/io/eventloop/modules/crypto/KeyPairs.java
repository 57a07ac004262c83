package io.eventloop.modules.crypto;

import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.InvalidArgValueException;
import io.eventloop.value.OutOfRangeException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Map;
import java.util.concurrent.Callable;

/** Makes pairs of keys: each method checks, and gives what a worker is to do. */
final class KeyPairs {
  private static final long MAX_UINT32 = (1L << 32) - 1;
  private static final int SHORTEST_MODULUS = 512;

  /** Node's names, which are NIST's and OpenSSL's, of the curves that the JDK has, and its own. */
  private static final Map<String, String> CURVES =
      Map.of(
          "P-256", "secp256r1",
          "prime256v1", "secp256r1",
          "P-384", "secp384r1",
          "secp384r1", "secp384r1",
          "P-521", "secp521r1",
          "secp521r1", "secp521r1");

  private KeyPairs() {}

  static Callable<KeyPair> of(String type, KeyPairOptions options) {
    Given.string(type, "type");
    Given.options(options);
    return switch (type) {
      case "rsa" -> rsa(options);
      case "ec" -> ec(options);
      case "ed25519", "ed448", "x25519", "x448" ->
          () -> KeyPairGenerator.getInstance(type).generateKeyPair();
      default -> throw InvalidArgValueException.of("type", "must be a supported key type", type);
    };
  }

  private static Callable<KeyPair> rsa(KeyPairOptions options) {
    int bits =
        InvalidArgTypeException.requireProperty(
            options.modulusLength(), "options.modulusLength", "of type number");
    long exponent = options.publicExponent();
    requireUint32(bits, "options.modulusLength");
    requireUint32(exponent, "options.publicExponent");
    return () -> {
      if (bits < SHORTEST_MODULUS) {
        throw refused("1C8000AB:Provider routines::key size too small");
      }
      if (exponent < 3 || exponent % 2 == 0) {
        throw refused("020000B2:rsa routines::pub exponent out of range");
      }
      return generate("RSA", new RSAKeyGenParameterSpec(bits, BigInteger.valueOf(exponent)));
    };
  }

  private static Callable<KeyPair> ec(KeyPairOptions options) {
    String name =
        InvalidArgTypeException.requireProperty(
            options.namedCurve(), "options.namedCurve", "of type string");
    String curve = CURVES.get(name);
    if (curve == null) {
      throw CryptoArgumentException.typeError("ERR_CRYPTO_INVALID_CURVE", "Invalid EC curve name");
    }
    return () -> generate("EC", new ECGenParameterSpec(curve));
  }

  private static KeyPair generate(String algorithm, AlgorithmParameterSpec parameters)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    try {
      generator.initialize(parameters);
    } catch (InvalidAlgorithmParameterException e) {
      throw new CryptoException(null, String.valueOf(e.getMessage()), e); // longer than Java's are
    }
    return generator.generateKeyPair();
  }

  private static void requireUint32(long value, String option) {
    if (value < 0 || value > MAX_UINT32) {
      throw OutOfRangeException.of(option, ">= 0 && <= " + MAX_UINT32, value);
    }
  }

  private static CryptoException refused(String reason) {
    return new CryptoException(null, "error:" + reason, null);
  }
}
