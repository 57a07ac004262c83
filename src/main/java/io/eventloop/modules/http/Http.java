package io.eventloop.modules.http;

import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.IoRequest;
import io.eventloop.loop.Promise;
import io.eventloop.loop.Registrar;
import io.eventloop.modules.net.Net;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import java.net.URI;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Node's {@code http}: servers, over the connections of {@code net}; and requests over the JDK's
 * client, answered through the I/O event queue, so that none holds a thread of the pool however
 * slow its answer is. Of the loop's thread. Each call is there in callback form and, without the
 * callback, in promise form.
 *
 * <p>As in Node, a redirection is an answer and is not followed, and there is no time limit.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/http.html">Node: HTTP</a>
 */
public final class Http {
  private final Registrar registrar;
  private final Net net;

  /** Made with the first request; see {@link Connector} for what it holds. */
  private @Nullable Connector connector;

  /** The module on this loop. */
  public Http(Registrar registrar, Net net) {
    this.registrar = Objects.requireNonNull(registrar, "registrar");
    this.net = Objects.requireNonNull(net, "net");
  }

  /**
   * A server that does not listen yet. Needs Netty ({@code io.netty:netty-codec-http}) among the
   * dependencies.
   *
   * @param onRequest is given each request as soon as its headers have come, and what is to answer
   *     it
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/http.html#httpcreateserveroptions-requestlistener">
   *     Node: http.createServer</a>
   */
  public HttpServer createServer(RequestListener onRequest) {
    return createServer(HttpServerOptions.DEFAULT, onRequest);
  }

  /** The same with options. */
  public HttpServer createServer(HttpServerOptions options, RequestListener onRequest) {
    InvalidArgTypeException.require(options, "options", "an instance of HttpServerOptions");
    InvalidArgTypeException.requireFunction(onRequest, "listener");
    registrar.checkThread();
    Net.requireLibrary(
        "an HTTP server", "io.netty.handler.codec.http.HttpRequestDecoder", "netty-codec-http");
    return new HttpServer(net, options, onRequest);
  }

  /**
   * The same module, each of whose requests is given up when the signal is aborted: the callback,
   * or the promise, gets an {@link io.eventloop.loop.AbortException}.
   *
   * @param signal besides one that a call is given
   */
  public Http withSignal(AbortSignal signal) {
    return new Http(registrar.withSignal(signal), net);
  }

  /**
   * Sends a GET request. The answer is handed over whole, where Node's callback gets a stream.
   *
   * @param url an absolute {@code http} or {@code https} URL
   * @param callback gets the answer, whatever its status; or a {@link
   *     io.eventloop.value.SystemException} with the code {@code ECONNREFUSED}, {@code
   *     EHOSTUNREACH}, {@code ENETUNREACH} or {@code ENOTFOUND} where there is nobody to answer; or
   *     another {@link java.io.IOException} where the answer breaks off
   * @throws UrlException at once, if the URL is not accepted
   * @see <a href="https://nodejs.org/docs/latest-v20.x/api/http.html#httpgeturl-options-callback">
   *     Node: http.get</a>
   */
  public void get(String url, Callback<? super Response> callback) {
    get(url, null, callback);
  }

  /**
   * The same with a signal that gives the request up: the callback gets an {@link
   * io.eventloop.loop.AbortException}.
   *
   * @param signal null for none
   */
  public void get(String url, @Nullable AbortSignal signal, Callback<? super Response> callback) {
    Objects.requireNonNull(callback, "callback");
    URI uri = UrlException.parse(url);
    Exchange exchange = new Exchange();
    IoRequest<Response> request =
        registrar.registerIo("HTTP GET", signal, callback, exchange::cancel);
    connector().get(uri, request, exchange);
  }

  /**
   * The promise form of {@link #get(String, Callback)}.
   *
   * @param url an absolute {@code http} or {@code https} URL
   * @return fulfilled with the answer, whatever its status, or rejected as described there, and
   *     also if the URL is not accepted
   */
  public Promise<Response> get(String url) {
    return registrar.promise(callback -> get(url, callback));
  }

  /** The promise form of {@link #get(String, AbortSignal, Callback)}. */
  public Promise<Response> get(String url, @Nullable AbortSignal signal) {
    return registrar.promise(callback -> get(url, signal, callback));
  }

  /**
   * Begins a request, to be written to and ended by the caller.
   *
   * @param onResponse is given the answer as soon as its headers have come; null if it is listened
   *     to later
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/http.html#httprequestoptions-callback">Node:
   *     http.request</a>
   */
  public ClientRequest request(
      RequestOptions options, @Nullable Consumer<? super ClientResponse> onResponse) {
    InvalidArgTypeException.require(options, "options", "an instance of RequestOptions");
    registrar.checkThread();
    ClientRequest request = ClientRequest.of(registrar, connector(), options);
    return onResponse == null ? request : request.onResponse(onResponse);
  }

  /** The same, without a body: it is ended already. */
  public ClientRequest get(
      RequestOptions options, @Nullable Consumer<? super ClientResponse> onResponse) {
    ClientRequest request = request(options, onResponse);
    request.end();
    return request;
  }

  private Connector connector() {
    Connector present = connector;
    if (present == null) {
      present = Connector.shared();
      connector = present;
    }
    return present;
  }
}
