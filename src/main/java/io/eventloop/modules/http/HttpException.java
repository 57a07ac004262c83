package io.eventloop.modules.http;

import io.eventloop.value.NodeError;
import org.jspecify.annotations.Nullable;

/** A call that an HTTP message does not accept, or not any more: Node's error. */
public final class HttpException extends IllegalStateException implements NodeError {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final String code;

  private HttpException(String name, String code, String message) {
    super(message);
    this.name = name;
    this.code = code;
  }

  static HttpException headersSent(String what) {
    return new HttpException(
        "Error",
        "ERR_HTTP_HEADERS_SENT",
        "Cannot " + what + " headers after they are sent to the client");
  }

  static HttpException invalidStatus(int status) {
    return new HttpException(
        "RangeError", "ERR_HTTP_INVALID_STATUS_CODE", "Invalid status code: " + status);
  }

  static HttpException invalidToken(String what, String name) {
    return new HttpException(
        "TypeError",
        "ERR_INVALID_HTTP_TOKEN",
        what + " must be a valid HTTP token [\"" + name + "\"]");
  }

  static HttpException invalidChar(String what) {
    return new HttpException("TypeError", "ERR_INVALID_CHAR", "Invalid character in " + what);
  }

  static HttpException requestTimeout() {
    return new HttpException("Error", "ERR_HTTP_REQUEST_TIMEOUT", "Request timeout");
  }

  static HttpException bodyTooLarge(long limit) {
    return new HttpException(
        "Error",
        "ERR_HTTP_BODY_TOO_LARGE",
        "The body of a request has more than " + limit + " bytes");
  }

  /** The client has gone before its request was answered, for example for this reason. */
  static HttpException aborted(@Nullable Throwable cause) {
    HttpException aborted = new HttpException("Error", "ECONNRESET", "aborted");
    aborted.initCause(cause);
    return aborted;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String code() {
    return code;
  }
}
