package io.eventloop.modules.net;

import io.eventloop.loop.Handle;
import io.eventloop.value.SystemException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.apache.pekko.annotation.InternalApi;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the modules use it: libuv's {@code uv_stream_t}. Bytes are read when the channel
 * has some and its user wants them, and written at once as far as the system takes them. It keeps
 * the loop alive until closed. Of the loop's thread.
 */
@InternalApi
public final class Connection implements Poller.Watched {
  /** Who uses a connection. Each is called in a callback of the loop's own. */
  @InternalApi
  public interface User {
    /**
     * Bytes have come.
     *
     * @param bytes good until this returns
     */
    void onData(ByteBuffer bytes);

    /** The peer will send no more. */
    void onEnd();

    /** It cannot be read from any more; it is still to be closed. */
    void onFailure(SystemException error);
  }

  private final Poller poller;
  private final SocketChannel channel;
  private final Handle handle;
  private final Runnable onReady = this::ready;
  private final WriteQueue unwritten;
  private @Nullable SelectionKey key;
  private @Nullable User user;
  private @Nullable Consumer<@Nullable IOException> connecting;
  private @Nullable Consumer<@Nullable SystemException> onShutdown;
  private int interest;
  private int corks;
  private boolean reading;
  private boolean closed;
  private long bytesRead;

  Connection(Poller poller, SocketChannel channel, String what) {
    this.poller = poller;
    this.channel = channel;
    this.unwritten = new WriteQueue(channel);
    this.handle = poller.registrar().openHandle(what, this::closeChannel);
  }

  /** Says who is told of what comes; it is not read before {@link #readStart}. */
  public void user(User given) {
    user = given;
  }

  @Override
  public Runnable onReady() {
    return onReady;
  }

  private void ready() {
    SelectionKey present = key;
    if (present == null || !present.isValid()) {
      return; // closed by a callback before this one
    }
    int ops = present.readyOps() & interest;
    if ((ops & SelectionKey.OP_CONNECT) != 0) {
      connected();
      return;
    }
    if ((ops & SelectionKey.OP_WRITE) != 0) {
      flush();
    }
    if ((ops & SelectionKey.OP_READ) != 0 && reading) {
      read();
    }
  }

  // -- connecting ---------------------------------------------------------------------------------

  void connect(SocketAddress to, Consumer<@Nullable IOException> done) {
    connecting = done;
    try {
      channel.configureBlocking(false);
      if (channel.connect(to)) {
        poller.execute(this::connected);
      } else {
        want(SelectionKey.OP_CONNECT);
      }
    } catch (IOException refused) {
      poller.execute(() -> connected(refused));
    }
  }

  private void connected() {
    try {
      if (connecting != null && channel.finishConnect()) {
        connected(null);
      }
    } catch (IOException failed) {
      connected(failed);
    }
  }

  private void connected(@Nullable IOException failed) {
    Consumer<@Nullable IOException> done = connecting;
    connecting = null;
    if (done == null || closed) {
      return;
    }
    if (failed == null) {
      updateInterest();
    }
    done.accept(failed);
  }

  // -- reading ------------------------------------------------------------------------------------

  /** Begins to read, or goes on. */
  public void readStart() {
    if (!reading) {
      reading = true;
      updateInterest();
    }
  }

  /** Reads no more for now: what the peer sends waits in the system, and then with the peer. */
  public void readStop() {
    if (reading) {
      reading = false;
      updateInterest();
    }
  }

  private void read() {
    // once for each look, as others are ready too; what is left makes the channel ready again
    ByteBuffer bytes = poller.readBuffer();
    int count;
    try {
      count = channel.read(bytes);
    } catch (IOException failed) {
      readStop();
      told().onFailure(SystemException.ofStream(NetErrors.codeOf(failed), "read", failed));
      return;
    }
    if (count < 0) {
      readStop();
      told().onEnd();
    } else if (count > 0) {
      bytesRead += count;
      told().onData(bytes.flip());
    }
  }

  private User told() {
    if (user == null) {
      throw new IllegalStateException("a connection is read that nobody uses");
    }
    return user;
  }

  // -- writing ------------------------------------------------------------------------------------

  /**
   * Writes bytes after those before.
   *
   * @param bytes not to be changed until the callback
   * @param done is told, perhaps before this returns, that the system has taken them, or why not
   */
  public void write(ByteBuffer bytes, Consumer<@Nullable SystemException> done) {
    unwritten.add(bytes, done);
    if (unwritten.size() == 1 && connecting == null && corks == 0) {
      flush();
    }
  }

  /** Keeps what is written together until {@link #uncork} is called as often. */
  public void cork() {
    corks++;
  }

  /** Writes what was kept together. */
  public void uncork() {
    corks--;
    boolean waits = connecting != null || (interest & SelectionKey.OP_WRITE) != 0;
    if (corks == 0 && !waits && !unwritten.isEmpty()) {
      flush();
    }
  }

  /** How many bytes the system has not taken yet. */
  public long unwritten() {
    return unwritten.bytes();
  }

  private void flush() {
    unwritten.writeTo(poller);
    updateInterest();
    if (unwritten.isEmpty() && onShutdown != null && !closed) {
      finish(onShutdown);
    }
  }

  /**
   * Tells the peer that no more comes, once all is written.
   *
   * @param done is told, perhaps before this returns
   */
  public void shutdown(Consumer<@Nullable SystemException> done) {
    if (unwritten.isEmpty() && connecting == null) {
      finish(done);
    } else {
      onShutdown = done;
    }
  }

  private void finish(Consumer<@Nullable SystemException> done) {
    onShutdown = null;
    try {
      channel.shutdownOutput();
    } catch (IOException failed) {
      done.accept(SystemException.ofStream(NetErrors.codeOf(failed), "shutdown", failed));
      return;
    }
    done.accept(null);
  }

  // -- the rest -----------------------------------------------------------------------------------

  private void updateInterest() {
    if (closed || connecting != null) {
      return;
    }
    int write = unwritten.isEmpty() ? 0 : SelectionKey.OP_WRITE;
    int wanted = (reading ? SelectionKey.OP_READ : 0) | write;
    if (wanted != interest || (key == null && wanted != 0)) {
      try {
        want(wanted);
      } catch (IOException failed) {
        told().onFailure(SystemException.ofStream(NetErrors.codeOf(failed), "read", failed));
      }
    }
  }

  private void want(int ops) throws IOException {
    interest = ops;
    if (key == null) {
      key = poller.register(channel, ops, this);
    } else {
      key.interestOps(ops);
      poller.changed();
    }
  }

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
    reading = false;
    unwritten.clear();
    try {
      channel.close();
    } catch (IOException failed) { // it is gone all the same
      return;
    } finally {
      poller.changed();
    }
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

  /** Bytes that the system has taken so far. */
  public long bytesWritten() {
    return unwritten.written();
  }

  /** Sets an option of the system's where that kind of connection has it. */
  public <T> void trySet(SocketOption<T> option, T value) {
    try {
      if (!closed && channel.supportedOptions().contains(option)) {
        channel.setOption(option, value);
      }
    } catch (IOException closedByPeer) { // as in Node, the next read or write tells
      return;
    }
  }

  /** Where it is bound here; null once closed. */
  public @Nullable SocketAddress localAddress() {
    try {
      return channel.getLocalAddress();
    } catch (IOException gone) {
      return null;
    }
  }

  /** Of the peer; null before it is connected, and once closed. */
  public @Nullable SocketAddress remoteAddress() {
    try {
      return channel.getRemoteAddress();
    } catch (IOException gone) {
      return null;
    }
  }
}
