package io.eventloop.modules.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Puts the lines of a head together, as bytes. */
final class HeadWriter {
  private static final int SMALLEST = 256;

  private byte[] bytes = new byte[SMALLEST];
  private int length;

  HeadWriter line(String text) {
    add(text);
    return end();
  }

  HeadWriter header(String name, String value) {
    add(name);
    add(": ");
    add(value);
    return end();
  }

  HeadWriter text(String text) {
    add(text);
    return this;
  }

  HeadWriter end() {
    add("\r\n");
    return this;
  }

  @SuppressWarnings("deprecation") // each character is checked to be one byte
  void add(String text) {
    int more = text.length();
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * (length + more));
    }
    text.getBytes(0, more, bytes, length);
    length += more;
  }

  ByteBuffer take() {
    return ByteBuffer.wrap(bytes, 0, length);
  }

  /** Text as the bytes of a body. */
  static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
