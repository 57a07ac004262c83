package io.eventloop.modules.http;

import static io.eventloop.modules.http.Syntax.CR;
import static io.eventloop.modules.http.Syntax.LF;
import static io.eventloop.modules.http.Syntax.isBlank;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * Reads a request line and headers, or the trailers after a body, byte by byte as they come in: as
 * strict as Node's llhttp, and stricter where that knows what this server does not speak. A line
 * ends with CR and LF and nothing else; no header goes on in a second line.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112: HTTP/1.1</a>
 */
final class HeadParser {
  private static final String INVALID_TOKEN = "HPE_INVALID_HEADER_TOKEN";
  private static final String STRICT = "HPE_STRICT";
  private static final String VERSION = "HTTP/1.";
  private static final int PROTOCOL_LENGTH = "HTTP/".length();
  private static final byte[] NOTHING = {};
  private static final int SMALLEST = 256;

  /** A buffer that had to grow larger is not kept for the next request. */
  private static final int KEPT = 1024;

  private final int maxSize;
  private final int maxHeaders;

  private HeadState state = HeadState.START;
  private Target target = Target.START;

  /** The texts that were read, one after the other; blanks and line ends are not kept. */
  private byte[] bytes = NOTHING;

  private int length;

  /** How much was read, those headers included that were dropped. */
  private int size;

  private String method = "";
  private String url = "";
  private int matched;
  private int minorVersion;

  /** Where the first header begins, and where the name of the present one begins and ends. */
  private int headers;

  private int nameBegin;
  private int nameEnd;
  private int[] ends = new int[16];
  private int count;
  private Framing framing = new Framing();
  private boolean trailers;
  private boolean ended;

  /**
   * For one connection.
   *
   * @param maxSize of the target and all headers, in bytes; blanks do not count
   * @param maxHeaders what comes after so many headers is dropped
   */
  HeadParser(int maxSize, int maxHeaders) {
    this.maxSize = maxSize;
    this.maxHeaders = maxHeaders;
  }

  /** Whether a part of a request has come. */
  boolean hasBegun() {
    return state != HeadState.START;
  }

  /** Whether the latest call has come to the end of a head. */
  boolean hasEnded() {
    return ended;
  }

  /** The trailers of a body come next. */
  void beginTrailers() {
    headers = 0;
    trailers = true;
    state = HeadState.LINE;
  }

  /** What was read, once it has ended. */
  RequestHead take() throws HttpParseException {
    framing.complete();
    RequestHead head =
        new RequestHead(
            method,
            url,
            minorVersion,
            framing,
            Arrays.copyOf(bytes, length),
            headers,
            Arrays.copyOf(ends, count));
    state = HeadState.START;
    target = Target.START;
    length = 0;
    size = 0;
    count = 0;
    matched = 0;
    trailers = false;
    framing = new Framing();
    if (bytes.length > KEPT) {
      bytes = NOTHING;
    }
    return head;
  }

  /**
   * Reads on, to the end of the head at most.
   *
   * @return up to where it has read
   */
  int parse(byte[] in, int from, int to) throws HttpParseException {
    ended = false;
    int at = from;
    while (at < to && !ended) {
      switch (state) {
        case METHOD -> at = readMethod(in, at, to);
        case URL -> at = readUrl(in, at, to);
        case NAME -> at = readName(in, at, to);
        case VALUE -> at = readValue(in, at, to);
        default -> at += step(in[at]) ? 1 : 0;
      }
    }
    return at;
  }

  /**
   * Takes a byte that belongs to no text; false if it is the first of one, to be looked at anew.
   */
  private boolean step(byte b) throws HttpParseException {
    switch (state) {
      case START -> {
        if (b == CR || b == LF) {
          return true;
        }
        return begin(HeadState.METHOD);
      }
      case BEFORE_URL -> {
        return b == ' ' || begin(HeadState.URL);
      }
      case BEFORE_VERSION -> {
        return b == ' ' || begin(HeadState.VERSION);
      }
      case VERSION -> version(b);
      case MINOR -> minor(b);
      case FIRST_CR ->
          expect(b, CR, HeadState.FIRST_LF, "HPE_INVALID_VERSION", "Expected CRLF after version");
      case FIRST_LF -> {
        expect(b, LF, HeadState.LINE, STRICT, "Expected CRLF after version");
        headers = length;
      }
      case LINE -> {
        return line(b);
      }
      case BEFORE_VALUE -> {
        if (b != CR) {
          return isBlank(b) || begin(HeadState.VALUE);
        }
        state = HeadState.EMPTY_LF;
      }
      case EMPTY_LF -> {
        expect(b, LF, HeadState.LINE, STRICT, "Expected LF after CR");
        header();
      }
      case VALUE_LF -> {
        String reason = "Missing expected LF after header value";
        expect(b, LF, HeadState.LINE, "HPE_LF_EXPECTED", reason);
        header();
      }
      case END_LF -> {
        expect(b, LF, HeadState.START, STRICT, "Expected LF after headers");
        ended = true;
      }
      default -> throw new IllegalStateException(state + " is one of a text");
    }
    return true;
  }

  private boolean begin(HeadState next) {
    state = next;
    return false;
  }

  private void expect(byte b, byte wanted, HeadState next, String code, String reason)
      throws HttpParseException {
    if (b != wanted) {
      throw new HttpParseException(code, reason);
    }
    state = next;
  }

  private boolean line(byte b) throws HttpParseException {
    if (isBlank(b)) {
      throw count == 0 && b == ' ' && !trailers
          ? new HttpParseException("HPE_UNEXPECTED_SPACE", "Unexpected space after start line")
          : new HttpParseException(INVALID_TOKEN, "Unexpected whitespace after header value");
    }
    if (b == CR) {
      state = HeadState.END_LF;
      return true;
    }
    nameBegin = length;
    return begin(HeadState.NAME);
  }

  private void version(byte b) throws HttpParseException {
    if (b != VERSION.charAt(matched)) {
      throw matched < PROTOCOL_LENGTH
          ? new HttpParseException("HPE_INVALID_CONSTANT", "Expected HTTP/")
          : new HttpParseException("HPE_INVALID_VERSION", "Invalid HTTP version");
    }
    matched++;
    if (matched == VERSION.length()) {
      state = HeadState.MINOR;
    }
  }

  private void minor(byte b) throws HttpParseException {
    if (b != '0' && b != '1') {
      throw new HttpParseException("HPE_INVALID_VERSION", "Invalid HTTP version");
    }
    minorVersion = b - '0';
    state = HeadState.FIRST_CR;
  }

  private int readMethod(byte[] in, int from, int to) throws HttpParseException {
    int end = from;
    while (end < to && Syntax.isToken(in[end])) {
      end++;
    }
    keep(in, from, end);
    if (end == to && Syntax.beginsMethod(bytes, length)) {
      return end;
    }
    String known = end < to && in[end] == ' ' ? Syntax.method(bytes, length) : null;
    if (known == null) {
      throw new HttpParseException("HPE_INVALID_METHOD", "Invalid method encountered");
    }
    method = known;
    length = 0;
    size = 0; // it does not count
    target = known.equals("CONNECT") ? Target.HOST : Target.START;
    state = HeadState.BEFORE_URL;
    return end + 1;
  }

  private int readUrl(byte[] in, int from, int to) throws HttpParseException {
    int end = from;
    while (end < to && Syntax.isPath(in[end])) {
      if (target != Target.PATH) {
        target = target.after(in[end]);
      }
      end++;
    }
    keep(in, from, end);
    if (end == to) {
      return end;
    }
    if (in[end] != ' ') {
      throw Target.invalid("Invalid characters in url");
    }
    target.end();
    url = new String(bytes, 0, length, ISO_8859_1);
    state = HeadState.BEFORE_VERSION;
    return end + 1;
  }

  private int readName(byte[] in, int from, int to) throws HttpParseException {
    int end = from;
    while (end < to && Syntax.isToken(in[end])) {
      end++;
    }
    keep(in, from, end);
    if (end == to) {
      return end;
    }
    if (in[end] != ':' || length == nameBegin) {
      throw new HttpParseException(INVALID_TOKEN, "Invalid header token");
    }
    nameEnd = length;
    state = HeadState.BEFORE_VALUE;
    return end + 1;
  }

  private int readValue(byte[] in, int from, int to) throws HttpParseException {
    int end = from;
    while (end < to && Syntax.isValue(in[end])) {
      end++;
    }
    keep(in, from, end);
    if (end == to) {
      return end;
    }
    if (in[end] == LF) {
      throw new HttpParseException("HPE_CR_EXPECTED", "Missing expected CR after header value");
    }
    if (in[end] != CR) {
      throw new HttpParseException(INVALID_TOKEN, "Invalid header value char");
    }
    state = HeadState.VALUE_LF;
    return end + 1;
  }

  private void header() throws HttpParseException {
    while (length > nameEnd && isBlank(bytes[length - 1])) {
      length--;
    }
    if (trailers) {
      framing.trailer(bytes, nameBegin, nameEnd);
    } else {
      framing.header(bytes, nameBegin, nameEnd, length);
    }
    if (count / 2 >= maxHeaders) {
      length = nameBegin;
      return;
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count] = nameEnd;
    ends[count + 1] = length;
    count += 2;
  }

  private void keep(byte[] in, int from, int end) throws HttpParseException {
    int more = end - from;
    size += more;
    if (size >= maxSize) {
      throw new HttpParseException("HPE_HEADER_OVERFLOW", "Header overflow");
    }
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(SMALLEST, 2 * (length + more)));
    }
    System.arraycopy(in, from, bytes, length, more);
    length += more;
  }
}
