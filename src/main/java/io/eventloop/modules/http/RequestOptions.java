package io.eventloop.modules.http;

import io.eventloop.loop.AbortSignal;
import io.eventloop.value.InvalidArgTypeException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for: Node's options of {@code http.request}. Immutable; any thread may make
 * it.
 *
 * @param uri an absolute {@code http} or {@code https} URL
 * @param method for example {@code GET}
 * @param headers to be sent, in this order
 * @param timeout as {@link ClientRequest#setTimeout}; zero for none
 * @param agent how many requests go out at once; null for no limit
 * @param signal destroys the request when it is aborted; null for none
 * @see <a
 *     href="https://nodejs.org/docs/latest-v20.x/api/http.html#httprequestoptions-callback">Node:
 *     http.request</a>
 */
public record RequestOptions(
    URI uri,
    String method,
    Map<String, List<String>> headers,
    Duration timeout,
    @Nullable HttpAgent agent,
    @Nullable AbortSignal signal) {

  /** Copies the headers. */
  public RequestOptions {
    InvalidArgTypeException.require(uri, "url", "of type string");
    InvalidArgTypeException.require(method, "options.method", "of type string");
    if (!Syntax.isToken(method)) {
      throw HttpException.invalidToken("Method", method);
    }
    headers = new LinkedHashMap<>(headers);
  }

  /**
   * A GET request without headers of its own.
   *
   * @param url an absolute {@code http} or {@code https} URL
   * @throws UrlException if it is not accepted: {@code ERR_INVALID_URL}, {@code
   *     ERR_INVALID_PROTOCOL}
   */
  public static RequestOptions of(String url) {
    return new RequestOptions(UrlException.parse(url), "GET", Map.of(), Duration.ZERO, null, null);
  }

  /** With another method. */
  public RequestOptions withMethod(String name) {
    return new RequestOptions(uri, name, headers, timeout, agent, signal);
  }

  /** With one more header, or another value of it. */
  public RequestOptions withHeader(String name, String value) {
    Map<String, List<String>> all = new LinkedHashMap<>(headers);
    all.put(name, List.of(value));
    return new RequestOptions(uri, method, all, timeout, agent, signal);
  }

  /** With a limit of the time in which nothing happens. */
  public RequestOptions withTimeout(Duration after) {
    return new RequestOptions(uri, method, headers, after, agent, signal);
  }

  /** With an agent. */
  public RequestOptions withAgent(@Nullable HttpAgent queue) {
    return new RequestOptions(uri, method, headers, timeout, queue, signal);
  }

  /** With a signal. */
  public RequestOptions withSignal(@Nullable AbortSignal destroying) {
    return new RequestOptions(uri, method, headers, timeout, agent, destroying);
  }
}
