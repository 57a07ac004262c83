package io.eventloop.modules.http;

import io.netty.handler.codec.http.ContentLengthNotAllowedException;
import io.netty.handler.codec.http.InvalidChunkExtensionException;
import io.netty.handler.codec.http.InvalidChunkTerminationException;
import io.netty.handler.codec.http.InvalidLineSeparatorException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http.TransferEncodingNotAllowedException;

/** Gives what Netty's decoder refuses the code that Node's parser has for it. */
final class Refusal {
  private Refusal() {}

  /** Of a request line, or a header. */
  static HttpParseException ofHead(Throwable cause) {
    if (cause instanceof HttpParseException known) {
      return known;
    }
    if (cause instanceof TooLongHttpLineException || cause instanceof TooLongHttpHeaderException) {
      return overflow();
    }
    if (cause instanceof InvalidLineSeparatorException) {
      return new HttpParseException("HPE_CR_EXPECTED", "Missing expected CR", cause);
    }
    if (cause instanceof ContentLengthNotAllowedException
        || cause instanceof TransferEncodingNotAllowedException) {
      return new HttpParseException(
          "HPE_INVALID_TRANSFER_ENCODING",
          "Transfer-Encoding can't be present with Content-Length",
          cause);
    }
    return new HttpParseException("HPE_INVALID_HEADER_TOKEN", "Invalid header token", cause);
  }

  /** Of a chunk of a body, or what follows the last one. */
  static HttpParseException ofBody(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return new HttpParseException(
          "HPE_CHUNK_EXTENSIONS_OVERFLOW", "Chunk extensions overflow", cause);
    }
    if (cause instanceof NumberFormatException) {
      return new HttpParseException(
          "HPE_INVALID_CHUNK_SIZE", "Invalid character in chunk size", cause);
    }
    if (cause instanceof InvalidChunkExtensionException) {
      return new HttpParseException("HPE_STRICT", "Invalid character in chunk extensions", cause);
    }
    if (cause instanceof InvalidChunkTerminationException) {
      return new HttpParseException("HPE_STRICT", "Expected LF after chunk data", cause);
    }
    return ofHead(cause);
  }

  static HttpParseException coding() {
    return new HttpParseException(
        "HPE_INVALID_TRANSFER_ENCODING", "Invalid `Transfer-Encoding` header value");
  }

  static HttpParseException overflow() {
    return new HttpParseException("HPE_HEADER_OVERFLOW", "Header overflow");
  }
}
