package io.eventloop.modules.http;

import io.eventloop.loop.EventEmitter;
import io.eventloop.loop.Registrar;
import io.eventloop.loop.Timer;
import io.eventloop.modules.net.Acceptor;
import io.eventloop.modules.net.AddressInfo;
import io.eventloop.modules.net.Connection;
import io.eventloop.modules.net.Net;
import io.eventloop.modules.net.NetException;
import io.eventloop.modules.net.Socket;
import io.eventloop.modules.stream.StreamOptions;
import io.eventloop.value.Callback;
import io.eventloop.value.SystemException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A server of HTTP/1.1 and 1.0: Node's {@code http.Server}. It keeps the loop alive while it
 * listens. Of the loop's thread.
 *
 * <p>It emits {@code request}, {@code connection}, {@code listening}, {@code close}, {@code error},
 * {@code clientError}, {@code checkContinue}, {@code checkExpectation}, {@code upgrade}, {@code
 * connect} and {@code timeout}, with Node's arguments; where Node has a socket it is an {@link
 * HttpSocket}, and with {@code upgrade} and {@code connect} a {@link Socket}.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpserver">Node: class
 *     http.Server</a>
 */
public final class HttpServer {
  private static final String CLOSE = "close";

  private final Net net;
  private final Registrar registrar;
  private final HttpServerOptions options;
  private final StreamOptions streams;
  private final EventEmitter events = new EventEmitter();
  private final Acceptor acceptor;
  private final Set<HttpSocket> sockets = new LinkedHashSet<>();
  private final HttpDate date = new HttpDate();
  private Duration timeout;
  private @Nullable Timer check;
  private int detached;
  private boolean closing;
  private boolean closeIsDue;

  HttpServer(Net net, HttpServerOptions options, RequestListener onRequest) {
    this.net = net;
    this.registrar = net.registrar();
    this.options = options;
    this.timeout = options.timeout();
    this.streams = StreamOptions.BYTES.withHighWaterMark(options.highWaterMark());
    this.acceptor = new Acceptor(net, new Taken());
    events.on(
        "request", args -> onRequest.handle((IncomingMessage) args[0], (ServerResponse) args[1]));
  }

  private final class Taken implements Acceptor.Owner {
    @Override
    public void onListening() {
      events.emit("listening");
    }

    @Override
    public void onError(Throwable error) {
      events.emit(EventEmitter.ERROR, error);
    }

    @Override
    public void onConnection(Connection connection) {
      HttpSocket socket = new HttpSocket(HttpServer.this, connection);
      sockets.add(socket);
      if (check == null) {
        check = registrar.setTimeout(this::checkAll, options.connectionsCheckingInterval()).unref();
      }
      events.emit("connection", socket);
    }

    /** One timer for all: what it brings to an end has no hurry. */
    private void checkAll() {
      long now = System.nanoTime();
      List.copyOf(sockets).forEach(socket -> socket.checkTime(now));
      if (check != null) {
        check.refresh();
      }
    }
  }

  // -- for its connections ------------------------------------------------------------------------

  HttpServerOptions options() {
    return options;
  }

  Registrar registrar() {
    return registrar;
  }

  StreamOptions streams() {
    return streams;
  }

  Duration timeout() {
    return timeout;
  }

  String date() {
    return date.now();
  }

  boolean isClosing() {
    return closing;
  }

  void handle(IncomingMessage request, ServerResponse response) {
    RequestHead head = request.head();
    boolean modern = head.minorVersion > 0;
    if (modern && options.requireHostHeader() && head.hosts() != 1) {
      response.writeHead(400, Map.of("Connection", CLOSE)).end();
    } else if (head.method.equals("CONNECT")) {
      request.socket().destroy();
    } else if (modern && head.expects()) {
      expectation(request, response, head.continues());
    } else {
      events.emit("request", request, response);
    }
  }

  private void expectation(IncomingMessage request, ServerResponse response, boolean continues) {
    if (!continues) {
      if (!events.emit("checkExpectation", request, response)) {
        response.writeHead(417).end();
      }
    } else if (!events.emit("checkContinue", request, response)) {
      response.writeContinue();
      events.emit("request", request, response);
    }
  }

  /** Whether somebody is there who takes the connection over after this request. */
  boolean upgrades(RequestHead head) {
    return head.method.equals("CONNECT")
        ? events.listenerCount("connect") > 0
        : !head.hasBody && head.upgrades() && events.listenerCount("upgrade") > 0;
  }

  void upgrade(IncomingMessage request, Connection connection, ByteBuffer first) {
    sockets.remove(request.socket());
    detached++;
    Socket socket = Socket.of(net, connection, this::detachedIsGone);
    String event = request.method().equals("CONNECT") ? "connect" : "upgrade";
    events.emit(event, request, socket, first);
  }

  private void detachedIsGone() {
    detached--;
    emitCloseIfDrained();
  }

  /** A client has sent what is refused, or has gone amid a request. */
  void clientError(Exception error, HttpSocket socket) {
    boolean heard = events.emit("clientError", error, socket);
    if (error instanceof SystemException) {
      socket.destroy(error);
    } else if (!heard) {
      if (socket.mayAnswerError()) {
        socket.write(ErrorAnswer.to(error));
      }
      socket.endAndLinger();
    }
  }

  boolean timedOut(HttpSocket socket) {
    return events.emit("timeout", socket);
  }

  void gone(HttpSocket socket) {
    sockets.remove(socket);
    emitCloseIfDrained();
  }

  // -- for the program ----------------------------------------------------------------------------

  /** The emitter underneath, with Node's names of the events. */
  public EventEmitter events() {
    return events;
  }

  /**
   * Listens at all addresses of this machine, at the port; 0 for any that is free. It emits {@code
   * listening}; or {@code error}, with a {@link SystemException} such as {@code EADDRINUSE}.
   *
   * @return this
   * @throws NetException if it listens already, or there is no such port
   */
  public HttpServer listen(int port) {
    return listen(port, null, Acceptor.BACKLOG);
  }

  /** The same at one address, which may be given as a name. */
  public HttpServer listen(int port, String host) {
    return listen(port, host, Acceptor.BACKLOG);
  }

  /**
   * The same.
   *
   * @param host null for all addresses of this machine
   * @param backlog how many connections may wait to be taken in
   */
  public HttpServer listen(int port, @Nullable String host, int backlog) {
    acceptor.listen(port, host, backlog);
    closing = false;
    return this;
  }

  /** The same at a socket in the file system, which is removed when the server is closed. */
  public HttpServer listen(String path) {
    acceptor.listen(path, Acceptor.BACKLOG);
    closing = false;
    return this;
  }

  /** Runs once it listens. */
  public HttpServer onListening(Runnable listener) {
    events.on("listening", listener);
    return this;
  }

  /** Listens to what goes wrong; without a listener it is an uncaught exception of the loop. */
  public HttpServer onError(Consumer<? super Throwable> listener) {
    events.on(EventEmitter.ERROR, args -> listener.accept((Throwable) args[0]));
    return this;
  }

  /** Runs once it is closed and all its connections have ended. */
  public HttpServer onClose(Runnable listener) {
    events.on(CLOSE, listener);
    return this;
  }

  /**
   * Takes no more connections in, and closes those without a request. The others are closed after
   * their answers, and {@code close} comes after them.
   */
  public HttpServer close() {
    return close(null);
  }

  /**
   * The same with a callback.
   *
   * @param callback gets null once all connections have ended; or a {@link NetException}, {@code
   *     ERR_SERVER_NOT_RUNNING}, if it did not listen
   */
  public HttpServer close(@Nullable Callback<? super Void> callback) {
    boolean listened = acceptor.close();
    if (callback != null) {
      events.once(CLOSE, args -> callback.call(listened ? null : NetException.notRunning(), null));
    }
    closing = true;
    closeIsDue = true;
    closeIdleConnections();
    emitCloseIfDrained();
    return this;
  }

  private void emitCloseIfDrained() {
    if (closeIsDue && sockets.isEmpty() && detached == 0) {
      closeIsDue = false;
      registrar.clearTimeout(check);
      check = null;
      acceptor.whenLetGo(() -> events.emit(CLOSE));
    }
  }

  /** Closes the connections on which no request is under way. */
  public void closeIdleConnections() {
    List.copyOf(sockets).forEach(HttpSocket::closeIfIdle);
  }

  /** Closes all connections at once; requests that are not answered are aborted. */
  public void closeAllConnections() {
    List.copyOf(sockets).forEach(HttpSocket::destroy);
  }

  /** Whether it listens. */
  public boolean listening() {
    return acceptor.isListening();
  }

  /** Where it listens; null if it does not, or does so in the file system. */
  public @Nullable AddressInfo address() {
    return acceptor.address();
  }

  /** How many connections are open, those of other protocols included. */
  public int connections() {
    return sockets.size() + detached;
  }

  /** The same as {@link HttpSocket#setTimeout}, of each connection that is or will be open. */
  public HttpServer setTimeout(Duration after) {
    timeout = after;
    sockets.forEach(socket -> socket.setTimeout(after));
    return this;
  }

  /** Keeps the loop alive while it listens, as it does from the start. */
  public HttpServer ref() {
    acceptor.referenced(true);
    return this;
  }

  /** Lets the loop end while it listens. */
  public HttpServer unref() {
    acceptor.referenced(false);
    return this;
  }
}
