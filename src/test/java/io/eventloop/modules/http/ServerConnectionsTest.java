package io.eventloop.modules.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.modules.net.NetException;
import io.eventloop.testing.Waiting;
import io.eventloop.value.NodeError;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a server's connections are held back, handed over and closed. */
@Timeout(60)
class ServerConnectionsTest {
  @Test
  void shouldTellWhoWritesToWaitWhenTheClientDoesNotRead() throws IOException {
    int pieces = 400;
    CompletableFuture<Boolean> waits = new CompletableFuture<>();
    try (ServedHttp served =
            new ServedHttp(
                HttpServerOptions.DEFAULT,
                (request, response) -> {
                  byte[] piece = new byte[65_536];
                  int[] left = {pieces};
                  Runnable writeOn =
                      () -> {
                        while (left[0] > 0) {
                          left[0]--;
                          if (!response.write(ByteBuffer.wrap(piece))) {
                            waits.complete(left[0] > 0);
                            return;
                          }
                        }
                        response.end();
                      };
                  response.onDrain(writeOn);
                  writeOn.run();
                });
        Socket socket = served.connect()) {
      ServedHttp.send(socket, "GET / HTTP/1.0\r\n\r\n");
      assertThat(Waiting.valueOf(waits)).isTrue();
      assertThat(ServedHttp.readAll(socket)).hasSizeGreaterThan(pieces * 65_536);
    }
  }

  @Test
  void shouldNotReadOnWhenNobodyReadsTheBody() throws Exception {
    CompletableFuture<IncomingMessage> come = new CompletableFuture<>();
    try (ServedHttp served =
            new ServedHttp(
                HttpServerOptions.DEFAULT,
                (request, response) -> {
                  request.onEnd(() -> response.end("" + request.socket().bytesRead()));
                  come.complete(request);
                });
        Socket socket = served.connect()) {
      int length = 64 * 1024 * 1024;
      ServedHttp.send(
          socket,
          "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: "
              + length
              + "\r\n\r\n");
      Thread sender =
          new Thread(
              () -> {
                try {
                  socket.getOutputStream().write(new byte[length]);
                } catch (IOException closed) {
                  come.completeExceptionally(closed);
                }
              });
      sender.start();
      IncomingMessage request = Waiting.valueOf(come);
      // it stands still with less than all of it taken in: what it holds is bounded
      Waiting.until(
          "the sender waits", () -> served.onLoop(server -> request.readableLength() >= 16 * 1024));
      long taken = served.onLoop(server -> request.socket().bytesRead());
      assertThat(taken).isLessThan(1024 * 1024);
      served.onLoop(
          server -> {
            request.resume();
            return true;
          });
      assertThat(ServedHttp.readAll(socket)).startsWith("HTTP/1.1 200 OK");
      sender.join();
    }
  }

  @Test
  void shouldCloseIdleConnectionsAtOnceAndTheOthersAfterTheirAnswersWhenItIsClosed()
      throws IOException {
    CompletableFuture<ServerResponse> asked = new CompletableFuture<>();
    List<Object> told = new CopyOnWriteArrayList<>();
    try (ServedHttp served =
            new ServedHttp(
                HttpServerOptions.DEFAULT,
                (request, response) -> {
                  if (request.url().equals("/slow")) {
                    asked.complete(response);
                  } else {
                    response.end("now");
                  }
                });
        Socket idle = served.connect();
        Socket unused = served.connect();
        Socket busy = served.connect()) {
      ServedHttp.send(idle, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      ServedHttp.readUntil(idle, "now");
      ServedHttp.send(busy, "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
      ServerResponse response = Waiting.valueOf(asked);
      served.onLoop(
          server -> {
            server.close((error, nothing) -> told.add("closed " + error));
            return server.close((error, nothing) -> told.add(((NodeError) error).code()));
          });
      assertThat(ServedHttp.readAll(idle)).isEmpty();
      assertThat(ServedHttp.readAll(unused)).isEmpty();
      assertThat(told).isEmpty();
      served.onLoop(
          server -> {
            response.end("late");
            return true;
          });
      assertThat(ServedHttp.readAll(busy)).contains("\r\nConnection: close\r\n").endsWith("late");
      Waiting.until("both are told", () -> told.size() == 2);
      assertThat(told).containsExactly("closed null", "ERR_SERVER_NOT_RUNNING");
    }
  }

  @Test
  void shouldHandTheConnectionOverWhenSomebodyListensToUpgrades() throws IOException {
    try (ServedHttp served =
            new ServedHttp(
                loop -> {
                  HttpServer server =
                      loop.http().createServer((request, response) -> response.end("plain"));
                  server
                      .events()
                      .on(
                          "upgrade",
                          args -> {
                            var socket = (io.eventloop.modules.net.Socket) args[1];
                            socket.write("HTTP/1.1 101 Switching Protocols\r\n\r\n");
                            socket.write((ByteBuffer) args[2]);
                            socket.pipe(socket);
                          });
                  return server;
                });
        Socket socket = served.connect()) {
      ServedHttp.send(
          socket, "GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nfirst ");
      ServedHttp.readUntil(socket, "\r\n\r\nfirst ");
      ServedHttp.send(socket, "echo");
      assertThat(ServedHttp.readUntil(socket, "echo")).isEqualTo("echo");
      socket.shutdownOutput();
      assertThat(ServedHttp.readAll(socket)).isEmpty();
    }
  }

  @Test
  void shouldCloseAConnectionWhoseAnswerIsNotAsLongAsItSays() throws IOException {
    try (ServedHttp served =
        new ServedHttp(
            HttpServerOptions.DEFAULT,
            (request, response) -> response.setHeader("Content-Length", 5).end("abc"))) {
      assertThat(served.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).endsWith("\r\n\r\nabc");
    }
  }

  @Test
  void shouldSayWhenItListensAlready() throws IOException {
    try (ServedHttp first = new ServedHttp(HttpServerOptions.DEFAULT, (request, response) -> {})) {
      assertThat(first.onLoop(ServerConnectionsTest::codeOfListening))
          .isEqualTo("ERR_SERVER_ALREADY_LISTEN");
    }
  }

  private static String codeOfListening(HttpServer server) {
    try {
      server.listen(0);
      return "none";
    } catch (NetException refused) {
      return refused.code();
    }
  }
}
