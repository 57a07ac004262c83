package io.eventloop.modules.http;

import static io.eventloop.modules.http.Syntax.CR;
import static io.eventloop.modules.http.Syntax.LF;
import static io.eventloop.modules.http.Syntax.isToken;

/**
 * Takes the bytes of a connection apart: requests, their bodies, and the trailers of these. What it
 * does not accept it refuses with the error that Node's parser has for it; after that it is not to
 * be used any more.
 */
final class RequestParser {
  private static final String STRICT = "HPE_STRICT";
  private static final String CHUNK_SIZE = "HPE_INVALID_CHUNK_SIZE";
  private static final String CR_EXPECTED = "HPE_CR_EXPECTED";

  /** Of one chunk, as in Node. */
  private static final int MOST_EXTENSIONS = 16_384;

  private static final int HEX_BITS = 4;

  /** Whom it tells, in the order of the bytes. */
  interface Sink {
    /** The head of a request; the body follows, if it has one. */
    void onHead(RequestHead head);

    /** A part of the body; good until this returns. */
    void onBody(byte[] bytes, int from, int length);

    /** The request is complete. */
    void onComplete();

    /** The same, with what came after the body. */
    void onTrailers(RequestHead trailers);
  }

  private enum State {
    HEAD,
    FIXED,
    SIZE,
    SIZE_LF,
    EXTENSION,
    EXTENSION_NAME,
    EXTENSION_VALUE,
    QUOTED,
    ESCAPED,
    AFTER_QUOTED,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILERS,
    /** The client has said that this was its last request. */
    ENDED,
    /** Nothing may come any more. */
    CLOSED
  }

  private final HeadParser heads;
  private final Sink sink;
  private State state = State.HEAD;

  /** Of the body, or of the chunk. */
  private long left;

  /** Whether the connection ends with the present request. */
  private boolean last;

  private int digits;
  private int extensions;

  RequestParser(HeadParser heads, Sink sink) {
    this.heads = heads;
    this.sink = sink;
  }

  /** Whether a part of a request has come, and not all of it. */
  boolean isWithin() {
    return isWithinBody() || (state == State.HEAD && heads.hasBegun());
  }

  /** Whether a head has come, and not all of the body. */
  boolean isWithinBody() {
    return state != State.HEAD && state != State.ENDED && state != State.CLOSED;
  }

  /** What comes from now on is not taken as a request any more: the connection is to close. */
  void close() {
    state = State.CLOSED;
  }

  /**
   * Takes these bytes in.
   *
   * @return up to where it has read: all, unless a sink has closed it
   */
  int parse(byte[] in, int from, int to) throws HttpParseException {
    int at = from;
    while (at < to) {
      switch (state) {
        case HEAD -> at = head(in, at, to);
        case FIXED, DATA -> at = body(in, at, to);
        case TRAILERS -> at = trailers(in, at, to);
        case ENDED -> {
          at++;
          require(
              in[at - 1] == CR || in[at - 1] == LF,
              "HPE_CLOSED_CONNECTION",
              "Data after `Connection: close`");
        }
        case CLOSED -> {
          return at;
        }
        default -> at = chunk(in, at);
      }
    }
    return at;
  }

  private int head(byte[] in, int from, int to) throws HttpParseException {
    int at = heads.parse(in, from, to);
    if (heads.hasEnded()) {
      RequestHead head = heads.take();
      last = head.framing.close || (head.minorVersion == 0 && !head.framing.keepAlive);
      if (head.framing.chunked) {
        beginChunk();
      } else if (head.framing.hasBody()) {
        state = State.FIXED;
        left = head.framing.contentLength;
      }
      sink.onHead(head);
      if (state == State.HEAD) {
        complete();
      }
    }
    return at;
  }

  private int body(byte[] in, int from, int to) {
    int part = (int) Math.min(left, to - from);
    boolean fixed = state == State.FIXED;
    left -= part;
    if (left == 0 && !fixed) {
      state = State.DATA_CR;
    }
    sink.onBody(in, from, part);
    if (left == 0 && fixed) {
      complete();
    }
    return from + part;
  }

  private void complete() {
    if (state != State.CLOSED) {
      state = last ? State.ENDED : State.HEAD;
      sink.onComplete();
    }
  }

  private int trailers(byte[] in, int from, int to) throws HttpParseException {
    int at = heads.parse(in, from, to);
    if (heads.hasEnded()) {
      sink.onTrailers(heads.take());
      complete();
    }
    return at;
  }

  private void beginChunk() {
    state = State.SIZE;
    left = 0;
    digits = 0;
    extensions = 0;
  }

  /** The byte at this place is of a chunk's line. */
  private int chunk(byte[] in, int at) throws HttpParseException {
    byte b = in[at];
    switch (state) {
      case SIZE -> size(b);
      case SIZE_LF -> {
        require(b == LF, STRICT, "Expected LF after chunk size");
        if (left > 0) {
          state = State.DATA;
        } else {
          state = State.TRAILERS;
          heads.beginTrailers();
        }
      }
      case DATA_CR -> {
        require(b == CR, CR_EXPECTED, "Missing expected CR after chunk data");
        state = State.DATA_LF;
      }
      case DATA_LF -> {
        require(b == LF, STRICT, "Expected LF after chunk data");
        beginChunk();
      }
      default -> extension(b);
    }
    return at + 1;
  }

  private void size(byte b) throws HttpParseException {
    int digit = Syntax.hexValue(b);
    if (digit >= 0) {
      require(left <= Long.MAX_VALUE >> HEX_BITS, CHUNK_SIZE, "Chunk size overflow");
      left = (left << HEX_BITS) + digit;
      digits = 1;
      return;
    }
    require(digits > 0, CHUNK_SIZE, "Invalid character in chunk size");
    require(b != LF, CR_EXPECTED, "Missing expected CR after chunk size");
    require(b == CR || b == ';', CHUNK_SIZE, "Invalid character in chunk size");
    state = b == CR ? State.SIZE_LF : State.EXTENSION;
  }

  private void extension(byte b) throws HttpParseException {
    extensions++;
    if (extensions > MOST_EXTENSIONS) {
      throw new HttpParseException("HPE_CHUNK_EXTENSIONS_OVERFLOW", "Chunk extensions overflow");
    }
    switch (state) {
      case EXTENSION -> {
        require(isToken(b), STRICT, "Invalid character in chunk extensions");
        state = State.EXTENSION_NAME;
      }
      case EXTENSION_NAME -> {
        if (b == '=') {
          state = State.EXTENSION_VALUE;
        } else if (!isToken(b)) {
          endOfExtension(b, "Invalid character in chunk extensions name");
        }
      }
      case EXTENSION_VALUE -> {
        if (b == '"') {
          state = State.QUOTED;
        } else if (!isToken(b)) {
          endOfExtension(b, "Invalid character in chunk extensions value");
        }
      }
      case QUOTED -> {
        require(Syntax.isValue(b), STRICT, "Invalid character in chunk extensions quoted value");
        state = b == '"' ? State.AFTER_QUOTED : b == '\\' ? State.ESCAPED : State.QUOTED;
      }
      case ESCAPED -> {
        require(Syntax.isValue(b), STRICT, "Invalid quoted-pair in chunk extensions quoted value");
        state = State.QUOTED;
      }
      default -> endOfExtension(b, "Invalid character in chunk extensions quote value");
    }
  }

  private void endOfExtension(byte b, String otherwise) throws HttpParseException {
    require(b != LF, CR_EXPECTED, "Missing expected CR after chunk extension");
    require(b == CR || b == ';', STRICT, otherwise);
    state = b == CR ? State.SIZE_LF : State.EXTENSION;
  }

  private static void require(boolean holds, String code, String reason) throws HttpParseException {
    if (!holds) {
      throw new HttpParseException(code, reason);
    }
  }
}
