package io.eventloop.modules.http;

import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.NodeError;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A URL that cannot be requested: Node's TypeError, with its code. */
public final class UrlException extends IllegalArgumentException implements NodeError {
  private static final long serialVersionUID = 1L;

  private final String code;

  private UrlException(String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** An absolute http or https URL with a host, without its fragment. */
  static URI parse(String url) {
    InvalidArgTypeException.require(url, "url", "of type string");
    try {
      return checked(new URI(url));
    } catch (URISyntaxException e) {
      throw new UrlException("ERR_INVALID_URL", "Invalid URL: '" + url + "'", e);
    }
  }

  static URI checked(URI uri) {
    if (uri.getScheme() == null) {
      throw new UrlException("ERR_INVALID_URL", "Invalid URL: '" + uri + "'", null);
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new UrlException(
          "ERR_INVALID_PROTOCOL",
          "Protocol \"" + scheme + ":\" not supported. Expected \"http:\" or \"https:\"",
          null);
    }
    if (uri.getHost() == null) {
      throw new UrlException("ERR_INVALID_URL", "Invalid URL: '" + uri + "'", null);
    }
    return uri;
  }

  @Override
  public String name() {
    return "TypeError";
  }

  @Override
  public String code() {
    return code;
  }
}
