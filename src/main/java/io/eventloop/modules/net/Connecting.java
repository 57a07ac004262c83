package io.eventloop.modules.net;

import io.eventloop.value.SystemException;
import io.netty.channel.ChannelException;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the way of one socket to its peer. Of the loop's thread. */
final class Connecting {
  private final Net net;
  private final Socket socket;
  private @Nullable Throwable firstError;

  Connecting(Net net, Socket socket) {
    this.net = net;
    this.socket = socket;
  }

  void toHost(String host, int port) {
    Lookup.of(
        net.registrar(),
        host,
        (error, addresses) -> {
          if (addresses == null || error != null) {
            fail(error == null ? new IOException("no answer to the look-up") : error);
          } else {
            next(addresses, port);
          }
        });
  }

  private void next(List<InetAddress> addresses, int port) {
    if (addresses.isEmpty()) {
      fail(firstError == null ? new IOException("no address to connect to") : firstError);
      return;
    }
    InetSocketAddress to = new InetSocketAddress(addresses.get(0), port);
    String text = AddressInfo.textOf(addresses.get(0));
    attempt(
        to,
        failed -> {
          SystemException error =
              SystemException.ofConnection(NetErrors.codeOf(failed), text, port, failed);
          firstError = firstError == null ? error : firstError;
          next(addresses.subList(1, addresses.size()), port);
        });
  }

  void toPath(String path) {
    attempt(
        UnixDomainSocketAddress.of(path),
        failed -> fail(SystemException.ofConnection(NetErrors.codeOf(failed), path, -1, failed)));
  }

  /** What to do when an attempt has failed. */
  private interface Otherwise {
    void call(Throwable failed);
  }

  private void attempt(SocketAddress to, Otherwise otherwise) {
    if (socket.destroyed()) {
      return;
    }
    boolean pipe = to instanceof UnixDomainSocketAddress;
    Connection connection;
    try {
      connection =
          pipe
              ? new Connection(net.poller(), new NioDomainSocketChannel(), "PipeWrap")
              : new Connection(net.poller(), new NioSocketChannel(), "TCPSocketWrap");
    } catch (ChannelException noDescriptor) {
      otherwise.call(noDescriptor);
      return;
    }
    socket.attempting(connection);
    connection.connect(
        to,
        failed -> {
          if (failed == null) {
            socket.connected();
          } else {
            connection.close();
            otherwise.call(failed);
          }
        });
  }

  private void fail(Throwable error) {
    net.registrar().nextTick(() -> socket.destroy(error));
  }
}
