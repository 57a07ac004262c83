package io.eventloop.modules.net;

import static io.eventloop.modules.Calls.SETTINGS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.value.NodeError;
import io.eventloop.value.SystemException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NetTest {
  private final List<Object> seen = new CopyOnWriteArrayList<>();

  /** Runs a program to its end, which is when nothing is open any more. */
  private List<Object> run(BiConsumer<EventLoop, List<Object>> program) {
    assertThat(NodeRuntime.run(SETTINGS, loop -> program.accept(loop, seen))).isZero();
    return seen;
  }

  private static String text(ByteBuffer bytes) {
    return UTF_8.decode(bytes.duplicate()).toString();
  }

  private static void connect(EventLoop loop, Server server, BiConsumer<Socket, Server> use) {
    server.listen(0, "127.0.0.1");
    server.onListening(
        () -> use.accept(loop.net().connect(server.address().port(), "127.0.0.1"), server));
  }

  @Test
  void shouldCarryBytesBothWaysAndEndWithTheLoop() {
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
  void shouldStayOpenForWritingAfterThePeersEndOnlyIfItIsTo() {
    for (boolean halfOpen : List.of(true, false)) {
      seen.clear();
      run(
          (loop, log) -> {
            Server server =
                loop.net()
                    .createServer(
                        NetOptions.DEFAULT.withAllowHalfOpen(halfOpen),
                        socket -> {
                          socket.resume();
                          socket.onEnd(
                              () ->
                                  loop.setImmediate(
                                      () -> {
                                        log.add("writable " + socket.writable());
                                        if (socket.writable()) {
                                          socket.end("late");
                                        }
                                      }));
                        });
            connect(
                loop,
                server,
                (socket, itself) -> {
                  socket.onData(data -> log.add(text(data)));
                  socket.onClose(itself::close);
                  socket.end("x");
                });
          });
      assertThat(seen)
          .isEqualTo(halfOpen ? List.of("writable true", "late") : List.of("writable false"));
    }
  }

  @Test
  void shouldSlowTheWriterDownWhenThePeerHasPaused() {
    int total = 64 * 1024 * 1024;
    run(
        (loop, log) -> {
          long[] read = {0};
          Server server =
              loop.net()
                  .createServer(
                      socket -> {
                        socket.onData(data -> read[0] += data.remaining());
                        socket.pause();
                        loop.setTimeout(
                            () -> {
                              log.add("held back " + (socket.bytesRead() < total / 8));
                              socket.resume();
                            },
                            Duration.ofMillis(100));
                        socket.onEnd(() -> log.add("read " + (read[0] == total)));
                      });
          connect(
              loop,
              server,
              (socket, itself) -> {
                byte[] piece = new byte[64 * 1024];
                long[] left = {total};
                Runnable writeOn =
                    () -> {
                      boolean room = true;
                      while (room && left[0] > 0) {
                        left[0] -= piece.length;
                        room = socket.write(ByteBuffer.wrap(piece));
                      }
                      if (left[0] == 0) {
                        socket.end();
                      }
                    };
                socket.onDrain(writeOn);
                writeOn.run();
                log.add("waits " + socket.writableNeedDrain());
                socket.onClose(itself::close);
              });
        });
    assertThat(seen).containsExactly("waits true", "held back true", "read true");
  }

  @Test
  void shouldSayWhatNodeSaysWhenItCannotConnectOrListen(@TempDir Path directory)
      throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    String none = directory.resolve("none.sock").toString();
    run(
        (loop, log) -> {
          loop.net().connect(free, "127.0.0.1").onError(log::add);
          loop.net().connect(none).onError(log::add);
          loop.net().connect(1, "no-such-host.invalid").onError(log::add);
          loop.net().createServer(socket -> {}).onError(log::add).listen(0, "1.2.3.4");
          loop.net().createServer(socket -> {}).onError(log::add).listen(none + "/x/y");
          Server first = loop.net().createServer(socket -> {}).listen(free, "127.0.0.1");
          first.onListening(
              () ->
                  loop.net()
                      .createServer(socket -> {})
                      .onError(
                          error -> {
                            log.add(error);
                            first.close();
                          })
                      .listen(free, "127.0.0.1"));
          for (int port : new int[] {-1, 65_536}) {
            try {
              loop.net().connect(port);
            } catch (NetException refused) {
              log.add(refused);
            }
          }
        });
    assertThat(seen)
        .extracting(error -> ((Throwable) error).getMessage())
        .containsExactlyInAnyOrder(
            "connect ECONNREFUSED 127.0.0.1:" + free,
            "connect ENOENT " + none,
            "getaddrinfo ENOTFOUND no-such-host.invalid",
            "listen EADDRNOTAVAIL: address not available 1.2.3.4",
            "listen EACCES: permission denied " + none + "/x/y",
            "listen EADDRINUSE: address already in use 127.0.0.1:" + free,
            "Port should be >= 0 and < 65536. Received type number (-1).",
            "Port should be >= 0 and < 65536. Received type number (65536).");
    assertThat(seen)
        .filteredOn(error -> error instanceof SystemException)
        .filteredOn(error -> ((SystemException) error).code().equals("ECONNREFUSED"))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(((SystemException) error).errno()).isEqualTo(-111);
              assertThat(((SystemException) error).syscall()).isEqualTo("connect");
              assertThat(((SystemException) error).address()).contains("127.0.0.1");
              assertThat(((SystemException) error).port()).hasValue(free);
            });
  }

  @Test
  void shouldSayEconnresetWhenThePeerResetsTheConnection() {
    run(
        (loop, log) -> {
          Server server =
              loop.net()
                  .createServer(
                      socket -> {
                        socket.resume();
                        socket.onError(
                            error ->
                                log.add(error.getMessage() + " " + ((NodeError) error).code()));
                        socket.events().on("close", args -> log.add("close, error " + args[0]));
                      });
          connect(
              loop,
              server,
              (socket, itself) ->
                  socket.onConnect(
                      () -> {
                        socket.write("x");
                        loop.setTimeout(
                            () -> {
                              socket.resetAndDestroy();
                              itself.close();
                            },
                            Duration.ofMillis(20));
                      }));
        });
    assertThat(seen).containsExactly("read ECONNRESET ECONNRESET", "close, error true");
  }

  @Test
  void shouldFailWhatIsWrittenWhenThePeerHasGone() {
    run(
        (loop, log) -> {
          Server server = loop.net().createServer(Socket::resetAndDestroy);
          connect(
              loop,
              server,
              (socket, itself) -> {
                socket.onError(error -> log.add(((NodeError) error).code()));
                socket.onConnect(
                    () -> loop.setInterval(() -> socket.write("x"), Duration.ofMillis(5)).unref());
                socket.onClose(itself::close);
              });
        });
    assertThat(seen).singleElement().isIn("ECONNRESET", "EPIPE");
  }

  @Test
  void shouldListenInTheFileSystemAndRemoveTheSocket(@TempDir Path directory) {
    Path path = directory.resolve("a.sock");
    run(
        (loop, log) -> {
          Server server =
              loop.net().createServer(socket -> socket.end("over a file")).listen(path.toString());
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
    run(
        (loop, log) -> {
          Server server = loop.net().createServer(socket -> socket.pipe(socket));
          connect(
              loop,
              server,
              (socket, itself) -> {
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
    run(
        (loop, log) -> {
          Server server = loop.net().createServer(socket -> socket.unref());
          server.listen(0, "127.0.0.1");
          server.onListening(
              () -> {
                Socket socket = loop.net().connect(server.address().port(), "127.0.0.1");
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
    io.eventloop.testing.Waiting.until(
        "its thread has ended",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("eventloop-net")));
  }

  @Test
  void shouldWriteAddressesShort() throws IOException {
    for (String address :
        List.of("::1", "::", "fe80::1:2", "2001:db8::1:0:0:1", "1:2:3:4:5:6:7:8", "10.0.0.1")) {
      assertThat(AddressInfo.textOf(java.net.InetAddress.getByName(address))).isEqualTo(address);
    }
  }
}
