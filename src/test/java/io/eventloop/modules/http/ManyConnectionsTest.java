package io.eventloop.modules.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.Waiting;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A small one of what {@code src/docs/net.md} does with ten thousand. */
@Timeout(60)
class ManyConnectionsTest {
  private static final int IDLE = 500;
  private static final int SLOW = 100;

  @Test
  void shouldHoldManyConnectionsAndAnswersOnOneThreadAndLeaveNothingBehind() throws IOException {
    long before = Sockets.open();
    List<ServerResponse> asked = new ArrayList<>();
    List<Socket> sockets = new ArrayList<>();
    try (ServedHttp served =
        new ServedHttp(
            HttpServerOptions.DEFAULT,
            (request, response) -> {
              asked.add(response);
              if (asked.size() == SLOW) { // none has its answer before all have asked
                asked.forEach(each -> each.end("slow"));
              }
            })) {
      int threads = Thread.activeCount();
      for (int i = 0; i < IDLE + SLOW; i++) {
        sockets.add(served.connect());
      }
      List<Socket> slow = sockets.subList(IDLE, IDLE + SLOW);
      for (Socket socket : slow) {
        ServedHttp.send(socket, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      }
      for (Socket socket : slow) {
        assertThat(ServedHttp.readUntil(socket, "slow")).startsWith("HTTP/1.1 200 OK");
      }
      assertThat(served.onLoop(HttpServer::connections)).isEqualTo(IDLE + SLOW);
      assertThat(Thread.activeCount()).isLessThan(threads + 20);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    Waiting.until("no descriptor is left", () -> Sockets.open() <= before);
    Sockets.awaitNoThread();
  }
}
