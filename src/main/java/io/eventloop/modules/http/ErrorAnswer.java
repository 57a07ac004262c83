package io.eventloop.modules.http;

import io.eventloop.value.NodeError;
import org.jspecify.annotations.Nullable;

/** What a client is told whose request is refused, unless the program tells it otherwise. */
final class ErrorAnswer {
  private ErrorAnswer() {}

  /** A whole answer, after which the connection is to be closed. */
  static String to(Exception error) {
    int status = statusOf(error instanceof NodeError known ? known.code() : null);
    return "HTTP/1.1 " + status + " " + Status.words(status) + "\r\nConnection: close\r\n\r\n";
  }

  private static int statusOf(@Nullable String code) {
    return switch (code == null ? "" : code) {
      case "HPE_HEADER_OVERFLOW" -> 431;
      case "HPE_CHUNK_EXTENSIONS_OVERFLOW", "ERR_HTTP_BODY_TOO_LARGE" -> 413;
      case "ERR_HTTP_REQUEST_TIMEOUT" -> 408;
      default -> 400;
    };
  }
}
