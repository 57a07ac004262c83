package io.eventloop.modules.crypto;

import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.OutOfRangeException;
import java.security.SecureRandom;

/** A part of an array that is to be filled with random bytes. */
final class RandomFill {
  private final byte[] buffer;
  private final int offset;
  private final int size;

  /** Checks the numbers in Node's order. */
  RandomFill(byte[] buffer, int offset, int size) {
    this.buffer = buffer;
    this.offset = OutOfRangeException.requireInRange(offset, "offset", 0, buffer.length);
    this.size = checkSize(size);
    if (size > buffer.length - offset) {
      throw OutOfRangeException.of("size + offset", "<= " + buffer.length, (long) size + offset);
    }
  }

  static int checkSize(int size) {
    return OutOfRangeException.requireInRange(size, "size", 0, Integer.MAX_VALUE);
  }

  static byte[] requireBuffer(byte[] buffer) {
    return InvalidArgTypeException.require(
        buffer, "buf", "an instance of ArrayBuffer or ArrayBufferView");
  }

  static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    Source.RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** From the first, and less than the second, which is more. */
  static long longBetween(long min, long max) {
    return Source.RANDOM.nextLong(min, max);
  }

  byte[] fill() {
    System.arraycopy(bytes(size), 0, buffer, offset, size);
    return buffer;
  }

  /** Made at first use, since it looks for the system's source of randomness. */
  private static final class Source {
    static final SecureRandom RANDOM = new SecureRandom();

    private Source() {}
  }
}
