package io.eventloop.cluster;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An argument, a result or a local's value as it is written: CBOR, equal by content. Immutable. */
final class Payload {
  private final byte[] bytes;

  /** Takes the bytes as they are: who makes one leaves them alone. */
  Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Payload that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Payload(" + bytes.length + " bytes)";
  }
}
