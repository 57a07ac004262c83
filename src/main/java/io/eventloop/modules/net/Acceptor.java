package io.eventloop.modules.net;

import io.eventloop.loop.Handle;
import io.eventloop.loop.Registrar;
import io.eventloop.value.SystemException;
import io.netty.channel.ChannelException;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.annotation.InternalApi;
import org.jspecify.annotations.Nullable;

/** Listens for a server, be that of {@code net} or of {@code http}. Of the loop's thread. */
@InternalApi
public final class Acceptor {
  /** As many connections wait by default to be taken in; the system may allow fewer. */
  public static final int BACKLOG = 511;

  private final Net net;
  private final Registrar registrar;
  private final Owner owner;
  private @Nullable Listening listening;
  private @Nullable Path path;
  private boolean called;

  /** How many of those that were closed the system still listens at. */
  private int notLetGo;

  private final List<Runnable> onLetGo = new ArrayList<>(1);
  private boolean referenced = true;

  /** Counts the calls of {@link #listen}, so that the answer to an old one is known as such. */
  private int generation;

  /** The server. Each method is called in a callback, or a tick, of its own. */
  @InternalApi
  public interface Owner {
    /** It listens. */
    void onListening();

    /** It cannot. */
    void onError(Throwable error);

    /** Somebody has connected. */
    void onConnection(Connection connection);
  }

  /** It does not listen yet. */
  public Acceptor(Net net, Owner owner) {
    this.net = net;
    this.registrar = net.registrar();
    this.owner = owner;
  }

  /**
   * Listens at a port.
   *
   * @param port 0 for any that is free
   * @param host a name or an IP address; null for all addresses of this machine
   * @throws NetException if it listens already, or there is no such port
   */
  public void listen(int port, @Nullable String host, int backlog) {
    NetException.requirePort(port, "options.port");
    begin();
    if (host == null) {
      listenAt(new InetSocketAddress(port), backlog);
      return;
    }
    int asked = generation;
    Lookup.of(
        registrar,
        host,
        (error, addresses) -> {
          if (asked == generation && error != null) {
            failed(error);
          } else if (asked == generation) {
            listenAt(new InetSocketAddress(first(addresses), port), backlog);
          }
        });
  }

  private static InetAddress first(@Nullable List<InetAddress> addresses) {
    if (addresses == null) {
      throw new IllegalStateException("a look-up brought neither addresses nor an error");
    }
    return addresses.get(0);
  }

  /** Listens at a socket in the file system, which is removed when the server is closed. */
  public void listen(String socket, int backlog) {
    begin();
    path = Path.of(socket);
    listenAt(UnixDomainSocketAddress.of(path), backlog);
  }

  private void begin() {
    if (called) {
      throw NetException.alreadyListening();
    }
    called = true;
    generation++;
  }

  private void listenAt(SocketAddress at, int backlog) {
    boolean pipe = at instanceof UnixDomainSocketAddress;
    try {
      Listening now =
          pipe
              ? new Listening(
                  net.poller(),
                  new NioServerDomainSocketChannel(),
                  at,
                  backlog,
                  Listening.Kind.PIPE,
                  this::taken)
              : new Listening(
                  net.poller(),
                  new NioServerSocketChannel(),
                  at,
                  backlog,
                  Listening.Kind.TCP,
                  this::taken);
      listening = now;
      if (!referenced) {
        now.handle().unref();
      }
      int asked = generation;
      registrar.nextTick(
          () -> {
            if (asked == generation) {
              owner.onListening();
            }
          });
    } catch (IOException | ChannelException refused) {
      path = null;
      String code = NetErrors.codeOf(refused).replace("ENOENT", "EACCES"); // as libuv has it
      failed(
          pipe
              ? SystemException.ofListening(code, at.toString(), -1, refused)
              : notListening(code, (InetSocketAddress) at, refused));
    }
  }

  private static SystemException notListening(
      String code, InetSocketAddress at, Exception refused) {
    int port = at.getPort() == 0 ? -1 : at.getPort();
    return SystemException.ofListening(code, AddressInfo.textOf(at.getAddress()), port, refused);
  }

  private void failed(Throwable error) {
    called = false;
    registrar.nextTick(() -> owner.onError(error));
  }

  private void taken(Connection connection) {
    if (listening == null) {
      connection.close(); // it was taken in before the server was closed
    } else {
      owner.onConnection(connection);
    }
  }

  /**
   * Takes no more connections in.
   *
   * @return whether it did
   */
  public boolean close() {
    boolean open = called;
    called = false;
    generation++;
    if (listening != null) {
      listening.close();
      listening = null;
      awaitLetGo();
    }
    if (path != null) {
      remove(path);
      path = null;
    }
    return open;
  }

  /** The system goes on listening until the selector has let go of what was closed. */
  private void awaitLetGo() {
    Handle waiting = registrar.openHandle("TCPServerWrap", () -> {});
    notLetGo++;
    net.poller()
        .afterLook(
            () -> {
              waiting.close();
              notLetGo--;
              if (notLetGo == 0) {
                onLetGo.forEach(registrar::nextTick);
                onLetGo.clear();
              }
            });
  }

  /** Runs this in a tick, once whoever connects is refused. */
  public void whenLetGo(Runnable then) {
    if (notLetGo == 0) {
      registrar.nextTick(then);
    } else {
      onLetGo.add(then);
    }
  }

  private static void remove(Path socket) {
    try {
      Files.deleteIfExists(socket);
    } catch (IOException kept) { // as libuv does: whoever listens there next will hear of it
      return;
    }
  }

  /** Whether it does. */
  public boolean isListening() {
    return listening != null;
  }

  /** Where, if that is an IP address. */
  public @Nullable AddressInfo address() {
    return AddressInfo.of(listening == null ? null : listening.address());
  }

  /** The socket in the file system, if it listens at one. */
  public @Nullable String path() {
    return listening == null || path == null ? null : path.toString();
  }

  /** Whether listening keeps the loop alive. */
  public void referenced(boolean wanted) {
    referenced = wanted;
    if (listening != null && wanted) {
      listening.handle().ref();
    } else if (listening != null) {
      listening.handle().unref();
    }
  }
}
