package io.eventloop.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A web server on loopback that takes its time, in place of the book's slow site. */
final class SlowServer implements AutoCloseable {
  private final HttpServer server;
  private final ScheduledExecutorService thread;
  private final Duration delay;

  private SlowServer(HttpServer server, ScheduledExecutorService thread, Duration delay) {
    this.server = server;
    this.thread = thread;
    this.delay = delay;
  }

  /**
   * Starts a server on a port that the system chooses.
   *
   * @param delay how long each answer takes
   */
  static SlowServer start(Duration delay) throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(anyPort, 0);
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread made = new Thread(work, "slow-server");
              made.setDaemon(true);
              return made;
            });
    SlowServer started = new SlowServer(server, thread, delay);
    server.createContext("/", started::answerLater);
    server.setExecutor(thread);
    server.start();
    return started;
  }

  String url() {
    InetSocketAddress address = server.getAddress();
    return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/";
  }

  private void answerLater(HttpExchange exchange) {
    var unused =
        thread.schedule(
            () -> {
              answer(exchange);
              return exchange;
            },
            delay.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = ("Worth the wait of " + delay.toMillis() + " ms.\n").getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Frees the port and ends the server's threads. */
  @Override
  public void close() {
    server.stop(0);
    thread.shutdownNow();
  }
}
