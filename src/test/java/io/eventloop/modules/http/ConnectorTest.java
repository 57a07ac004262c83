package io.eventloop.modules.http;

import static io.eventloop.modules.Calls.outcomeOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.eventloop.value.Outcome;
import java.lang.ref.Reference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What requests leave behind: nothing that lasts, in however many runs. */
class ConnectorTest {
  private static final int RUNS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void shouldShareOneClientAndLeaveNoThreadWhenTheLoopsAreGone() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("ok".getBytes(UTF_8));
          exchange.close();
        });
    server.start();
    try {
      makeRequests("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    } finally {
      server.stop(0);
    }
    long limit = System.nanoTime() + PATIENCE.toNanos();
    for (Thread thread : threadsOfTheClient()) {
      while (thread.isAlive() && System.nanoTime() < limit) {
        System.gc(); // the client ends once it is unreachable, and looks every 3 s
        thread.join(100);
      }
    }
    assertThat(threadsOfTheClient()).isEmpty();
  }

  /** In a method of its own, which holds the client as a loop does, and no longer. */
  private static void makeRequests(String url) {
    Connector shared = Connector.shared();
    for (int run = 0; run < RUNS; run++) {
      Outcome<Response> outcome = outcomeOf((loop, callback) -> loop.http().get(url, callback));
      assertThat(outcome.valueOrNull().body()).isEqualTo("ok");
    }
    assertThat(threadsOfTheClient())
        .hasSizeLessThan(RUNS / 2) // one client's, and what others have left
        .allMatch(Thread::isDaemon);
    Reference.reachabilityFence(shared);
  }

  private static List<Thread> threadsOfTheClient() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                thread.getName().startsWith("eventloop-http")
                    || thread.getName().startsWith("HttpClient"))
        .toList();
  }
}
