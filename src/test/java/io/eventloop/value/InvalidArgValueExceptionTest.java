package io.eventloop.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Messages as Node 20.20.2 prints them for {@code fs.stat(text, () => {})}. */
class InvalidArgValueExceptionTest {

  @Test
  void shouldQuoteTheTextAsNodeDoes() {
    assertThat(received("a\0b")).isEqualTo("'a\\x00b'");
    assertThat(received("it's\0")).isEqualTo("\"it's\\x00\"");
    assertThat(received("it's\"\0")).isEqualTo("`it's\"\\x00`");
    assertThat(received("it's\"`\0")).isEqualTo("'it\\'s\"`\\x00'");
    assertThat(received("\ud800\u007f\u009f\t\b\f\r\u000b\n\\\u00e9"))
        .isEqualTo("'\\ud800\\x7F\\x9F\\t\\b\\f\\r\\x0B\\n\\\\\u00e9'");
  }

  @Test
  void shouldCutALongTextOff() {
    assertThat(received("x".repeat(140))).isEqualTo("'" + "x".repeat(127) + "...");
    assertThat(received("x".repeat(126))).isEqualTo("'" + "x".repeat(126) + "'");
  }

  private static String received(String text) {
    InvalidArgValueException error = InvalidArgValueException.of("path", "is invalid", text);
    String start = "The argument 'path' is invalid. Received ";
    assertThat(error.getMessage()).startsWith(start);
    assertThat(error.name()).isEqualTo("TypeError");
    assertThat(error.code()).isEqualTo("ERR_INVALID_ARG_VALUE");
    return error.getMessage().substring(start.length());
  }
}
