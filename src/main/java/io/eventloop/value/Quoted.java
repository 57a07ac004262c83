package io.eventloop.value;

/** Text in quotes as Node's {@code util.inspect} prints it. */
final class Quoted {
  private static final int LONGEST = 128;
  private static final int FIRST_PRINTABLE = 0x20;
  private static final int DELETE = 0x7F;
  private static final int LAST_CONTROL = 0x9F;

  private Quoted() {}

  /** Cut off where Node's messages cut the value of an argument off. */
  static String shortened(String text) {
    String quoted = of(text);
    return quoted.length() > LONGEST ? quoted.substring(0, LONGEST) + "..." : quoted;
  }

  private static String of(String text) {
    char quote = quoteFor(text);
    StringBuilder quoted = new StringBuilder().append(quote);
    text.codePoints().forEach(c -> append(quoted, c, quote));
    return quoted.append(quote).toString();
  }

  /** The first kind of quotes that the text does not have. */
  private static char quoteFor(String text) {
    if (text.indexOf('\'') < 0) {
      return '\'';
    }
    if (text.indexOf('"') < 0) {
      return '"';
    }
    return text.indexOf('`') < 0 && !text.contains("${") ? '`' : '\'';
  }

  private static void append(StringBuilder quoted, int c, char quote) {
    switch (c) {
      case '\b' -> quoted.append("\\b");
      case '\t' -> quoted.append("\\t");
      case '\n' -> quoted.append("\\n");
      case '\f' -> quoted.append("\\f");
      case '\r' -> quoted.append("\\r");
      case '\\' -> quoted.append("\\\\");
      default -> {
        if (c < FIRST_PRINTABLE || (c >= DELETE && c <= LAST_CONTROL)) {
          quoted.append(String.format("\\x%02X", c));
        } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
          quoted.append("\\u").append(Integer.toHexString(c)); // one that has lost its other half
        } else {
          quoted.append(c == quote ? "\\" : "").appendCodePoint(c);
        }
      }
    }
  }
}
