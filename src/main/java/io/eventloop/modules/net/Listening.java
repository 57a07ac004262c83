package io.eventloop.modules.net;

import io.eventloop.loop.Handle;
import io.eventloop.loop.Timer;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A channel that takes connections in. Of the loop's thread. */
final class Listening {
  /** How many are taken in before other channels have their turn. */
  private static final int AT_ONCE = 256;

  /** How long it takes none where the system has no descriptor left. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Poller poller;
  private final ServerChannel channel;
  private final SocketAddress address;
  private final String socketKind;
  private final Handle handle;
  private final Consumer<Connection> taken;
  private @Nullable Timer pause;

  /**
   * Listens.
   *
   * @param taken is given each connection, in a callback of its own
   * @throws IOException if the address is taken, for example
   */
  Listening(
      Poller poller,
      ServerChannel channel,
      SocketAddress at,
      int backlog,
      Kind kind,
      Consumer<Connection> taken)
      throws IOException {
    this.poller = poller;
    this.channel = channel;
    this.socketKind = kind.socket;
    this.taken = taken;
    channel.config().setOption(ChannelOption.SO_BACKLOG, backlog);
    channel
        .config()
        .setRecvByteBufAllocator(
            new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(AT_ONCE));
    channel.pipeline().addLast(new Events());
    poller.loop().add(channel);
    ChannelFuture bound = channel.bind(at);
    if (bound.cause() != null) {
      closeChannel();
      throw Connection.causeOf(bound.cause());
    }
    this.address = channel.localAddress();
    this.handle = poller.registrar().openHandle(kind.server, this::closeChannel);
  }

  /** What Node calls the handles. */
  enum Kind {
    TCP("TCPServerWrap", "TCPSocketWrap"),
    PIPE("PipeServerWrap", "PipeWrap");

    final String server;
    final String socket;

    Kind(String server, String socket) {
      this.server = server;
      this.socket = socket;
    }
  }

  private final class Events extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
      Connection connection = new Connection(poller, (DuplexChannel) accepted, socketKind);
      if (!poller.execute(() -> hand(connection))) {
        connection.close();
      }
    }

    /** Most likely no descriptor is left; it would be ready for ever. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      poller.note(Listening.this::rest);
    }
  }

  private void hand(Connection connection) {
    if (!connection.isClosed()) {
      taken.accept(connection);
    }
  }

  private void rest() {
    channel.config().setAutoRead(false);
    pause = poller.registrar().setTimeout(() -> channel.config().setAutoRead(true), PAUSE).unref();
  }

  SocketAddress address() {
    return address;
  }

  Handle handle() {
    return handle;
  }

  void close() {
    handle.close();
    poller.registrar().clearTimeout(pause);
    closeChannel();
  }

  private void closeChannel() {
    var unused = channel.close(); // it is gone all the same
  }
}
