package io.eventloop.modules.crypto;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Node's {@code Hmac}: a digest with a key of data that comes piece by piece. Computes where it is
 * called, as in Node. Of one thread at a time.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/crypto.html#class-hmac">Node: class
 *     Hmac</a>
 */
public final class Hmac extends Digesting<Hmac> {
  private static final byte[] NONE = {};

  private final Mac mac;

  private Hmac(Mac mac) {
    this.mac = mac;
  }

  static Hmac of(String algorithm, byte[] key) {
    String name = Digests.hmacOf(Given.string(algorithm, "hmac"));
    return new Hmac(mac(name, Given.key(key)));
  }

  /** Java's HMAC of this name, which is to be one that Java has, with any key, also none. */
  static Mac mac(String name, byte[] key) {
    // HMAC fills a short key up with zeros, so that this is the empty one, which Java refuses
    byte[] accepted = key.length == 0 ? new byte[1] : key;
    try {
      Mac mac = Mac.getInstance(name);
      mac.init(new SecretKeySpec(accepted, name));
      return mac;
    } catch (NoSuchAlgorithmException e) {
      throw Digests.missing(e);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException(e); // it takes any bytes
    }
  }

  @Override
  void add(ByteBuffer data) {
    mac.update(data);
  }

  /**
   * The digest of all that was added; nothing can be added any more.
   *
   * @return the bytes; none the second time, as in Node
   */
  @Override
  public byte[] digest() {
    return end() ? NONE : mac.doFinal();
  }

  @Override
  Hmac self() {
    return this;
  }
}
