package io.eventloop.modules.crypto;

import org.jspecify.annotations.Nullable;

/**
 * What a pair of keys is to be like: Node's options of {@code generateKeyPair}. Immutable.
 *
 * @see <a
 *     href="https://nodejs.org/docs/latest-v20.x/api/crypto.html#cryptogeneratekeypairtype-options-callback">
 *     Node: crypto.generateKeyPair</a>
 */
public final class KeyPairOptions {
  /** As in Node: the fourth prime of Fermat. */
  private static final long DEFAULT_EXPONENT = 0x10001;

  /** For keys that come in one kind only, such as {@code ed25519}. */
  public static final KeyPairOptions NONE = new KeyPairOptions(null, DEFAULT_EXPONENT, null);

  private final @Nullable Integer modulusLength;
  private final long publicExponent;
  private final @Nullable String namedCurve;

  private KeyPairOptions(
      @Nullable Integer modulusLength, long publicExponent, @Nullable String namedCurve) {
    this.modulusLength = modulusLength;
    this.publicExponent = publicExponent;
    this.namedCurve = namedCurve;
  }

  /** For {@code rsa}: a modulus of this many bits, 512 at least, and the exponent 65537. */
  public static KeyPairOptions modulusLength(int bits) {
    return new KeyPairOptions(bits, DEFAULT_EXPONENT, null);
  }

  /** For {@code ec}: this curve; the JDK has P-256, P-384 and P-521. */
  public static KeyPairOptions namedCurve(String curve) {
    return new KeyPairOptions(null, DEFAULT_EXPONENT, curve);
  }

  /** A copy with this public exponent, which is odd and above 1. */
  public KeyPairOptions withPublicExponent(long exponent) {
    return new KeyPairOptions(modulusLength, exponent, namedCurve);
  }

  @Nullable Integer modulusLength() {
    return modulusLength;
  }

  long publicExponent() {
    return publicExponent;
  }

  @Nullable String namedCurve() {
    return namedCurve;
  }
}
