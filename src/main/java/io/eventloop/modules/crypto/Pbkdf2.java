package io.eventloop.modules.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

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

  Pbkdf2(byte[] password, byte[] salt, int iterations, int keyLength, String digest) {
    if (iterations < 1) {
      throw new IllegalArgumentException(
          "iterations = " + iterations + ": accepted is 1 to " + Integer.MAX_VALUE);
    }
    if (keyLength < 0) {
      throw new IllegalArgumentException(
          "keyLength = " + keyLength + ": accepted is 0 to " + Integer.MAX_VALUE + " bytes");
    }
    this.mac = Digests.hmacOf(digest);
    this.password = password.clone(); // the caller may change its arrays once the call returns
    this.salt = salt.clone();
    this.iterations = iterations;
    this.keyLength = keyLength;
  }

  /** Computes for long: for a worker's thread. Ends early if that thread is interrupted. */
  byte[] derive() throws GeneralSecurityException, InterruptedException {
    Mac hmac = Mac.getInstance(mac);
    // HMAC fills a short key up with zeros, so that this is the empty one, which Java refuses
    byte[] key = password.length == 0 ? new byte[1] : password;
    hmac.init(new SecretKeySpec(key, mac));
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
