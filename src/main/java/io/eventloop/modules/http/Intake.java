package io.eventloop.modules.http;

import io.eventloop.modules.net.Connection;
import io.eventloop.value.SystemException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessageDecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What comes in on one connection: makes requests of it. Netty takes the bytes apart first, and
 * what it makes of them is dealt with after that, since Netty would catch what a program throws. Of
 * the loop's thread.
 */
final class Intake implements Connection.User {
  /** So many requests are taken ahead of their answers. */
  private static final int MOST_AHEAD = 64;

  private final HttpSocket socket;
  private final HttpServer server;
  private final HttpServerOptions options;
  private final Connection connection;
  private final RequestDecoder decoder;
  private final Collector collector = new Collector();

  /** What Netty has made of the bytes that have come: heads, parts of bodies, and faults. */
  private final ArrayDeque<Object> decoded = new ArrayDeque<>(2);

  /** The request that is coming in; null between two. */
  private @Nullable IncomingMessage request;

  /** The request after which the connection is another protocol's. */
  private @Nullable IncomingMessage upgrading;

  private boolean bodyIsWanted = true;
  private boolean withinBody;

  /** The client has said that it will send no more requests. */
  private boolean last;

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
    this.decoder = new RequestDecoder(options.maxHeaderSize());
    connection.pipeline().addLast(decoder, collector);
  }

  // -- bytes --------------------------------------------------------------------------------------

  private final class Collector extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest head) {
        decoded.add(ofHead(head));
      } else if (message instanceof HttpContent part && part.decoderResult().isFailure()) {
        decoded.add(Refusal.ofBody(part.decoderResult().cause()));
      } else {
        decoded.add(message);
      }
    }

    private Object ofHead(HttpRequest request) {
      if (request.decoderResult().isFailure()) {
        return Refusal.ofHead(request.decoderResult().cause());
      }
      HttpMessageDecoderResult sizes = (HttpMessageDecoderResult) request.decoderResult();
      if (sizes.totalSize() > options.maxHeaderSize()) {
        return Refusal.overflow();
      }
      RequestHead head = new RequestHead(request);
      if (head.hasOpenCoding()) {
        return Refusal.coding();
      }
      if (server.upgrades(head)) {
        decoder.stop();
      }
      return head;
    }
  }

  @Override
  public void onData(ByteBuf bytes) {
    socket.active();
    if (closed) {
      return; // nobody wants to know
    }
    ByteBuf copy = Unpooled.wrappedBuffer(ByteBufUtil.getBytes(bytes)); // a part may be kept
    connection.pipeline().firstContext().fireChannelRead(copy);
    takeDecoded();
  }

  private void takeDecoded() {
    try {
      while (!decoded.isEmpty() && !closed) {
        take(decoded.remove());
      }
    } finally {
      if (closed) {
        decoded.forEach(ReferenceCountUtil::release);
        decoded.clear();
      } else if (!decoded.isEmpty()) { // a handler has thrown something, and the rest is not lost
        server.registrar().execute(this::takeDecoded);
      }
    }
    if (upgrading != null) {
      upgrade(upgrading);
    } else if (!closed) {
      if (!isWithin()) {
        beganNanos = 0;
      } else if (beganNanos == 0) {
        beganNanos = System.nanoTime();
      }
      updateReading();
    }
  }

  private void take(Object next) {
    if (next instanceof HttpParseException refused) {
      refuse(last ? afterLast() : refused);
    } else if (next instanceof RequestHead head) {
      onHead(head);
    } else if (next instanceof HttpContent part) {
      try {
        onBody(part.content());
        if (part instanceof LastHttpContent end && !closed) {
          onComplete(end);
        }
      } finally {
        part.release();
      }
    }
  }

  private static HttpParseException afterLast() {
    return new HttpParseException("HPE_CLOSED_CONNECTION", "Data after `Connection: close`");
  }

  @Override
  public void onEnd() {
    ended = true;
    if (closed) {
      socket.clientHasEnded();
    } else if (isWithin()) {
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
    withinBody = false;
  }

  /** Whether the client will send no more. */
  boolean hasEnded() {
    return ended;
  }

  // -- requests -----------------------------------------------------------------------------------

  private void onHead(RequestHead head) {
    if (last) {
      refuse(afterLast());
      return;
    }
    requests++;
    last = head.close;
    withinBody = head.hasBody;
    int most = options.maxRequestsPerSocket();
    if (most > 0 && requests > most) {
      return; // the connection ends with an answer before this one
    }
    IncomingMessage message = new IncomingMessage(socket, head, server.streams());
    request = message;
    if (server.upgrades(head)) {
      upgrading = message;
      close();
      return;
    }
    boolean lastAnswer = head.minorVersion == 0 || head.close || requests == most;
    ResponseSink sink = new ResponseSink(socket, message, lastAnswer);
    socket.answers().add(sink);
    server.handle(message, new ServerResponse(server.streams(), sink));
  }

  private void upgrade(IncomingMessage message) {
    request = null;
    socket.detach();
    message.completed();
    connection.pipeline().remove(decoder); // which hands on what it has not taken apart
    connection.pipeline().remove(collector);
    ByteBuf rest = decoded.peekLast() instanceof ByteBuf left ? left : Unpooled.EMPTY_BUFFER;
    decoded.clear();
    server.upgrade(message, connection, ByteBuffer.wrap(ByteBufUtil.getBytes(rest)));
    rest.release();
  }

  private void onBody(ByteBuf part) {
    IncomingMessage present = request;
    if (present != null && part.isReadable()) {
      present.body(part);
      if (present.bodySize() > options.maxBodySize()) {
        refuse(HttpException.bodyTooLarge(options.maxBodySize()));
      }
    }
  }

  private void onComplete(LastHttpContent end) {
    IncomingMessage present = request;
    request = null;
    withinBody = false;
    beganNanos = 0;
    bodyIsWanted = true;
    if (present != null) {
      present.trailers(RequestHead.raw(end.trailingHeaders(), options.maxHeadersCount()));
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
    return withinBody || (!closed && !last && decoder.isWithin());
  }

  /** Whether the request that is coming in has taken too long. */
  boolean hasExpired(long nowNanos) {
    Duration limit = withinBody ? options.requestTimeout() : limitOfHead();
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
