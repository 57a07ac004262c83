package io.eventloop.modules.net;

import io.eventloop.loop.Registrar;
import io.eventloop.value.InvalidArgTypeException;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.pekko.annotation.InternalApi;
import org.jspecify.annotations.Nullable;

/**
 * Node's {@code net}: servers and connections, over TCP and over sockets in the file system, on the
 * I/O event queue. None holds a thread, however many there are. Needs Netty ({@code
 * io.netty:netty-transport}) among the dependencies. Of the loop's thread.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/net.html">Node: Net</a>
 */
public final class Net {
  private static final String LOCALHOST = "localhost";

  private final Registrar registrar;

  /** Made with the first channel: most programs have none. */
  private @Nullable Poller poller;

  /** The module on this loop. */
  public Net(Registrar registrar) {
    this.registrar = Objects.requireNonNull(registrar, "registrar");
  }

  /** The loop, for the modules that are built on this one. */
  @InternalApi
  public Registrar registrar() {
    return registrar;
  }

  /**
   * Refuses to go on without a library that only some programs need; knows no more of it than a
   * name.
   *
   * @param what cannot be done
   * @param className a class of the library
   * @param artifact the library, as Maven names it
   * @throws IllegalStateException that says what to add
   */
  @InternalApi
  public static void requireLibrary(String what, String className, String artifact) {
    try {
      Class.forName(className, false, Net.class.getClassLoader());
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException(
          what + " needs io.netty:" + artifact + " among the dependencies", missing);
    }
  }

  private void checkCall() {
    registrar.checkThread();
    requireLibrary("net", "io.netty.channel.IoEventLoop", "netty-transport");
  }

  Poller poller() {
    Poller present = poller;
    if (present == null) {
      present = new Poller(registrar);
      poller = present;
    }
    return present;
  }

  /** A server that does not listen yet. */
  public Server createServer(Consumer<? super Socket> onConnection) {
    return createServer(NetOptions.DEFAULT, onConnection);
  }

  /**
   * The same with options.
   *
   * @param onConnection is given each socket, in a callback of its own
   */
  public Server createServer(NetOptions options, Consumer<? super Socket> onConnection) {
    InvalidArgTypeException.require(options, "options", "an instance of NetOptions");
    InvalidArgTypeException.requireFunction(onConnection, "connectionListener");
    checkCall();
    return new Server(this, options, onConnection);
  }

  /** Connects to a port of this machine. */
  public Socket connect(int port) {
    return connect(port, LOCALHOST);
  }

  /**
   * Connects. The socket emits {@code connect}; or {@code error}, with a {@link
   * io.eventloop.value.SystemException} that has the code {@code ECONNREFUSED}, {@code ENOTFOUND}
   * or the like. Where a name has several addresses they are tried one after the other, and the
   * error is that of the first.
   *
   * @param host a name, or an IP address
   * @throws NetException if there is no such port
   */
  public Socket connect(int port, String host) {
    return connect(port, host, NetOptions.DEFAULT);
  }

  /** The same with options. */
  public Socket connect(int port, String host, NetOptions options) {
    NetException.requirePort(port, "Port");
    InvalidArgTypeException.require(host, "options.host", "of type string");
    InvalidArgTypeException.require(options, "options", "an instance of NetOptions");
    checkCall();
    Socket socket = Socket.connecting(this, options);
    new Connecting(this, socket).toHost(host, port);
    return socket;
  }

  /** Connects to a socket in the file system. */
  public Socket connect(String path) {
    return connect(path, NetOptions.DEFAULT);
  }

  /** The same with options. */
  public Socket connect(String path, NetOptions options) {
    InvalidArgTypeException.require(path, "options.path", "of type string");
    InvalidArgTypeException.require(options, "options", "an instance of NetOptions");
    checkCall();
    Socket socket = Socket.connecting(this, options);
    new Connecting(this, socket).toPath(path);
    return socket;
  }
}
