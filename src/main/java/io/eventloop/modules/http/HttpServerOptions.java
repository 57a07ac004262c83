package io.eventloop.modules.http;

import io.eventloop.value.OutOfRangeException;
import java.time.Duration;

/**
 * How an HTTP server is to be. Immutable.
 *
 * @param maxHeaderSize of a request's target and headers, in bytes; more is answered with 431
 * @param maxHeadersCount how many headers of a request are kept; the others are dropped
 * @param maxBodySize of a request, in bytes; more is answered with 413. Node has no such limit
 * @param headersTimeout within which the headers of a request have to come, or it is answered with
 *     408; zero for no limit
 * @param requestTimeout the same for a whole request
 * @param keepAliveTimeout after which a connection without requests is closed; zero for no limit
 * @param timeout of silence on a connection, after which {@code timeout} is emitted, or the
 *     connection closed if nobody listens; zero for none
 * @param connectionsCheckingInterval how often the first two are looked after
 * @param maxRequestsPerSocket how many requests a connection serves; zero for no limit
 * @param requireHostHeader whether a request of HTTP/1.1 without {@code Host} is answered with 400
 * @param allowHalfOpen whether a client that has ended its side is still answered: Node's {@code
 *     httpAllowHalfOpen}
 * @param highWaterMark from how many buffered bytes on a response's {@code write} returns false,
 *     and no more of a request is read
 * @see <a
 *     href="https://nodejs.org/docs/latest-v20.x/api/http.html#httpcreateserveroptions-requestlistener">
 *     Node: http.createServer</a>
 */
public record HttpServerOptions(
    int maxHeaderSize,
    int maxHeadersCount,
    long maxBodySize,
    Duration headersTimeout,
    Duration requestTimeout,
    Duration keepAliveTimeout,
    Duration timeout,
    Duration connectionsCheckingInterval,
    int maxRequestsPerSocket,
    boolean requireHostHeader,
    boolean allowHalfOpen,
    int highWaterMark) {

  /** Node's defaults. */
  public static final HttpServerOptions DEFAULT =
      new HttpServerOptions(
          16 * 1024,
          2000,
          Long.MAX_VALUE,
          Duration.ofSeconds(60),
          Duration.ofSeconds(300),
          Duration.ofSeconds(5),
          Duration.ZERO,
          Duration.ofSeconds(30),
          0,
          true,
          false,
          16 * 1024);

  /** Refuses what is out of range, with {@link OutOfRangeException}. */
  public HttpServerOptions {
    OutOfRangeException.requireInRange(maxHeaderSize, "maxHeaderSize", 1, Integer.MAX_VALUE);
    OutOfRangeException.requireInRange(maxHeadersCount, "maxHeadersCount", 0, Integer.MAX_VALUE);
    OutOfRangeException.requireInRange(
        maxRequestsPerSocket, "maxRequestsPerSocket", 0, Integer.MAX_VALUE);
    OutOfRangeException.requireInRange(highWaterMark, "highWaterMark", 0, Integer.MAX_VALUE);
    if (maxBodySize < 0) {
      throw OutOfRangeException.of("maxBodySize", ">= 0", maxBodySize);
    }
    requireNotNegative(headersTimeout, "headersTimeout");
    requireNotNegative(requestTimeout, "requestTimeout");
    requireNotNegative(keepAliveTimeout, "keepAliveTimeout");
    requireNotNegative(timeout, "timeout");
    requireNotNegative(connectionsCheckingInterval, "connectionsCheckingInterval");
  }

  private static void requireNotNegative(Duration value, String name) {
    if (value.isNegative()) {
      throw OutOfRangeException.of(name, ">= 0", value.toMillis());
    }
  }

  /** With these limits of a request's headers: of their size in bytes, and of their number. */
  public HttpServerOptions withHeaderLimits(int size, int count) {
    return new HttpServerOptions(
        size,
        count,
        maxBodySize,
        headersTimeout,
        requestTimeout,
        keepAliveTimeout,
        timeout,
        connectionsCheckingInterval,
        maxRequestsPerSocket,
        requireHostHeader,
        allowHalfOpen,
        highWaterMark);
  }

  /** With this limit of a request's body, in bytes. */
  public HttpServerOptions withMaxBodySize(long size) {
    return new HttpServerOptions(
        maxHeaderSize,
        maxHeadersCount,
        size,
        headersTimeout,
        requestTimeout,
        keepAliveTimeout,
        timeout,
        connectionsCheckingInterval,
        maxRequestsPerSocket,
        requireHostHeader,
        allowHalfOpen,
        highWaterMark);
  }

  /**
   * With these limits of time for a request: for its headers, for all of it, and how often they are
   * looked after.
   */
  public HttpServerOptions withRequestTimeouts(Duration headers, Duration all, Duration interval) {
    return new HttpServerOptions(
        maxHeaderSize,
        maxHeadersCount,
        maxBodySize,
        headers,
        all,
        keepAliveTimeout,
        timeout,
        interval,
        maxRequestsPerSocket,
        requireHostHeader,
        allowHalfOpen,
        highWaterMark);
  }

  /** With these limits of silence: between two requests, and anywhere. */
  public HttpServerOptions withIdleTimeouts(Duration keepAlive, Duration anywhere) {
    return new HttpServerOptions(
        maxHeaderSize,
        maxHeadersCount,
        maxBodySize,
        headersTimeout,
        requestTimeout,
        keepAlive,
        anywhere,
        connectionsCheckingInterval,
        maxRequestsPerSocket,
        requireHostHeader,
        allowHalfOpen,
        highWaterMark);
  }

  /** With so many requests on a connection at most; zero for no limit. */
  public HttpServerOptions withMaxRequestsPerSocket(int most) {
    return new HttpServerOptions(
        maxHeaderSize,
        maxHeadersCount,
        maxBodySize,
        headersTimeout,
        requestTimeout,
        keepAliveTimeout,
        timeout,
        connectionsCheckingInterval,
        most,
        requireHostHeader,
        allowHalfOpen,
        highWaterMark);
  }

  /** With or without the need of {@code Host}. */
  public HttpServerOptions withRequireHostHeader(boolean requires) {
    return new HttpServerOptions(
        maxHeaderSize,
        maxHeadersCount,
        maxBodySize,
        headersTimeout,
        requestTimeout,
        keepAliveTimeout,
        timeout,
        connectionsCheckingInterval,
        maxRequestsPerSocket,
        requires,
        allowHalfOpen,
        highWaterMark);
  }

  /** With or without answers to clients that have ended their side. */
  public HttpServerOptions withAllowHalfOpen(boolean allows) {
    return new HttpServerOptions(
        maxHeaderSize,
        maxHeadersCount,
        maxBodySize,
        headersTimeout,
        requestTimeout,
        keepAliveTimeout,
        timeout,
        connectionsCheckingInterval,
        maxRequestsPerSocket,
        requireHostHeader,
        allows,
        highWaterMark);
  }
}
