package io.eventloop.modules.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes may stand where in a request.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112: HTTP/1.1</a>
 */
final class Syntax {
  static final byte CR = '\r';
  static final byte LF = '\n';

  /** Node's {@code http.METHODS}: what is not among them is refused. */
  private static final List<byte[]> METHODS =
      List.of(
              ("GET POST PUT HEAD OPTIONS DELETE PATCH CONNECT TRACE ACL BIND CHECKOUT COPY LINK"
                      + " LOCK M-SEARCH MERGE MKACTIVITY MKCALENDAR MKCOL MOVE NOTIFY PROPFIND"
                      + " PROPPATCH PURGE QUERY REBIND REPORT SEARCH SOURCE SUBSCRIBE UNBIND UNLINK"
                      + " UNLOCK UNSUBSCRIBE")
                  .split(" "))
          .stream()
          .map(name -> name.getBytes(StandardCharsets.US_ASCII))
          .toList();

  private static final List<String> NAMES =
      METHODS.stream().map(name -> new String(name, StandardCharsets.US_ASCII)).toList();

  private static final boolean[] TOKEN = new boolean[256];
  private static final boolean[] VALUE = new boolean[256];
  private static final boolean[] HOST = new boolean[256];

  static {
    for (char c = 0; c < 256; c++) {
      boolean alphanumeric = c < 128 && Character.isLetterOrDigit(c);
      TOKEN[c] = alphanumeric || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
      VALUE[c] = (c >= ' ' && c != 127) || c == '\t';
      HOST[c] = alphanumeric || "-._~!$&'()*+,;=:@%[]".indexOf(c) >= 0;
    }
  }

  private Syntax() {}

  /** Of a header's name, and of a method's. */
  static boolean isToken(int b) {
    return TOKEN[b & 0xff];
  }

  /** Of a header's value; those above ASCII too. */
  static boolean isValue(int b) {
    return VALUE[b & 0xff];
  }

  /** Of the target's path, query and fragment. */
  static boolean isPath(int b) {
    return b > ' ' && b < 127;
  }

  /** Of the target's host, with user and port. */
  static boolean isHost(int b) {
    return HOST[b & 0xff];
  }

  static boolean isLetter(int b) {
    int lower = b | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  static boolean isBlank(int b) {
    return b == ' ' || b == '\t';
  }

  /** The value of a hexadecimal digit, or -1. */
  static int hexValue(int b) {
    return b < 0 ? -1 : Character.digit(b, 16);
  }

  /** The method, or null if it is none. */
  static @Nullable String method(byte[] bytes, int length) {
    for (int i = 0; i < METHODS.size(); i++) {
      byte[] name = METHODS.get(i);
      if (name.length == length && Arrays.equals(name, 0, length, bytes, 0, length)) {
        return NAMES.get(i);
      }
    }
    return null;
  }

  /** Whether a method begins so. */
  static boolean beginsMethod(byte[] bytes, int length) {
    return METHODS.stream()
        .anyMatch(
            name -> name.length >= length && Arrays.equals(name, 0, length, bytes, 0, length));
  }

  /** Whether these bytes are the word, in any case of letters. */
  static boolean isWord(byte[] bytes, int from, int to, String lowerCase) {
    if (to - from != lowerCase.length()) {
      return false;
    }
    for (int i = from; i < to; i++) {
      int b = bytes[i];
      int lower = b >= 'A' && b <= 'Z' ? b | 0x20 : b;
      if (lower != lowerCase.charAt(i - from)) {
        return false;
      }
    }
    return true;
  }
}
