package io.eventloop.modules.net;

import static io.eventloop.modules.net.Nets.HOST;
import static io.eventloop.modules.net.Nets.connect;
import static io.eventloop.modules.net.Nets.described;
import static io.eventloop.modules.net.Nets.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.EventLoop;
import io.eventloop.value.NodeError;
import io.eventloop.value.SystemException;
import io.netty.channel.ChannelException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors say what Node 20 says of them, on Linux. */
@Timeout(60)
class NetErrorsTest {

  @Test
  void shouldSayWhyItCannotConnect(@TempDir Path directory) throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    String none = directory.resolve("none.sock").toString();
    List<Object> seen =
        run(
            (loop, log) -> {
              loop.net().connect(free, HOST).onError(error -> log.add(described(error)));
              loop.net().connect(none).onError(error -> log.add(described(error)));
              loop.net()
                  .connect(1, "no-such-host.invalid")
                  .onError(error -> log.add(error.getMessage()));
            });
    assertThat(seen)
        .containsExactlyInAnyOrder(
            "ECONNREFUSED | -111 | connect | 127.0.0.1 | "
                + free
                + " | connect ECONNREFUSED 127.0.0.1:"
                + free,
            "ENOENT | -2 | connect | " + none + " | - | connect ENOENT " + none,
            "getaddrinfo ENOTFOUND no-such-host.invalid");
  }

  @Test
  void shouldSayWhyItCannotListen(@TempDir Path directory) {
    String none = directory.resolve("none.sock/x/y").toString();
    List<Object> seen =
        run(
            (loop, log) -> {
              listening(loop, log).listen(0, "1.2.3.4");
              listening(loop, log).listen(99, "1.2.3.4");
              listening(loop, log).listen(none);
            });
    assertThat(seen)
        .containsExactlyInAnyOrder(
            "EADDRNOTAVAIL | -99 | listen | 1.2.3.4 | -"
                + " | listen EADDRNOTAVAIL: address not available 1.2.3.4",
            "EADDRNOTAVAIL | -99 | listen | 1.2.3.4 | 99"
                + " | listen EADDRNOTAVAIL: address not available 1.2.3.4:99",
            "EACCES | -13 | listen | " + none + " | - | listen EACCES: permission denied " + none);
  }

  private static Server listening(EventLoop loop, List<Object> log) {
    return loop.net().createServer(socket -> {}).onError(error -> log.add(described(error)));
  }

  @Test
  void shouldSayWhenAnAddressIsInUseAndListenElsewhereAfterThat() {
    int[] port = {0};
    List<Object> seen =
        run(
            (loop, log) -> {
              Server first = loop.net().createServer(socket -> {}).listen(0, HOST);
              Server second = loop.net().createServer(socket -> {});
              first.onListening(
                  () -> {
                    port[0] = first.address().port();
                    second.listen(port[0], HOST);
                  });
              second.onError(
                  error -> {
                    log.add(described(error));
                    second.listen(0, HOST);
                  });
              second.onListening(
                  () -> {
                    log.add("listens");
                    first.close();
                    second.close();
                  });
            });
    assertThat(seen)
        .containsExactly(
            "EADDRINUSE | -98 | listen | 127.0.0.1 | "
                + port[0]
                + " | listen EADDRINUSE: address already in use 127.0.0.1:"
                + port[0],
            "listens");
  }

  @Test
  void shouldRefusePortsThatThereAreNot() {
    List<Object> seen =
        run(
            (loop, log) -> {
              for (int port : new int[] {-1, 65_536}) {
                try {
                  loop.net().connect(port);
                } catch (NetException refused) {
                  log.add(refused.code() + " " + refused.getMessage());
                }
                try {
                  loop.net().createServer(socket -> {}).listen(port);
                } catch (NetException refused) {
                  log.add(refused.code() + " " + refused.getMessage());
                }
              }
            });
    String code = "ERR_SOCKET_BAD_PORT ";
    String accepted = "ort should be >= 0 and < 65536. Received type number ";
    assertThat(seen)
        .containsExactly(
            code + "P" + accepted + "(-1).",
            code + "options.p" + accepted + "(-1).",
            code + "P" + accepted + "(65536).",
            code + "options.p" + accepted + "(65536).");
  }

  @Test
  void shouldSayWhenThePeerResetsTheConnection() {
    List<Object> seen =
        run(
            (loop, log) -> {
              Socket[] client = {null};
              Server server =
                  loop.net()
                      .createServer(
                          socket -> {
                            socket.onData(data -> client[0].resetAndDestroy());
                            socket.onError(error -> log.add(described(error)));
                            socket.events().on("close", args -> log.add("error " + args[0]));
                          });
              connect(
                  loop,
                  server,
                  (socket, itself) -> {
                    client[0] = socket;
                    socket.write("x");
                    socket.onClose(itself::close);
                  });
            });
    assertThat(seen)
        .containsExactly("ECONNRESET | -104 | read | - | - | read ECONNRESET", "error true");
  }

  @Test
  void shouldSayWhenNobodyReadsWhatIsWritten() {
    String error = "EPIPE | -32 | write | - | - | write EPIPE";
    List<Object> seen =
        run(
            (loop, log) ->
                connect(
                    loop,
                    loop.net().createServer(Socket::destroy),
                    (socket, itself) -> {
                      socket.pause(); // or it would see the peer's end
                      socket.onError(failed -> log.add(described(failed)));
                      socket.events().on("close", args -> log.add("error " + args[0]));
                      socket.onConnect(() -> writeUntilItFails(loop, socket, log));
                      socket.onClose(itself::close);
                    }));
    assertThat(seen).containsExactly(error, error, "error true");
  }

  /** The first is taken by the system; the peer's answer to it makes the next fail. */
  private static void writeUntilItFails(EventLoop loop, Socket socket, List<Object> log) {
    socket.write(
        ByteBuffer.wrap(new byte[1]),
        (error, nothing) -> {
          if (error == null) {
            loop.setImmediate(() -> writeUntilItFails(loop, socket, log));
          } else {
            log.add(described(error));
          }
        });
  }

  @Test
  void shouldSayThatThePeerHasEndedItWhenItIsWrittenToAfterThat() {
    List<Object> seen =
        run(
            (loop, log) -> {
              Server server =
                  loop.net()
                      .createServer(
                          socket -> {
                            socket.resume();
                            socket.onError(error -> log.add("error " + error.getMessage()));
                            socket.onEnd(
                                () -> loop.nextTick(() -> loop.nextTick(() -> write(socket, log))));
                          });
              connect(
                  loop,
                  server,
                  (socket, itself) -> {
                    socket.resume();
                    socket.onClose(itself::close);
                    socket.end();
                  });
            });
    assertThat(seen)
        .containsExactly(
            "EPIPE This socket has been ended by the other party",
            "error This socket has been ended by the other party");
  }

  private static void write(Socket socket, List<Object> log) {
    socket.write(
        ByteBuffer.wrap(new byte[1]),
        (error, nothing) -> log.add(((NodeError) error).code() + " " + error.getMessage()));
  }

  /** What cannot be brought about here, by the words of the JDK for it. */
  @ParameterizedTest
  @CsvSource({
    "Connection timed out, ETIMEDOUT, -110",
    "Network is unreachable, ENETUNREACH, -101",
    "Too many open files, EMFILE, -24",
    "something else, UNKNOWN, -4094"
  })
  void shouldKnowTheCodeByTheWords(String words, String code, int errno) {
    SystemException error =
        SystemException.ofConnection(
            NetErrors.codeOf(new ChannelException(new ConnectException(words))), HOST, 81, null);
    assertThat(described(error))
        .isEqualTo(
            code
                + " | "
                + errno
                + " | connect | 127.0.0.1 | 81 | connect "
                + code
                + " "
                + HOST
                + ":81");
  }

  @Test
  void shouldKnowTheCodeByTheException() {
    assertThat(NetErrors.codeOf(new NoRouteToHostException())).isEqualTo("EHOSTUNREACH");
    assertThat(NetErrors.codeOf(new ClosedChannelException())).isEqualTo("EPIPE");
  }
}
