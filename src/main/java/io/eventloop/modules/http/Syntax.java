package io.eventloop.modules.http;

import java.util.Set;

/**
 * Which characters may stand where, and what a request line may say.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110">RFC 9110: HTTP semantics</a>
 */
final class Syntax {
  /** Node's {@code http.METHODS}: what is not among them is refused. */
  private static final Set<String> METHODS =
      Set.of(
          ("GET POST PUT HEAD OPTIONS DELETE PATCH CONNECT TRACE ACL BIND CHECKOUT COPY LINK"
                  + " LOCK M-SEARCH MERGE MKACTIVITY MKCALENDAR MKCOL MOVE NOTIFY PROPFIND"
                  + " PROPPATCH PURGE QUERY REBIND REPORT SEARCH SOURCE SUBSCRIBE UNBIND UNLINK"
                  + " UNLOCK UNSUBSCRIBE")
              .split(" "));

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

  /** Whether it may be a header's name. */
  static boolean isToken(String text) {
    return !text.isEmpty() && consistsOf(TOKEN, text);
  }

  /** Whether it may be a header's value; with characters of one byte above ASCII too. */
  static boolean isValue(String text) {
    return consistsOf(VALUE, text);
  }

  private static boolean consistsOf(boolean[] allowed, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 255 || !allowed[c]) {
        return false;
      }
    }
    return true;
  }

  /** Of the target's path, query and fragment. */
  static boolean isPath(int c) {
    return c > ' ' && c < 127;
  }

  /** Of the target's host, with user and port. */
  static boolean isHost(int c) {
    return HOST[c & 0xff];
  }

  static boolean isLetter(int c) {
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  static void requireMethod(String word) throws HttpParseException {
    if (!METHODS.contains(word)) {
      throw new HttpParseException("HPE_INVALID_METHOD", "Invalid method encountered");
    }
  }

  /** Of the protocols of this kind, two are spoken here. */
  static void requireVersion(String word) throws HttpParseException {
    if (!word.startsWith("HTTP/")) {
      throw new HttpParseException("HPE_INVALID_CONSTANT", "Expected HTTP/");
    }
    if (!word.equals("HTTP/1.1") && !word.equals("HTTP/1.0")) {
      throw new HttpParseException("HPE_INVALID_VERSION", "Invalid HTTP version");
    }
  }
}
