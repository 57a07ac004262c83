package io.eventloop.modules.crypto;

/**
 * What goes with data that is encrypted and authenticated: Node's {@code setAAD} and {@code
 * authTagLength}. Immutable; each {@code with} method returns a changed copy.
 */
public final class CipherOptions {
  private static final int LONGEST_TAG = 16;

  /** Nothing besides, and a tag of 16 bytes. */
  public static final CipherOptions DEFAULT = new CipherOptions(new byte[0], LONGEST_TAG);

  private final byte[] aad;
  private final int authTagLength;

  private CipherOptions(byte[] aad, int authTagLength) {
    this.aad = aad;
    this.authTagLength = authTagLength;
  }

  /** A copy with this additional data, which is authenticated and not encrypted; copied. */
  public CipherOptions withAad(byte[] newAad) {
    return new CipherOptions(Given.bytes(newAad, "aadbuf").clone(), authTagLength);
  }

  /** A copy with a tag of this many bytes, from 12 to 16; Java has none of 4 or 8, as Node has. */
  public CipherOptions withAuthTagLength(int newLength) {
    return new CipherOptions(aad, newLength);
  }

  byte[] aad() {
    return aad;
  }

  int authTagLength() {
    return authTagLength;
  }
}
