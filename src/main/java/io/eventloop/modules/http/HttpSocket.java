package io.eventloop.modules.http;

import io.eventloop.loop.EventEmitter;
import io.eventloop.loop.Timer;
import io.eventloop.modules.net.AddressInfo;
import io.eventloop.modules.net.Connection;
import io.eventloop.value.SystemException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection of an HTTP server: what Node gives as {@code request.socket}, as far as a server
 * needs it. It emits {@code close} and {@code timeout}. Of the loop's thread.
 */
public final class HttpSocket {
  /** So many requests are taken ahead of their answers. */
  private static final int MOST_AHEAD = 64;

  /** What a client has that does not read its last answer. */
  private static final int LONGEST_END_SECONDS = 5;

  private final HttpServer server;
  private final Connection connection;
  private final EventEmitter events = new EventEmitter();
  private final Answers answers;
  private final RequestParser parser;
  private final @Nullable SocketAddress remote;

  /** The request that is coming in; null between two. */
  private @Nullable IncomingMessage request;

  /** The request after which the connection is another protocol's. */
  private @Nullable IncomingMessage upgrading;

  private @Nullable Timer idle;
  private @Nullable Timer silence;
  private boolean bodyIsWanted = true;
  private boolean noMore;
  private boolean ending;
  private boolean gone;
  private int requests;

  /** When the request that is coming in began; 0 between two. */
  private long beganNanos = System.nanoTime();

  HttpSocket(HttpServer server, Connection connection) {
    HttpServerOptions options = server.options();
    this.server = server;
    this.connection = connection;
    this.remote = connection.remoteAddress();
    this.answers = new Answers(this, connection, server.registrar(), options.highWaterMark());
    this.parser =
        new RequestParser(
            new HeadParser(options.maxHeaderSize(), options.maxHeadersCount()), new Requests());
    connection.trySet(StandardSocketOptions.TCP_NODELAY, true);
    connection.user(new Bytes());
    setTimeout(server.timeout());
    connection.readStart();
  }

  // -- what comes in ------------------------------------------------------------------------------

  private final class Bytes implements Connection.User {
    @Override
    public void onData(ByteBuffer bytes) {
      int count = bytes.remaining();
      byte[] in = server.scratch();
      bytes.get(in, 0, count);
      active();
      if (ending) {
        return; // nobody wants to know
      }
      try {
        int end = parser.parse(in, 0, count);
        if (upgrading != null) {
          upgrade(upgrading, ByteBuffer.allocate(count - end).put(in, end, count - end).flip());
          return;
        }
      } catch (HttpParseException refused) {
        refuse(refused);
        return;
      }
      if (!parser.isWithin()) {
        beganNanos = 0;
      } else if (beganNanos == 0) {
        beganNanos = System.nanoTime();
      }
      updateReading();
    }

    @Override
    public void onEnd() {
      noMore = true;
      if (ending) {
        return;
      }
      if (parser.isWithin()) {
        refuse(new HttpParseException("HPE_INVALID_EOF_STATE", "Invalid EOF state"));
      } else if (answers.isEmpty() || !server.options().allowHalfOpen()) {
        endAndDestroy();
      }
    }

    @Override
    public void onFailure(SystemException error) {
      failed(error);
    }
  }

  private final class Requests implements RequestParser.Sink {
    @Override
    public void onHead(RequestHead head) {
      begin(head);
    }

    @Override
    public void onBody(byte[] bytes, int from, int length) {
      IncomingMessage present = request;
      if (present != null) {
        present.body(bytes, from, length);
        if (present.bodySize() > server.options().maxBodySize()) {
          refuse(HttpException.bodyTooLarge(server.options().maxBodySize()));
        }
      }
    }

    @Override
    public void onTrailers(RequestHead trailers) {
      if (request != null) {
        request.trailers(trailers);
      }
    }

    @Override
    public void onComplete() {
      IncomingMessage present = request;
      request = null;
      beganNanos = 0;
      bodyIsWanted = true;
      if (present != null) {
        present.completed();
      }
    }
  }

  private void begin(RequestHead head) {
    requests++;
    int most = server.options().maxRequestsPerSocket();
    if (most > 0 && requests > most) {
      return; // the connection ends with an answer before this one
    }
    IncomingMessage message = new IncomingMessage(this, head, server.streams());
    request = message;
    if (server.upgrades(head)) {
      upgrading = message;
      parser.close();
      return;
    }
    boolean last = head.minorVersion == 0 || head.framing.close || requests == most;
    ResponseSink sink = new ResponseSink(this, message, last);
    answers.add(sink);
    server.handle(message, new ServerResponse(server.streams(), sink));
  }

  private void upgrade(IncomingMessage message, ByteBuffer first) {
    request = null;
    detach();
    message.completed();
    server.upgrade(message, connection, first);
  }

  private void refuse(Exception error) {
    parser.close();
    server.clientError(error, this);
  }

  /** The connection cannot be read from, or written to, any more. */
  void failed(SystemException error) {
    if (!gone) {
      refuse(error);
    }
  }

  // -- reading ------------------------------------------------------------------------------------

  /** Whether whoever reads the body of the request that comes in has room for more of it. */
  void bodyIsWanted(boolean wanted) {
    if (bodyIsWanted != wanted) {
      bodyIsWanted = wanted;
      updateReading();
    }
  }

  private void updateReading() {
    if (gone || noMore) {
      return;
    }
    if (bodyIsWanted && answers.size() < MOST_AHEAD) {
      connection.readStart();
    } else {
      connection.readStop();
    }
  }

  // -- answers ------------------------------------------------------------------------------------

  HttpServer server() {
    return server;
  }

  Answers answers() {
    return answers;
  }

  /** Whether the next answer is the last, whatever the client has asked for. */
  boolean isLast() {
    return server.isClosing();
  }

  /** An answer is complete. */
  void answered(ResponseSink answer) {
    answer.request().dump();
    if (answer.isLast() || (answers.isEmpty() && (noMore || server.isClosing()))) {
      endAndDestroy();
      return;
    }
    if (answers.isEmpty()) {
      waitForNext();
    }
    updateReading();
  }

  private void waitForNext() {
    Duration limit = server.options().keepAliveTimeout();
    if (idle != null) {
      idle.refresh();
    } else if (!limit.isZero()) {
      idle = server.registrar().setTimeout(this::idleForLong, limit).unref();
    }
  }

  private void idleForLong() {
    if (isIdle()) {
      destroy(null);
    }
  }

  /** Whether no request is coming in, and none is to be answered. */
  boolean isIdle() {
    return answers.isEmpty() && !parser.isWithin();
  }

  /** Whether the request that is coming in has taken too long. */
  boolean hasExpired(long nowNanos, HttpServerOptions options) {
    if (beganNanos == 0 || gone) {
      return false;
    }
    Duration limit =
        parser.isWithinBody() ? options.requestTimeout() : earlier(options);
    return !limit.isZero() && nowNanos - beganNanos > limit.toNanos();
  }

  private static Duration earlier(HttpServerOptions options) {
    Duration headers = options.headersTimeout();
    Duration all = options.requestTimeout();
    boolean headersCount = all.isZero() || (!headers.isZero() && headers.compareTo(all) < 0);
    return headersCount ? headers : all;
  }

  void timeOutRequest() {
    refuse(HttpException.requestTimeout());
  }

  /** Whether the client can still be told that its request is refused. */
  boolean mayAnswerError() {
    ResponseSink first = answers.first();
    return writable() && (first == null || !first.isSent());
  }

  // -- the end ------------------------------------------------------------------------------------

  /** Closes it when all is written that was to be. */
  void endAndDestroy() {
    if (gone || ending) {
      return;
    }
    ending = true;
    parser.close();
    if (!connection.isClosed()) {
      Duration limit = Duration.ofSeconds(LONGEST_END_SECONDS);
      server.registrar().clearTimeout(idle);
      idle = server.registrar().setTimeout(() -> destroy(null), limit).unref();
      server.registrar().nextTick(() -> connection.shutdown(error -> destroy(null)));
    }
  }

  /** Closes it at once; requests that are not answered are aborted. */
  public void destroy() {
    destroy(null);
  }

  /** The same, with a cause that is told to those who answer them. */
  public void destroy(@Nullable Throwable error) {
    if (gone) {
      return;
    }
    connection.close();
    IncomingMessage comingIn = request;
    detach();
    for (ResponseSink answer : answers.all()) {
      answer.request().abort(error);
      answer.response().destroy();
    }
    answers.clear();
    if (comingIn != null) {
      comingIn.abort(error);
    }
    server.registrar().closing(() -> events.emit("close"));
    server.gone(this);
  }

  private void detach() {
    gone = true;
    request = null;
    server.registrar().clearTimeout(idle);
    server.registrar().clearTimeout(silence);
  }

  // -- for the program ----------------------------------------------------------------------------

  /** The emitter underneath, with Node's names of the events. */
  public EventEmitter events() {
    return events;
  }

  /** Writes these characters, a byte each, past any answer: for a listener of clientError. */
  public void write(String text) {
    if (writable()) {
      connection.write(new HeadWriter().text(text).take(), error -> {});
    }
  }

  /** The same, after which it is closed. */
  public void end(String text) {
    write(text);
    endAndDestroy();
  }

  /** Whether the client may be written to. */
  public boolean writable() {
    return !gone && !ending && !connection.isClosed();
  }

  /** Whether it was closed here. */
  public boolean destroyed() {
    return gone;
  }

  /**
   * Emits {@code timeout}, here and at the server, after so much time in which nothing came and
   * nothing was answered; where nobody listens, the connection is closed.
   *
   * @param after zero for never
   */
  public HttpSocket setTimeout(Duration after) {
    server.registrar().clearTimeout(silence);
    silence =
        after.isZero() || gone
            ? null
            : server.registrar().setTimeout(this::silentForLong, after).unref();
    return this;
  }

  private void silentForLong() {
    boolean heard = events.emit("timeout");
    if (!server.timedOut(this) && !heard) {
      destroy(null);
    }
  }

  private void active() {
    if (silence != null) {
      silence.refresh();
    }
  }

  /** The client's address; null in the file system. */
  public @Nullable AddressInfo remote() {
    return AddressInfo.of(remote);
  }

  /** The address here; null once closed, and in the file system. */
  public @Nullable AddressInfo local() {
    return AddressInfo.of(connection.localAddress());
  }

  /** Bytes that have come so far. */
  public long bytesRead() {
    return connection.bytesRead();
  }

  /** Bytes that the system has taken so far. */
  public long bytesWritten() {
    return connection.bytesWritten();
  }
}
