package io.eventloop.modules.net;

import io.eventloop.loop.Handle;
import io.eventloop.loop.Timer;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A channel that takes connections in. Of the loop's thread. */
final class Listening implements Poller.Watched {
  /** How many are taken in before other channels have their turn. */
  private static final int AT_ONCE = 256;

  /** How long it takes none where the system has no descriptor left. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Poller poller;
  private final ServerSocketChannel channel;
  private final SocketAddress address;
  private final String socketKind;
  private final Handle handle;
  private final SelectionKey key;
  private final Consumer<Connection> taken;
  private final Runnable onReady = this::accept;
  private @Nullable Timer pause;

  /**
   * Listens.
   *
   * @param taken is given each connection, in a callback of its own
   * @throws IOException if the address is taken, for example
   */
  Listening(
      Poller poller,
      ServerSocketChannel channel,
      SocketAddress at,
      int backlog,
      Kind kind,
      Consumer<Connection> taken)
      throws IOException {
    this.poller = poller;
    this.channel = channel;
    this.socketKind = kind.socket;
    this.taken = taken;
    channel.bind(at, backlog);
    this.address = channel.getLocalAddress();
    this.key = poller.register(channel, SelectionKey.OP_ACCEPT, this);
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

  @Override
  public Runnable onReady() {
    return onReady;
  }

  private void accept() {
    for (int i = 0; i < AT_ONCE && key.isValid(); i++) {
      SocketChannel accepted;
      try {
        accepted = channel.accept();
        if (accepted == null) {
          return;
        }
        accepted.configureBlocking(false);
      } catch (IOException noneLeft) { // most likely of descriptors; it would be ready for ever
        rest();
        return;
      }
      Connection connection = new Connection(poller, accepted, socketKind);
      if (!poller.execute(() -> hand(connection))) {
        connection.close();
        return;
      }
    }
  }

  private void hand(Connection connection) {
    if (!connection.isClosed()) {
      taken.accept(connection);
    }
  }

  private void rest() {
    interest(0);
    pause = poller.registrar().setTimeout(() -> interest(SelectionKey.OP_ACCEPT), PAUSE).unref();
  }

  private void interest(int ops) {
    if (key.isValid()) {
      key.interestOps(ops);
      poller.changed();
    }
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
    try {
      channel.close();
    } catch (IOException failed) { // it is gone all the same
      return;
    } finally {
      poller.changed();
    }
  }
}
