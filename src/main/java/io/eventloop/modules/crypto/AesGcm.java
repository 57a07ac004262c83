package io.eventloop.modules.crypto;

import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** AES in Galois/counter mode, with one key and one initialization vector. */
final class AesGcm {
  private static final int SHORTEST_TAG = 12;
  private static final int LONGEST_TAG = 16;
  private static final int LONGEST_IV = 128;

  /** Node's names, and the length of the key in bytes. */
  private static final Map<String, Integer> KEY_LENGTHS =
      Map.of(
          "aes-128-gcm", 16,
          "aes-192-gcm", 24,
          "aes-256-gcm", 32,
          "id-aes128-gcm", 16,
          "id-aes192-gcm", 24,
          "id-aes256-gcm", 32);

  private final SecretKeySpec key;
  private final GCMParameterSpec parameters;
  private final byte[] aad;

  /** Checks the arguments in Node's order and words, and copies them. */
  AesGcm(String algorithm, byte[] key, byte @Nullable [] iv, byte[] aad, int tagLength) {
    Given.string(algorithm, "cipher");
    Given.key(key);
    Integer keyLength = KEY_LENGTHS.get(algorithm.toLowerCase(Locale.ROOT));
    if (keyLength == null) {
      throw CryptoArgumentException.error("ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher");
    }
    if (key.length != keyLength) {
      throw CryptoArgumentException.invalidKeyLength();
    }
    if (iv == null || iv.length == 0 || iv.length > LONGEST_IV) {
      throw CryptoArgumentException.typeError(
          "ERR_CRYPTO_INVALID_IV", "Invalid initialization vector");
    }
    if (tagLength < SHORTEST_TAG || tagLength > LONGEST_TAG) {
      throw invalidTag(tagLength);
    }
    this.key = new SecretKeySpec(key, "AES");
    this.parameters = new GCMParameterSpec(tagLength * Byte.SIZE, iv);
    this.aad = aad;
  }

  static CryptoArgumentException invalidTag(int length) {
    return CryptoArgumentException.typeError(
        "ERR_CRYPTO_INVALID_AUTH_TAG", "Invalid authentication tag length: " + length);
  }

  /** For a worker's thread. */
  Encrypted encrypt(byte[] data) throws GeneralSecurityException {
    return Encrypted.of(
        cipher(Cipher.ENCRYPT_MODE).doFinal(data), parameters.getTLen() / Byte.SIZE);
  }

  /** For a worker's thread. */
  byte[] decrypt(Encrypted encrypted) throws GeneralSecurityException {
    try {
      return cipher(Cipher.DECRYPT_MODE).doFinal(encrypted.joined());
    } catch (AEADBadTagException e) {
      throw new CryptoException(null, "Unsupported state or unable to authenticate data", e);
    }
  }

  private Cipher cipher(int mode) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, parameters);
    cipher.updateAAD(aad);
    return cipher;
  }
}
