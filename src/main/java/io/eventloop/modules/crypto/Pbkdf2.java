package io.eventloop.modules.crypto;

import io.eventloop.value.OutOfRangeException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;

/**
 * One derivation of a key, as RFC 8018 section 5.2 has it. The JDK's own takes its password as
 * characters, and so not any bytes.
 */
final class Pbkdf2 {
  private static final int ITERATIONS_BETWEEN_LOOKS = 4096;

  private final byte[] password;
  private final byte[] salt;
  private final int iterations;
  private final int keyLength;
  private final String mac;

  /** Of arguments that were checked; copies them. */
  Pbkdf2(byte[] password, byte[] salt, int iterations, int keyLength, String digest) {
    this.mac = Digests.hmacOf(digest);
    this.password = password.clone();
    this.salt = salt.clone();
    this.iterations = iterations;
    this.keyLength = keyLength;
  }

  /** Refuses what Node refuses before it looks at the callback, in its order and words. */
  static void check(byte[] password, byte[] salt, int iterations, int keyLength, String digest) {
    Given.string(digest, "digest");
    Given.bytes(password, "password");
    Given.bytes(salt, "salt");
    OutOfRangeException.requireInRange(iterations, "iterations", 1, Integer.MAX_VALUE);
    OutOfRangeException.requireInRange(keyLength, "keylen", 0, Integer.MAX_VALUE);
  }

  /** Computes for long: for a worker's thread. Ends early if that thread is interrupted. */
  byte[] derive() throws GeneralSecurityException, InterruptedException {
    Mac hmac = Hmac.mac(mac, password);
    byte[] derived = new byte[keyLength];
    int step = hmac.getMacLength();
    for (int from = 0, block = 1; from < keyLength; from += step, block++) {
      System.arraycopy(block(hmac, block), 0, derived, from, Math.min(step, keyLength - from));
      if (keyLength - from <= step) {
        break; // before the sum overflows
      }
    }
    return derived;
  }

  /** The RFC's {@code F}: the exclusive or of all iterations. */
  private byte[] block(Mac hmac, int number) throws GeneralSecurityException, InterruptedException {
    hmac.update(salt);
    hmac.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    byte[] last = hmac.doFinal();
    byte[] sum = last.clone();
    for (int done = 1; done < iterations; done++) {
      if (done % ITERATIONS_BETWEEN_LOOKS == 0 && Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("pbkdf2 was interrupted"); // the pool does not want it
      }
      hmac.update(last);
      hmac.doFinal(last, 0);
      for (int i = 0; i < sum.length; i++) {
        sum[i] ^= last[i];
      }
    }
    return sum;
  }
}
