package io.eventloop.modules.stream;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/**
 * Bytes to text, in pieces: the bytes of a character whose rest is still to come are kept until it
 * does. What is no text becomes U+FFFD, as in Node's {@code StringDecoder}. Of one thread.
 */
final class Decoder {
  private final CharsetDecoder decoder;

  /** The beginning of a character. */
  private ByteBuffer kept = ByteBuffer.allocate(0);

  Decoder(Charset charset) {
    decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  /** The text that is complete with these bytes. */
  String decode(ByteBuffer bytes) {
    ByteBuffer all = kept.hasRemaining() ? joined(bytes) : bytes.duplicate();
    String text = decode(all, false);
    kept = ByteBuffer.allocate(all.remaining()).put(all).flip();
    return text;
  }

  private ByteBuffer joined(ByteBuffer bytes) {
    return ByteBuffer.allocate(kept.remaining() + bytes.remaining())
        .put(kept)
        .put(bytes.duplicate())
        .flip();
  }

  /** What is left at the end. */
  String end() {
    String text = decode(kept, true);
    kept = ByteBuffer.allocate(0);
    decoder.reset();
    return text;
  }

  private String decode(ByteBuffer bytes, boolean end) {
    CharBuffer text =
        CharBuffer.allocate((int) Math.ceil(bytes.remaining() * decoder.maxCharsPerByte()) + 2);
    decoder.decode(bytes, text, end);
    if (end) {
      decoder.flush(text);
    }
    return text.flip().toString();
  }
}
