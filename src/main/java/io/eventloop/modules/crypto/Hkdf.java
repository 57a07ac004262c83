package io.eventloop.modules.crypto;

import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.OutOfRangeException;
import javax.crypto.Mac;

/** One derivation of a key from another, as RFC 5869 has it. */
final class Hkdf {
  private static final int LONGEST_INFO = 1024;
  private static final int MOST_BLOCKS = 255;
  private static final String BYTES =
      "of type string or an instance of ArrayBuffer, TypedArray, DataView, or Buffer";
  private static final String KEY =
      "of type string or an instance of SecretKeyObject, ArrayBuffer, TypedArray, DataView, or"
          + " Buffer";

  private final String mac;
  private final byte[] key;
  private final byte[] salt;
  private final byte[] info;
  private final int length;

  /** Of arguments that were checked; copies them. */
  Hkdf(String digest, byte[] key, byte[] salt, byte[] info, int length) {
    this.mac = Digests.hmacOf(digest);
    if (length > MOST_BLOCKS * Hmac.mac(mac, key).getMacLength()) {
      throw CryptoArgumentException.invalidKeyLength();
    }
    this.key = key.clone();
    this.salt = salt.clone();
    this.info = info.clone();
    this.length = length;
  }

  /** Refuses what Node refuses before it looks at the callback, in its order and words. */
  static void check(String digest, byte[] key, byte[] salt, byte[] info, int length) {
    Given.string(digest, "digest");
    InvalidArgTypeException.require(key, "ikm", KEY);
    InvalidArgTypeException.require(salt, "salt", BYTES);
    InvalidArgTypeException.require(info, "info", BYTES);
    if (length < 0) {
      throw OutOfRangeException.of("length", ">= 0 && <= 4294967296", length);
    }
    if (info.length > LONGEST_INFO) {
      String limit = "must not contain more than " + LONGEST_INFO + " bytes";
      throw OutOfRangeException.of("info", limit, info.length);
    }
  }

  /** For a worker's thread. */
  byte[] derive() {
    Mac hmac = Hmac.mac(mac, Hmac.mac(mac, salt).doFinal(key));
    byte[] derived = new byte[length];
    byte[] last = {};
    for (int from = 0, block = 1; from < length; from += last.length, block++) {
      hmac.update(last);
      hmac.update(info);
      last = hmac.doFinal(new byte[] {(byte) block});
      System.arraycopy(last, 0, derived, from, Math.min(last.length, length - from));
    }
    return derived;
  }
}
