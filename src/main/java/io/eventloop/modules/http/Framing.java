package io.eventloop.modules.http;

/**
 * What the headers of a request say of its body and of the connection, as they come in. What two of
 * them could be read in two ways, such as a length beside a coding, is refused: between a proxy and
 * us, the one who reads it otherwise would see another request.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6.3">RFC 9112: message body
 *     length</a>
 */
final class Framing {
  private static final String INVALID_CODING = "HPE_INVALID_TRANSFER_ENCODING";
  private static final String INVALID_LENGTH = "HPE_INVALID_CONTENT_LENGTH";

  /** Of the body in bytes, or {@link RequestHead#NO_LENGTH}. */
  long contentLength = RequestHead.NO_LENGTH;

  boolean chunked;
  boolean close;
  boolean keepAlive;
  boolean upgrade;
  boolean expects;
  boolean continues;
  int hosts;
  private boolean coded;
  private boolean asksUpgrade;

  /** Takes a header in; the value ends before the blanks that follow it. */
  void header(byte[] bytes, int name, int value, int end) throws HttpParseException {
    switch (value - name) {
      case 4 -> hosts += Syntax.isWord(bytes, name, value, "host") ? 1 : 0;
      case 6 -> {
        if (Syntax.isWord(bytes, name, value, "expect")) {
          expects = true;
          continues = Syntax.isWord(bytes, value, end, "100-continue");
        }
      }
      case 7 -> asksUpgrade |= Syntax.isWord(bytes, name, value, "upgrade");
      case 10 -> {
        if (Syntax.isWord(bytes, name, value, "connection")) {
          connection(bytes, value, end);
        }
      }
      case 14 -> {
        if (Syntax.isWord(bytes, name, value, "content-length")) {
          length(bytes, value, end);
        }
      }
      case 17 -> {
        if (Syntax.isWord(bytes, name, value, "transfer-encoding")) {
          coding(bytes, value, end);
        }
      }
      default -> {}
    }
  }

  private void length(byte[] bytes, int from, int end) throws HttpParseException {
    if (coded) {
      throw new HttpParseException(
          INVALID_LENGTH, "Content-Length can't be present with Transfer-Encoding");
    }
    if (contentLength != RequestHead.NO_LENGTH) {
      throw new HttpParseException("HPE_UNEXPECTED_CONTENT_LENGTH", "Duplicate Content-Length");
    }
    if (from == end) {
      throw new HttpParseException(INVALID_LENGTH, "Empty Content-Length");
    }
    long length = 0;
    for (int i = from; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        throw new HttpParseException(INVALID_LENGTH, "Invalid character in Content-Length");
      }
      if (length > (Long.MAX_VALUE - digit) / 10) {
        throw new HttpParseException(INVALID_LENGTH, "Content-Length overflow");
      }
      length = length * 10 + digit;
    }
    contentLength = length;
  }

  private void coding(byte[] bytes, int from, int end) throws HttpParseException {
    if (contentLength != RequestHead.NO_LENGTH) {
      throw new HttpParseException(
          INVALID_CODING, "Transfer-Encoding can't be present with Content-Length");
    }
    coded = true;
    int begin = from;
    while (begin <= end) {
      int comma = comma(bytes, begin, end);
      if (chunked) { // it is the last, or the end of the body is anybody's guess
        throw new HttpParseException(INVALID_CODING, "Invalid `Transfer-Encoding` header value");
      }
      chunked = isToken(bytes, begin, comma, "chunked");
      begin = comma + 1;
    }
  }

  private void connection(byte[] bytes, int from, int end) {
    int begin = from;
    while (begin <= end) {
      int comma = comma(bytes, begin, end);
      close |= isToken(bytes, begin, comma, "close");
      keepAlive |= isToken(bytes, begin, comma, "keep-alive");
      upgrade |= isToken(bytes, begin, comma, "upgrade");
      begin = comma + 1;
    }
  }

  private static int comma(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] != ',') {
      at++;
    }
    return at;
  }

  private static boolean isToken(byte[] bytes, int from, int end, String word) {
    int begin = from;
    while (begin < end && Syntax.isBlank(bytes[begin])) {
      begin++;
    }
    int last = end;
    while (last > begin && Syntax.isBlank(bytes[last - 1])) {
      last--;
    }
    return Syntax.isWord(bytes, begin, last, word);
  }

  /** All headers are there. */
  void complete() throws HttpParseException {
    if (coded && !chunked) {
      throw new HttpParseException(INVALID_CODING, "Request has invalid `Transfer-Encoding`");
    }
    upgrade &= asksUpgrade;
  }

  /** A trailer says nothing of the body's length any more. */
  void trailer(byte[] bytes, int name, int value) throws HttpParseException {
    if (Syntax.isWord(bytes, name, value, "content-length")) {
      throw new HttpParseException(
          INVALID_LENGTH, "Content-Length can't be present with Transfer-Encoding");
    }
    if (Syntax.isWord(bytes, name, value, "transfer-encoding")) {
      throw new HttpParseException(INVALID_CODING, "Invalid `Transfer-Encoding` header value");
    }
  }

  /** Whether a body follows. */
  boolean hasBody() {
    return chunked || contentLength > 0;
  }
}
