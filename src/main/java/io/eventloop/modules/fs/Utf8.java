package io.eventloop.modules.fs;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes and encodes text as Node does, which is as the WHATWG's Encoding Standard says. */
final class Utf8 {
  private static final char REPLACEMENT = '\uFFFD';
  private static final byte LEAD_OF_SURROGATE = (byte) 0xED;
  private static final int FIRST_OF_SURROGATE = 0xA0;
  private static final int LAST_OF_CONTINUATION = 0xBF;
  private static final byte NEVER_IN_UTF_8 = (byte) 0xFF;

  private Utf8() {}

  /** The text; what is not UTF-8 becomes U+FFFD. */
  static String decode(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean wellFormed = text.indexOf(REPLACEMENT) < 0;
    return wellFormed ? text : new String(withoutSurrogates(bytes), StandardCharsets.UTF_8);
  }

  /** The bytes; half a surrogate pair becomes U+FFFD, where Java alone writes a question mark. */
  static byte[] encode(String text) {
    CharsetEncoder encoder =
        StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .replaceWith(String.valueOf(REPLACEMENT).getBytes(StandardCharsets.UTF_8));
    try {
      ByteBuffer encoded = encoder.encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("UTF-8 encodes any text", e);
    }
  }

  /**
   * Java replaces an encoded surrogate once, the standard each of its three bytes. With its first
   * byte broken, Java does so too; the two bytes stand for nothing else, wherever they are.
   */
  private static byte[] withoutSurrogates(byte[] bytes) {
    byte[] broken = bytes.clone();
    for (int i = 0; i + 1 < broken.length; i++) {
      int next = Byte.toUnsignedInt(broken[i + 1]);
      if (broken[i] == LEAD_OF_SURROGATE
          && next >= FIRST_OF_SURROGATE
          && next <= LAST_OF_CONTINUATION) {
        broken[i] = NEVER_IN_UTF_8;
      }
    }
    return broken;
  }
}
