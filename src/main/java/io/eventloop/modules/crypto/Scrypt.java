package io.eventloop.modules.crypto;

import io.eventloop.value.OutOfRangeException;
import org.bouncycastle.crypto.generators.SCrypt;

/** One derivation of a key, as RFC 7914 has it, by Bouncy Castle: the JDK has none. */
final class Scrypt {
  private static final String LIBRARY = "org.bouncycastle.crypto.generators.SCrypt";
  private static final long MAX_UINT32 = (1L << 32) - 1;
  private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

  /** What the library has room for: its arrays are of Java's ints. */
  private static final long MAX_COST = 1L << 30;

  private static final long MAX_BLOCKS = Integer.MAX_VALUE / (128 * 8);

  private final byte[] password;
  private final byte[] salt;
  private final int keyLength;
  private final ScryptOptions options;

  /**
   * Of arguments that were checked; copies them.
   *
   * @throws IllegalStateException if the library is missing
   */
  Scrypt(byte[] password, byte[] salt, int keyLength, ScryptOptions given) {
    ScryptOptions filled = given.filled();
    requireAcceptable(filled);
    requireLibrary();
    this.password = password.clone();
    this.salt = salt.clone();
    this.keyLength = keyLength;
    this.options = filled;
  }

  /** Refuses what Node refuses before it looks at the callback, in its order and words. */
  static void check(byte[] password, byte[] salt, int keyLength, ScryptOptions options) {
    Given.bytes(password, "password");
    Given.bytes(salt, "salt");
    OutOfRangeException.requireInRange(keyLength, "keylen", 0, Integer.MAX_VALUE);
    Given.options(options);
    requireInRange(options.cost(), "cost", MAX_UINT32);
    requireInRange(options.blockSize(), "blockSize", MAX_UINT32);
    requireInRange(options.parallelization(), "parallelization", MAX_UINT32);
    requireInRange(options.maxmem(), "maxmem", MAX_SAFE_INTEGER);
  }

  private static void requireInRange(long value, String option, long max) {
    if (value < 0 || value > max) {
      throw OutOfRangeException.of(option, ">= 0 && <= " + max, value);
    }
  }

  /** As OpenSSL's {@code EVP_PBE_scrypt} has it. */
  private static void requireAcceptable(ScryptOptions options) {
    long cost = options.cost();
    long size = options.blockSize();
    long blocks = options.parallelization() * size; // of 32 bits each, and so of 64
    if (cost < 2 || Long.bitCount(cost) != 1) {
      throw refused("");
    }
    if (blocks < 0 || blocks > MAX_BLOCKS || cost > MAX_COST || !isCostFor(size, cost)) {
      throw outOfMemory();
    }
    if (128 * blocks + 128 * size * (cost + 2) > options.maxmem()) {
      throw outOfMemory();
    }
  }

  /** Below {@code 2^(128 * r / 8)}, which holds for any but the smallest block. */
  private static boolean isCostFor(long blockSize, long cost) {
    return blockSize > 1 || cost < 1L << 16;
  }

  private static CryptoArgumentException outOfMemory() {
    return refused(": error:030000AC:digital envelope routines::memory limit exceeded");
  }

  private static CryptoArgumentException refused(String reason) {
    return CryptoArgumentException.rangeError(
        "ERR_CRYPTO_INVALID_SCRYPT_PARAMS", "Invalid scrypt params" + reason);
  }

  /** Knows no more of it than its name, so that its absence is said in words. */
  private static void requireLibrary() {
    try {
      Class.forName(LIBRARY, false, Scrypt.class.getClassLoader());
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException(
          "crypto.scrypt needs org.bouncycastle:bcprov-jdk18on among the dependencies", missing);
    }
  }

  /** Computes for long: for a worker's thread. */
  byte[] derive() {
    if (keyLength == 0) {
      return new byte[0]; // which the library refuses
    }
    return SCrypt.generate(
        password,
        salt,
        (int) options.cost(),
        (int) options.blockSize(),
        (int) options.parallelization(),
        keyLength);
  }
}
