package io.eventloop.modules.net;

import static io.eventloop.modules.Calls.SETTINGS;
import static io.eventloop.modules.net.Nets.HOST;
import static io.eventloop.modules.net.Nets.connect;
import static io.eventloop.modules.net.Nets.run;
import static io.eventloop.modules.net.Nets.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventloop.NodeRuntime;
import io.eventloop.testing.Waiting;
import io.eventloop.value.NodeError;
import io.eventloop.value.OutOfRangeException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers and sockets from their beginning to their end. */
@Timeout(60)
class NetTest {
  @Test
  void shouldCarryBytesBothWaysAndEndWithTheLoop() {
    List<Object> seen =
        run(
            (loop, log) -> {
              Server echo = loop.net().createServer(socket -> socket.pipe(socket));
              connect(
                  loop,
                  echo,
                  (socket, server) -> {
                    log.add("connecting " + socket.connecting());
                    socket.onConnect(() -> log.add("connected to " + socket.remote().family()));
                    socket.onData(data -> log.add(text(data)));
                    socket.onEnd(() -> log.add("end"));
                    socket.onClose(
                        () -> {
                          log.add(socket.bytesWritten() + " " + socket.bytesRead());
                          server.close((error, nothing) -> log.add("closed " + error));
                        });
                    socket.end("hello");
                  });
            });
    assertThat(seen)
        .containsExactly(
            "connecting true", "connected to IPv4", "hello", "end", "5 5", "closed null");
  }

  @Test
  void shouldCloseWhenItsConnectionsHaveEndedAndSayWhenItDidNotListen() {
    List<Object> seen =
        run(
            (loop, log) -> {
              Server server = loop.net().createServer(socket -> {});
              connect(
                  loop,
                  server,
                  (client, itself) ->
                      server
                          .events()
                          .on(
                              "connection",
                              args -> {
                                Socket socket = (Socket) args[0];
                                socket.resume();
                                socket.onClose(() -> log.add("socket closed"));
                                server.close((error, nothing) -> log.add("first " + error));
                                server.close(
                                    (error, nothing) ->
                                        log.add("second " + ((NodeError) error).code()));
                                server.onClose(() -> log.add("closed"));
                                log.add(server.listening() + " " + server.address());
                                loop.setImmediate(client::end);
                              }));
            });
    assertThat(seen)
        .containsExactly(
            "false null", "first null", "second ERR_SERVER_NOT_RUNNING", "closed", "socket closed");
  }

  @Test
  void shouldListenAgainAfterItWasClosed() {
    List<Object> seen =
        run(
            (loop, log) -> {
              Server server = loop.net().createServer(socket -> {}).listen(0, HOST);
              server.onClose(
                  () -> {
                    log.add("closed");
                    if (log.size() < 4) {
                      server.listen(0, HOST);
                    }
                  });
              server.onListening(
                  () -> {
                    log.add("listens");
                    server.close();
                  });
            });
    assertThat(seen).containsExactly("listens", "closed", "listens", "closed");
  }

  @Test
  void shouldListenInTheFileSystemAndRemoveTheSocket(@TempDir Path directory) {
    Path path = directory.resolve("a.sock");
    List<Object> seen =
        run(
            (loop, log) -> {
              Server server =
                  loop.net()
                      .createServer(socket -> socket.end("over a file"))
                      .listen(path.toString());
              server.onListening(
                  () -> {
                    log.add(server.path().equals(path.toString()) && server.address() == null);
                    Socket socket = loop.net().connect(path.toString());
                    socket.onData(data -> log.add(text(data)));
                    socket.onClose(server::close);
                  });
            });
    assertThat(seen).containsExactly(true, "over a file");
    assertThat(Files.exists(path)).isFalse();
  }

  @Test
  void shouldEmitTimeoutAfterSilenceAndStayOpen() {
    List<Object> seen =
        run(
            (loop, log) -> {
              Server server = loop.net().createServer(socket -> socket.pipe(socket));
              connect(
                  loop,
                  server,
                  (socket, itself) -> {
                    assertThatThrownBy(() -> socket.setTimeout(Duration.ofMillis(-1)))
                        .isInstanceOf(OutOfRangeException.class);
                    socket.setTimeout(Duration.ofMillis(20));
                    socket.onTimeout(
                        () -> {
                          log.add("timeout " + socket.destroyed());
                          socket.destroy();
                        });
                    socket.onClose(itself::close);
                  });
            });
    assertThat(seen).containsExactly("timeout false");
  }

  @Test
  void shouldNotKeepTheLoopWhenNothingThatIsOpenIsReferenced() {
    List<Object> seen =
        run(
            (loop, log) -> {
              Server server = loop.net().createServer(socket -> socket.unref());
              server.listen(0, HOST);
              server.onListening(
                  () -> {
                    Socket socket = loop.net().connect(server.address().port(), HOST);
                    socket.onConnect(
                        () -> {
                          log.add(loop.activeResources().toString());
                          socket.unref();
                          server.unref();
                        });
                  });
            });
    assertThat(seen).singleElement().asString().contains("TCPServerWrap", "TCPSocketWrap");
  }

  @Test
  void shouldGiveUpEverythingWhenTheProgramExits() {
    int code =
        NodeRuntime.run(
            SETTINGS,
            loop -> {
              Server server = loop.net().createServer(socket -> socket.pipe(socket));
              connect(loop, server, (socket, itself) -> socket.onConnect(() -> loop.exit(3)));
            });
    assertThat(code).isEqualTo(3);
    Waiting.until(
        "its thread has ended",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("eventloop-net")));
  }

  @Test
  void shouldWriteAddressesShort() throws IOException {
    for (String address :
        List.of("::1", "::", "fe80::1:2", "2001:db8::1:0:0:1", "1:2:3:4:5:6:7:8", "10.0.0.1")) {
      assertThat(AddressInfo.textOf(InetAddress.getByName(address))).isEqualTo(address);
    }
  }
}
