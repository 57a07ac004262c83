package io.eventloop.modules.net;

import io.eventloop.loop.Timer;
import io.eventloop.modules.stream.Calls;
import io.eventloop.modules.stream.Duplex;
import io.eventloop.modules.stream.StreamOptions;
import io.eventloop.value.Callback;
import io.eventloop.value.OutOfRangeException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.apache.pekko.annotation.InternalApi;
import org.jspecify.annotations.Nullable;

/**
 * A connection as a stream of bytes in both directions: Node's {@code net.Socket}. What is not read
 * is not taken from the system, so that the peer is slowed down; and {@code write} returns false
 * while the peer does not read. It keeps the loop alive until closed. Of the loop's thread.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/net.html#class-netsocket">Node: class
 *     net.Socket</a>
 */
public final class Socket extends Duplex<ByteBuffer, ByteBuffer> {
  private final SocketResource resource;
  private final Net net;
  private final NetOptions options;
  private @Nullable Timer timeout;

  private Socket(Net net, NetOptions options, SocketResource resource) {
    super(
        StreamOptions.BYTES
            .withAllowHalfOpen(options.allowHalfOpen())
            .withHighWaterMark(options.highWaterMark())
            .withEmitClose(false), // it comes when the handle is closed
        resource);
    this.net = net;
    this.options = options;
    this.resource = resource;
    resource.socket(this);
  }

  static Socket connecting(Net net, NetOptions options) {
    return new Socket(net, options, new SocketResource(net.registrar(), () -> {}));
  }

  static Socket taken(Net net, NetOptions options, Connection connection, Runnable onGone) {
    Socket socket = new Socket(net, options, new SocketResource(net.registrar(), onGone));
    socket.attempting(connection);
    socket.resource.connected();
    if (!options.pauseOnConnect()) {
      socket.read(0); // so that an end is seen by whoever does not read
    }
    return socket;
  }

  /** A connection that was another module's so far, such as one that was upgraded. */
  @InternalApi
  public static Socket of(Net net, Connection connection, Runnable onGone) {
    return taken(net, NetOptions.DEFAULT.withAllowHalfOpen(true), connection, onGone);
  }

  void attempting(Connection connection) {
    resource.attempting(connection);
    if (options.noDelay()) {
      connection.trySet(StandardSocketOptions.TCP_NODELAY, true);
    }
    if (options.keepAlive()) {
      keepAlive(connection, options.keepAliveInitialDelay());
    }
  }

  void connected() {
    resource.connected();
    events().emit("connect");
    events().emit("ready");
    if (!destroyed() && !isPaused()) {
      read(0);
    }
  }

  /** Runs once it is connected. */
  public Socket onConnect(Runnable listener) {
    events().on("connect", listener);
    return this;
  }

  /** Runs after as much silence as {@link #setTimeout} says; the socket stays as it is. */
  public Socket onTimeout(Runnable listener) {
    events().on("timeout", listener);
    return this;
  }

  /**
   * Writes bytes, as {@link Duplex} does; where the peer's end was this socket's end too, the error
   * says so: {@code EPIPE}.
   */
  @Override
  public boolean write(ByteBuffer chunk, @Nullable Callback<? super Void> callback) {
    if (allowHalfOpen() || !readableEnded() || !writableEnded()) {
      return super.write(chunk, callback);
    }
    NetException refused = NetException.endedByPeer();
    if (callback != null) {
      net.registrar().nextTick(() -> Calls.call(callback, refused, null));
    }
    destroy(refused);
    return false;
  }

  /** Writes text, in UTF-8. */
  public boolean write(String text) {
    return write(StandardCharsets.UTF_8.encode(text));
  }

  /** Ends it after this text, in UTF-8. */
  public void end(String text) {
    end(StandardCharsets.UTF_8.encode(text));
  }

  /** Closes it so that the peer hears of it as {@code ECONNRESET}. */
  public Socket resetAndDestroy() {
    resource.reset();
    destroy();
    return this;
  }

  /**
   * Emits {@code timeout} after so much time in which nothing was read or written.
   *
   * @param after zero for never, as at the start
   * @throws OutOfRangeException if it is negative, or more than 2^31-1 ms
   */
  public Socket setTimeout(Duration after) {
    long millis = after.toMillis();
    if (millis < 0 || millis > Integer.MAX_VALUE) {
      throw OutOfRangeException.of("msecs", ">= 0 && <= 2147483647", millis);
    }
    net.registrar().clearTimeout(timeout);
    timeout = null;
    if (millis > 0 && !destroyed()) {
      timeout = net.registrar().setTimeout(() -> events().emit("timeout"), after).unref();
    }
    return this;
  }

  /** Something was read or written. */
  void active() {
    if (timeout != null) {
      timeout.refresh();
    }
  }

  void gone() {
    net.registrar().clearTimeout(timeout);
  }

  /** Sends small pieces at once, or lets the system gather them. */
  public Socket setNoDelay(boolean noDelay) {
    Connection connection = resource.connection();
    if (connection != null) {
      connection.trySet(StandardSocketOptions.TCP_NODELAY, noDelay);
    }
    return this;
  }

  /**
   * Has the system ask a silent peer whether it is still there.
   *
   * @param initialDelay after how much silence; zero leaves that as it is
   */
  public Socket setKeepAlive(boolean enable, Duration initialDelay) {
    Connection connection = resource.connection();
    if (connection != null && enable) {
      keepAlive(connection, initialDelay);
    } else if (connection != null) {
      connection.trySet(StandardSocketOptions.SO_KEEPALIVE, false);
    }
    return this;
  }

  private static void keepAlive(Connection connection, Duration initialDelay) {
    connection.trySet(StandardSocketOptions.SO_KEEPALIVE, true);
    int seconds = (int) initialDelay.toSeconds();
    if (seconds > 0) {
      connection.trySet(ExtendedSocketOptions.TCP_KEEPIDLE, seconds);
    }
  }

  /** Whether it is on its way to the peer. */
  public boolean connecting() {
    return !resource.isConnected() && !destroyed();
  }

  /** Bytes that have come so far. */
  public long bytesRead() {
    return resource.bytesRead();
  }

  /** Bytes that were written so far, also those that wait. */
  public long bytesWritten() {
    return resource.bytesWritten() + writableLength();
  }

  /** The peer's address; null before it is connected, once closed, and in the file system. */
  public @Nullable AddressInfo remote() {
    return AddressInfo.of(resource.remote());
  }

  /** The address here; null before it is connected, once closed, and in the file system. */
  public @Nullable AddressInfo local() {
    Connection connection = resource.connection();
    return AddressInfo.of(connection == null ? null : connection.localAddress());
  }

  /** Keeps the loop alive until closed, as it does from the start. */
  public Socket ref() {
    resource.referenced(true);
    return this;
  }

  /** Lets the loop end while it is open. */
  public Socket unref() {
    resource.referenced(false);
    return this;
  }
}
