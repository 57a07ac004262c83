package io.eventloop.modules.crypto;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Node's {@code Hash}: a digest of data that comes piece by piece. Computes where it is called, as
 * in Node. Of one thread at a time.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/crypto.html#class-hash">Node: class
 *     Hash</a>
 */
public final class Hash extends Digesting<Hash> {
  private final MessageDigest digest;

  private Hash(MessageDigest digest) {
    this.digest = digest;
  }

  /** With Node's message if there is no such digest. */
  static Hash of(String algorithm, String unknown) {
    String known = Digests.find(Given.string(algorithm, "algorithm"));
    if (known == null) {
      throw CryptoArgumentException.error(null, unknown);
    }
    try {
      return new Hash(MessageDigest.getInstance(known));
    } catch (NoSuchAlgorithmException e) {
      throw Digests.missing(e);
    }
  }

  @Override
  void add(ByteBuffer data) {
    digest.update(data);
  }

  /**
   * The digest of all that was added; nothing can be added any more.
   *
   * @throws HashFinalizedException the second time
   */
  @Override
  public byte[] digest() {
    if (end()) {
      throw new HashFinalizedException();
    }
    return digest.digest();
  }

  /**
   * Another hash to which the same was added so far.
   *
   * @throws HashFinalizedException after {@link #digest()}
   * @throws IllegalStateException if the provider of the digest cannot do it; the JDK's own can
   */
  public Hash copy() {
    if (isFinalized()) {
      throw new HashFinalizedException();
    }
    try {
      return new Hash((MessageDigest) digest.clone());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(
          digest.getAlgorithm() + " of " + digest.getProvider() + " cannot be copied", e);
    }
  }

  @Override
  Hash self() {
    return this;
  }
}
