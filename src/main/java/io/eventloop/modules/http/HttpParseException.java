package io.eventloop.modules.http;

import io.eventloop.value.NodeError;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a client has sent is no request that is accepted: the error of {@code clientError}, with the
 * code and the words of Node's parser.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/http.html#event-clienterror">Node:
 *     clientError</a>
 */
public final class HttpParseException extends IOException implements NodeError {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String reason;

  HttpParseException(String code, String reason) {
    this(code, reason, null);
  }

  HttpParseException(String code, String reason, @Nullable Throwable cause) {
    super("Parse Error: " + reason, cause);
    this.code = code;
    this.reason = reason;
  }

  @Override
  public String name() {
    return "Error";
  }

  /** For example {@code HPE_INVALID_METHOD}. */
  @Override
  public String code() {
    return code;
  }

  /** What is wrong, for example {@code Invalid method encountered}. */
  public String reason() {
    return reason;
  }
}
