package io.eventloop.modules.net;

import io.eventloop.loop.EventEmitter;
import io.eventloop.value.Callback;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A server of connections: Node's {@code net.Server}. It keeps the loop alive while it listens. Of
 * the loop's thread.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/net.html#class-netserver">Node: class
 *     net.Server</a>
 */
public final class Server {
  private final Net net;
  private final NetOptions options;
  private final EventEmitter events = new EventEmitter();
  private final Acceptor acceptor;
  private int connections;
  private int maxConnections = Integer.MAX_VALUE;
  private boolean closing;

  Server(Net net, NetOptions options, Consumer<? super Socket> onConnection) {
    this.net = net;
    this.options = options;
    this.acceptor = new Acceptor(net, new Taken());
    events.on("connection", args -> onConnection.accept((Socket) args[0]));
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
      if (connections >= maxConnections) {
        connection.close();
        events.emit("drop");
        return;
      }
      connections++;
      Socket socket = Socket.taken(net, options, connection, Server.this::gone);
      events.emit("connection", socket);
    }
  }

  private void gone() {
    connections--;
    emitCloseIfDrained();
  }

  /** The emitter underneath, with Node's names of the events. */
  public EventEmitter events() {
    return events;
  }

  /**
   * Listens at all addresses of this machine, at the port; 0 for any that is free. It emits {@code
   * listening}; or {@code error}, with a {@link io.eventloop.value.SystemException} such as {@code
   * EADDRINUSE}.
   *
   * @return this
   * @throws NetException if it listens already, or there is no such port
   */
  public Server listen(int port) {
    return listen(port, null, Acceptor.BACKLOG);
  }

  /** The same at one address, which may be given as a name. */
  public Server listen(int port, String host) {
    return listen(port, host, Acceptor.BACKLOG);
  }

  /**
   * The same.
   *
   * @param host null for all addresses of this machine
   * @param backlog how many connections may wait to be taken in
   */
  public Server listen(int port, @Nullable String host, int backlog) {
    acceptor.listen(port, host, backlog);
    closing = false;
    return this;
  }

  /** The same at a socket in the file system, which is removed when the server is closed. */
  public Server listen(String path) {
    acceptor.listen(path, Acceptor.BACKLOG);
    closing = false;
    return this;
  }

  /** Runs once it listens. */
  public Server onListening(Runnable listener) {
    events.on("listening", listener);
    return this;
  }

  /** Listens to what goes wrong; without a listener it is an uncaught exception of the loop. */
  public Server onError(Consumer<? super Throwable> listener) {
    events.on(EventEmitter.ERROR, args -> listener.accept((Throwable) args[0]));
    return this;
  }

  /** Runs once it is closed and all its connections have ended. */
  public Server onClose(Runnable listener) {
    events.on("close", listener);
    return this;
  }

  /**
   * Takes no more connections in. Those that are open go on, and {@code close} comes after them.
   */
  public Server close() {
    return close(null);
  }

  /**
   * The same with a callback.
   *
   * @param callback gets null once all connections have ended; or a {@link NetException}, {@code
   *     ERR_SERVER_NOT_RUNNING}, if it did not listen
   */
  public Server close(@Nullable Callback<? super Void> callback) {
    boolean listened = acceptor.close();
    if (callback != null) {
      events.once(
          "close", args -> callback.call(listened ? null : NetException.notRunning(), null));
    }
    closing = true;
    emitCloseIfDrained();
    return this;
  }

  private void emitCloseIfDrained() {
    if (closing && connections == 0) {
      closing = false;
      acceptor.whenLetGo(() -> events.emit("close"));
    }
  }

  /** Whether it listens. */
  public boolean listening() {
    return acceptor.isListening();
  }

  /** Where it listens; null if it does not, or does so in the file system. */
  public @Nullable AddressInfo address() {
    return acceptor.address();
  }

  /** The socket in the file system where it listens, or null. */
  public @Nullable String path() {
    return acceptor.path();
  }

  /** How many connections are open. */
  public int connections() {
    return connections;
  }

  /** Closes what is more than so many connections at once. */
  public Server maxConnections(int most) {
    maxConnections = most;
    return this;
  }

  /** Keeps the loop alive while it listens, as it does from the start. */
  public Server ref() {
    acceptor.referenced(true);
    return this;
  }

  /** Lets the loop end while it listens. */
  public Server unref() {
    acceptor.referenced(false);
    return this;
  }
}
