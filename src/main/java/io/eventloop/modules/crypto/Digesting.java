package io.eventloop.modules.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** What a hash and an HMAC have in common: data is added piece by piece. */
abstract sealed class Digesting<T extends Digesting<T>> permits Hash, Hmac {
  private boolean finalized;

  /**
   * Adds data.
   *
   * @param data not null; read before this returns
   * @return this
   * @throws HashFinalizedException after {@link #digest()}
   */
  public final T update(byte[] data) {
    return update(ByteBuffer.wrap(Given.data(data, "data")));
  }

  /**
   * Adds text as UTF-8.
   *
   * @param data not null
   * @return this
   * @throws HashFinalizedException after {@link #digest()}
   */
  public final T update(String data) {
    return update(Given.data(data == null ? null : data.getBytes(UTF_8), "data"));
  }

  /**
   * Adds what a buffer has from its position to its limit, and leaves it with nothing.
   *
   * @param data not null; read before this returns
   * @return this
   * @throws HashFinalizedException after {@link #digest()}
   */
  public final T update(ByteBuffer data) {
    if (finalized) {
      throw new HashFinalizedException();
    }
    add(data);
    return self();
  }

  /** Whether the digest was taken; it is from now on. */
  final boolean end() {
    boolean ended = finalized;
    finalized = true;
    return ended;
  }

  final boolean isFinalized() {
    return finalized;
  }

  /**
   * The digest of all that was added; nothing can be added any more.
   *
   * @return the bytes
   */
  public abstract byte[] digest();

  /**
   * The same as text.
   *
   * @param encoding {@code hex}, {@code base64}, {@code base64url} or {@code latin1}
   * @throws io.eventloop.value.InvalidArgValueException if there is no such encoding
   * @see #digest()
   */
  public final String digest(String encoding) {
    return Encodings.encode(digest(), encoding);
  }

  abstract void add(ByteBuffer data);

  abstract T self();
}
