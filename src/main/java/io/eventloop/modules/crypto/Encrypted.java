package io.eventloop.modules.crypto;

import java.util.Arrays;

/**
 * Data that was encrypted, and the tag by which it is known to be whole: what Node's {@code update}
 * and {@code getAuthTag} give.
 */
public final class Encrypted {
  private final byte[] data;
  private final byte[] authTag;

  /** Of two arrays, which are copied. */
  public Encrypted(byte[] data, byte[] authTag) {
    this.data = Given.data(data, "data").clone();
    this.authTag = Given.bytes(authTag, "buffer").clone();
  }

  /** Of Java's one array, which ends with the tag. */
  static Encrypted of(byte[] both, int tagLength) {
    int end = both.length - tagLength;
    return new Encrypted(Arrays.copyOf(both, end), Arrays.copyOfRange(both, end, both.length));
  }

  /** Java's one array. */
  byte[] joined() {
    byte[] both = Arrays.copyOf(data, data.length + authTag.length);
    System.arraycopy(authTag, 0, both, data.length, authTag.length);
    return both;
  }

  /** The encrypted data, as long as what was encrypted; a copy. */
  public byte[] data() {
    return data.clone();
  }

  /** The tag; a copy. */
  public byte[] authTag() {
    return authTag.clone();
  }

  int authTagLength() {
    return authTag.length;
  }
}
