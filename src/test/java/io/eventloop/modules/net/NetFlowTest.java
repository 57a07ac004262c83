package io.eventloop.modules.net;

import static io.eventloop.modules.net.Nets.HOST;
import static io.eventloop.modules.net.Nets.connect;
import static io.eventloop.modules.net.Nets.run;
import static io.eventloop.modules.net.Nets.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.EventLoop;
import io.eventloop.testing.Waiting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ends, pauses, and writers that are told to wait. */
@Timeout(60)
class NetFlowTest {
  private static final int TURNS = 20;

  /** More than the system holds for a connection. */
  private static final int MUCH = 64 * 1024 * 1024;

  @Test
  void shouldStayOpenForWritingAfterThePeersEndOnlyIfItIsTo() {
    for (boolean halfOpen : List.of(true, false)) {
      List<Object> seen =
          run(
              (loop, log) -> {
                Server server =
                    loop.net()
                        .createServer(
                            NetOptions.DEFAULT.withAllowHalfOpen(halfOpen),
                            socket -> {
                              socket.resume();
                              socket.onEnd(() -> loop.setImmediate(() -> answer(socket, log)));
                            });
                connect(
                    loop,
                    server,
                    (socket, itself) -> {
                      socket.onData(data -> log.add(text(data)));
                      socket.onEnd(() -> log.add("end"));
                      socket.onClose(itself::close);
                      socket.end("x");
                    });
              });
      assertThat(seen)
          .isEqualTo(
              halfOpen
                  ? List.of("writable true", "late", "end")
                  : List.of("writable false", "end"));
    }
  }

  private static void answer(Socket socket, List<Object> log) {
    log.add("writable " + socket.writable());
    if (socket.writable()) {
      socket.end("late");
    }
  }

  @Test
  void shouldKeepItsOwnSideOpenWhenItHasEndedTheOther() {
    List<Object> seen =
        run(
            (loop, log) -> {
              Server server =
                  loop.net()
                      .createServer(
                          socket -> {
                            socket.end("bye"); // and is read all the same
                            socket.onData(data -> log.add(text(data)));
                            socket.onEnd(() -> log.add("both have ended"));
                          });
              connect(
                  loop,
                  server,
                  (socket, itself) -> {
                    socket.onData(
                        data -> {
                          log.add(text(data));
                          socket.end("and good night");
                        });
                    socket.onClose(itself::close);
                  });
            });
    assertThat(seen).containsExactly("bye", "and good night", "both have ended");
  }

  @Test
  void shouldReadNothingBeforeResumeWhenItIsPausedFromTheStart() {
    List<Object> seen =
        run(
            (loop, log) -> {
              Server server =
                  loop.net()
                      .createServer(
                          NetOptions.DEFAULT.withPauseOnConnect(true),
                          socket -> {
                            socket.onData(data -> log.add(text(data)));
                            socket.onEnd(() -> log.add("end " + socket.bytesRead()));
                            loop.setImmediate( // the bytes are there before the connection is
                                () -> {
                                  log.add("paused " + socket.bytesRead());
                                  socket.resume();
                                });
                          });
              connect(
                  loop,
                  server,
                  (socket, itself) -> {
                    socket.end("hello");
                    socket.resume();
                    socket.onClose(itself::close);
                  });
            });
    assertThat(seen).containsExactly("paused 0", "hello", "end 5");
  }

  @Test
  void shouldHoldThePeerBackWhileItIsPausedAndLoseNothing() {
    CompletableFuture<Socket> taken = new CompletableFuture<>();
    CompletableFuture<Void> paused = new CompletableFuture<>();
    AtomicLong sent = new AtomicLong();
    List<Object> seen =
        run(
            (loop, log) -> {
              Server server =
                  loop.net()
                      .createServer(
                          socket -> {
                            long[] read = {0};
                            socket.onData(
                                data -> {
                                  if (socket.isPaused()) {
                                    log.add("read while it is paused");
                                  }
                                  read[0] += data.remaining();
                                  if (paused.complete(null)) {
                                    socket.pause();
                                  }
                                });
                            socket.onEnd(() -> log.add("read " + read[0]));
                            taken.complete(socket);
                          })
                      .listen(0, HOST);
              server.onListening(
                  () ->
                      peer(
                          server,
                          channel -> {
                            channel.write(ByteBuffer.allocate(1));
                            Waiting.valueOf(paused);
                            Socket socket = Waiting.valueOf(taken);
                            sent.set(1 + fill(channel, () -> bytesRead(loop, socket)));
                            loop.execute(
                                () -> {
                                  log.add("read ahead " + (socket.bytesRead() > MUCH / 64));
                                  socket.resume();
                                });
                          }));
            });
    assertThat(sent.get()).isLessThan(MUCH);
    assertThat(seen).containsExactly("read ahead false", "read " + sent.get());
  }

  /** Writes until the system takes no more, nor the reader. */
  private static long fill(SocketChannel channel, LongSupplier reader) throws IOException {
    channel.configureBlocking(false);
    ByteBuffer piece = ByteBuffer.allocate(65_536);
    long all = 0;
    long before;
    do {
      before = reader.getAsLong();
      int taken = channel.write(piece.clear());
      while (taken > 0 && all < MUCH) {
        all += taken;
        taken = channel.write(piece.clear());
      }
    } while (all < MUCH && reader.getAsLong() > before);
    return all;
  }

  /** As it is after some turns. */
  private static long bytesRead(EventLoop loop, Socket socket) {
    long read = 0;
    for (int turn = 0; turn < TURNS; turn++) {
      CompletableFuture<Long> now = new CompletableFuture<>();
      loop.execute(() -> now.complete(socket.bytesRead()));
      read = Waiting.valueOf(now);
    }
    return read;
  }

  @Test
  void shouldTellTheWriterToWaitAndWhenToGoOn() {
    CompletableFuture<Void> written = new CompletableFuture<>();
    AtomicLong read = new AtomicLong();
    List<Object> seen =
        run(
            (loop, log) -> {
              Server server =
                  loop.net()
                      .createServer(
                          socket -> {
                            socket.onDrain(
                                () -> {
                                  log.add("drain when it is read " + (read.get() > MUCH / 2));
                                  socket.end();
                                });
                            log.add("room " + socket.write(ByteBuffer.allocate(MUCH)));
                            log.add(socket.writableNeedDrain() + " " + socket.writableLength());
                            loop.setImmediate(() -> written.complete(null));
                          })
                      .listen(0, HOST);
              server.onListening(
                  () ->
                      peer(
                          server,
                          channel -> {
                            Waiting.valueOf(written);
                            ByteBuffer piece = ByteBuffer.allocate(65_536);
                            int taken = channel.read(piece);
                            while (taken >= 0) {
                              read.addAndGet(taken);
                              taken = channel.read(piece.clear());
                            }
                          }));
            });
    assertThat(seen).containsExactly("room false", "true " + MUCH, "drain when it is read true");
    assertThat(read.get()).isEqualTo(MUCH);
  }

  private interface Work {
    void on(SocketChannel channel) throws IOException;
  }

  /** Another program, which does this on a connection; the server takes no more of them. */
  private static void peer(Server server, Work work) {
    InetSocketAddress to = new InetSocketAddress(HOST, server.address().port());
    server.events().once("connection", args -> server.close());
    Thread thread =
        new Thread(
            () -> {
              try (SocketChannel channel = SocketChannel.open(to)) {
                work.on(channel);
              } catch (IOException failed) {
                throw new IllegalStateException(failed);
              }
            },
            "peer");
    thread.start();
  }
}
