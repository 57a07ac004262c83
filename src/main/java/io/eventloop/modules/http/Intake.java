package io.eventloop.modules.http;

import io.eventloop.modules.net.Connection;
import io.eventloop.value.SystemException;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What comes in on one connection: makes requests of it. Of the loop's thread. */
final class Intake implements Connection.User, RequestParser.Sink {
  /** So many requests are taken ahead of their answers. */
  private static final int MOST_AHEAD = 64;

  private final HttpSocket socket;
  private final HttpServer server;
  private final HttpServerOptions options;
  private final Connection connection;
  private final RequestParser parser;

  /** The request that is coming in; null between two. */
  private @Nullable IncomingMessage request;

  /** The request after which the connection is another protocol's. */
  private @Nullable IncomingMessage upgrading;

  private boolean bodyIsWanted = true;
  private boolean ended;
  private boolean closed;
  private int requests;

  /** When the request that is coming in began; 0 between two. */
  private long beganNanos = System.nanoTime();

  Intake(HttpSocket socket, Connection connection) {
    this.socket = socket;
    this.server = socket.server();
    this.options = server.options();
    this.connection = connection;
    HeadParser heads = new HeadParser(options.maxHeaderSize(), options.maxHeadersCount());
    this.parser = new RequestParser(heads, this);
  }

  // -- bytes --------------------------------------------------------------------------------------

  @Override
  public void onData(ByteBuf bytes) {
    socket.active();
    if (closed) {
      return; // nobody wants to know
    }
    int count = bytes.readableBytes();
    byte[] in = server.scratch();
    bytes.readBytes(in, 0, count);
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
    ended = true;
    if (closed) {
      socket.clientHasEnded();
    } else if (parser.isWithin()) {
      refuse(new HttpParseException("HPE_INVALID_EOF_STATE", "Invalid EOF state"));
    } else if (socket.answers().isEmpty()) {
      socket.endAndDestroy();
    } else if (!options.allowHalfOpen()) {
      socket.destroy();
    }
  }

  @Override
  public void onFailure(SystemException error) {
    refuse(error);
  }

  void refuse(Exception error) {
    close();
    server.clientError(error, socket);
  }

  /** Takes no more requests. */
  void close() {
    closed = true;
    parser.close();
  }

  /** Whether the client will send no more. */
  boolean hasEnded() {
    return ended;
  }

  // -- requests -----------------------------------------------------------------------------------

  @Override
  public void onHead(RequestHead head) {
    requests++;
    int most = options.maxRequestsPerSocket();
    if (most > 0 && requests > most) {
      return; // the connection ends with an answer before this one
    }
    IncomingMessage message = new IncomingMessage(socket, head, server.streams());
    request = message;
    if (server.upgrades(head)) {
      upgrading = message;
      parser.close();
      return;
    }
    boolean last = head.minorVersion == 0 || head.framing.close || requests == most;
    ResponseSink sink = new ResponseSink(socket, message, last);
    socket.answers().add(sink);
    server.handle(message, new ServerResponse(server.streams(), sink));
  }

  private void upgrade(IncomingMessage message, ByteBuffer first) {
    request = null;
    socket.detach();
    message.completed();
    server.upgrade(message, connection, first);
  }

  @Override
  public void onBody(byte[] bytes, int from, int length) {
    IncomingMessage present = request;
    if (present != null) {
      present.body(bytes, from, length);
      if (present.bodySize() > options.maxBodySize()) {
        refuse(HttpException.bodyTooLarge(options.maxBodySize()));
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

  /** Takes out the request that has not come in as a whole, or null. */
  @Nullable IncomingMessage takeUnfinished() {
    IncomingMessage present = request;
    request = null;
    return present;
  }

  /** Whether a part of a request has come, and not all of it. */
  boolean isWithin() {
    return parser.isWithin();
  }

  /** Whether the request that is coming in has taken too long. */
  boolean hasExpired(long nowNanos) {
    Duration limit = parser.isWithinBody() ? options.requestTimeout() : limitOfHead();
    return beganNanos != 0 && !limit.isZero() && nowNanos - beganNanos > limit.toNanos();
  }

  private Duration limitOfHead() {
    Duration headers = options.headersTimeout();
    Duration all = options.requestTimeout();
    boolean headersCount = all.isZero() || (!headers.isZero() && headers.compareTo(all) < 0);
    return headersCount ? headers : all;
  }

  // -- reading ------------------------------------------------------------------------------------

  /** Whether whoever reads the body of the request that comes in has room for more of it. */
  void bodyIsWanted(boolean wanted) {
    if (bodyIsWanted != wanted) {
      bodyIsWanted = wanted;
      updateReading();
    }
  }

  /** Reads on, or not: what nobody has room for stays with the client. */
  void updateReading() {
    if (ended || connection.isClosed()) {
      return;
    }
    if (closed || (bodyIsWanted && socket.answers().size() < MOST_AHEAD)) {
      connection.readStart();
    } else {
      connection.readStop();
    }
  }
}
