package io.eventloop.modules.net;

import io.eventloop.loop.Handle;
import io.eventloop.value.SystemException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.pekko.annotation.InternalApi;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the modules use it, a channel of Netty's: libuv's {@code uv_stream_t}. Bytes are
 * read when the channel has some and its user wants them, and written at once as far as the system
 * takes them. It keeps the loop alive until closed. Of the loop's thread.
 */
@InternalApi
public final class Connection {
  /** Who uses a connection. Each is called in a callback of the loop's own. */
  @InternalApi
  public interface User {
    /**
     * Bytes have come.
     *
     * @param bytes good until this returns
     */
    void onData(ByteBuf bytes);

    /** The peer will send no more. */
    void onEnd();

    /** It cannot be read from any more; it is still to be closed. */
    void onFailure(SystemException error);
  }

  private final Poller poller;
  private final DuplexChannel channel;
  private final Outgoing outgoing;
  private final Handle handle;
  private @Nullable User user;
  private boolean closed;
  private long bytesRead;

  Connection(Poller poller, DuplexChannel channel, String what) {
    this.poller = poller;
    this.channel = channel;
    this.outgoing = new Outgoing(poller, channel);
    channel
        .config()
        .setAutoRead(false)
        .setConnectTimeoutMillis(0) // the system has its own
        .setAllocator(UnpooledByteBufAllocator.DEFAULT) // the JDK has buffers for the system
        .setRecvByteBufAllocator(new OneRead(poller, () -> poller.note(this::end)));
    channel.pipeline().addFirst(new Events());
    poller.loop().add(channel);
    this.handle = poller.registrar().openHandle(what, this::closeChannel);
  }

  /** What Netty tells of the channel. Whoever adds handlers is given bytes as any user is. */
  private final class Events extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      bytesRead += bytes.readableBytes();
      poller.note(() -> data(bytes));
    }

    /** Whoever takes apart what comes is not to ask for more by itself. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {}

    /** Nor to take it for an end: the user is told of that. */
    @Override
    public void channelInactive(ChannelHandlerContext context) {}

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      poller.note(() -> failed(cause));
    }
  }

  /** Says who is told of what comes; it is not read before {@link #readStart}. */
  public void user(User given) {
    user = given;
  }

  private User told() {
    if (user == null) {
      throw new IllegalStateException("a connection is read that nobody uses");
    }
    return user;
  }

  /** For handlers that take apart what comes. They are called by their user, who is given bytes. */
  public ChannelPipeline pipeline() {
    return channel.pipeline();
  }

  // -- connecting ---------------------------------------------------------------------------------

  void connect(SocketAddress to, Consumer<@Nullable Throwable> done) {
    channel
        .connect(to)
        .addListener(
            connecting ->
                poller.execute( // at once it may be known, but not told
                    () -> {
                      if (!closed) {
                        done.accept(connecting.cause());
                      }
                    }));
  }

  // -- reading ------------------------------------------------------------------------------------

  /** Begins to read, or goes on. */
  public void readStart() {
    channel.config().setAutoRead(true);
  }

  /** Reads no more for now: what the peer sends waits in the system, and then with the peer. */
  public void readStop() {
    channel.config().setAutoRead(false);
  }

  private void data(ByteBuf bytes) {
    try {
      if (!closed) {
        told().onData(bytes);
      }
    } finally {
      bytes.release();
    }
  }

  private void end() {
    if (!closed) {
      readStop();
      told().onEnd();
    }
  }

  private void failed(Throwable cause) {
    if (!closed) {
      readStop();
      told().onFailure(SystemException.ofStream(NetErrors.codeOf(cause), "read", cause));
    }
  }

  // -- writing ------------------------------------------------------------------------------------

  /**
   * Writes bytes after those before.
   *
   * @param bytes not to be changed until the callback
   * @param done is told, perhaps before this returns, that the system has taken them, or why not
   */
  public void write(ByteBuffer bytes, Consumer<@Nullable SystemException> done) {
    outgoing.write(bytes, done);
  }

  /** Keeps what is written together until {@link #uncork} is called as often. */
  public void cork() {
    outgoing.cork();
  }

  /** Writes what was kept together. */
  public void uncork() {
    outgoing.uncork();
  }

  /** How many bytes the system has not taken yet. */
  public long unwritten() {
    return outgoing.unwritten();
  }

  /**
   * Tells the peer that no more comes, once all is written.
   *
   * @param done is told, perhaps before this returns
   */
  public void shutdown(Consumer<@Nullable SystemException> done) {
    outgoing.shutdown(done);
  }

  // -- the rest -----------------------------------------------------------------------------------

  /** Closes it at once; what is unwritten is dropped, and its callbacks are not called. */
  public void close() {
    if (!closed) {
      handle.close();
      closeChannel();
    }
  }

  /** The same, so that the peer hears of it as {@code ECONNRESET}. */
  public void reset() {
    if (!closed) {
      trySet(StandardSocketOptions.SO_LINGER, 0);
      close();
    }
  }

  private void closeChannel() {
    closed = true;
    outgoing.close();
    var unused = channel.close(); // it is gone all the same
  }

  /** Whether it was closed here. */
  public boolean isClosed() {
    return closed;
  }

  /** Whether it keeps the loop alive until closed. */
  public Handle handle() {
    return handle;
  }

  /** Bytes that have come so far. */
  public long bytesRead() {
    return bytesRead;
  }

  /** Bytes that the system has taken so far, of pieces that it has taken as a whole. */
  public long bytesWritten() {
    return outgoing.written();
  }

  /** Sets an option of the system's where that kind of connection has it. */
  public <T> void trySet(SocketOption<T> option, T value) {
    try {
      channel.config().setOption(NioChannelOption.of(option), value);
    } catch (ChannelException closedByPeer) { // as in Node, the next read or write tells
      return;
    }
  }

  /** Where it is bound here; null once closed. */
  public @Nullable SocketAddress localAddress() {
    return closed ? null : channel.localAddress();
  }

  /** Of the peer; null before it is connected, and once closed. */
  public @Nullable SocketAddress remoteAddress() {
    return closed ? null : channel.remoteAddress();
  }

  /** What a channel could not be opened for, or bound. */
  static IOException causeOf(Throwable failed) {
    Throwable cause = failed instanceof ChannelException ? failed.getCause() : failed;
    return cause instanceof IOException known ? known : new IOException(failed);
  }
}
