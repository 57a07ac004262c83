package io.eventloop.bench;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.modules.http.HttpServer;
import io.eventloop.modules.net.Socket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Many connections on one loop: some that do nothing, and some whose answers are slow. Server and
 * clients are a process each, and each of them is one loop.
 */
@Command(
    name = "http-many",
    description = "Many idle connections and slow answers on one loop, and what they take.")
final class HttpMany implements Callable<Integer> {
  private static final String READY = "ready";
  private static final String REQUEST = "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String ANSWER = "slow";

  @Option(names = "--idle", description = "Connections without a request: ${DEFAULT-VALUE}.")
  int idle = 10_000;

  @Option(names = "--slow", description = "Slow answers: ${DEFAULT-VALUE}.")
  int slow = 1000;

  @Option(names = "--seconds", description = "What one of them takes: ${DEFAULT-VALUE}.")
  int seconds = 5;

  @Option(names = "--serve", hidden = true, description = "The server's side, at this port.")
  int serve;

  private long serverPid;
  private long beganNanos;
  private int connected;
  private int answered;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (serve > 0) {
      return NodeRuntime.run(this::serve);
    }
    int port = freePort();
    List<String> command = new ArrayList<>(Jvm.java());
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Main.class.getName(), "http-many", "--serve", "" + port));
    command.addAll(List.of("--seconds", "" + seconds));
    Process server =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      serverPid = server.pid();
      server.inputReader(StandardCharsets.UTF_8).readLine();
      System.out.println(Machine.describe());
      state("with no connection");
      return NodeRuntime.run(loop -> connect(loop, port));
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void serve(EventLoop loop) {
    HttpServer listening =
        loop.http()
            .createServer(
                (request, response) ->
                    loop.setTimeout(() -> response.end(ANSWER), Duration.ofSeconds(seconds)));
    listening.onListening(() -> System.out.println(READY));
    listening.listen(serve, "127.0.0.1", 4096);
  }

  /** One after the other: the system takes only so many at once. */
  private void connect(EventLoop loop, int port) {
    List<Socket> asking = new ArrayList<>();
    next(loop, port, asking);
  }

  private void next(EventLoop loop, int port, List<Socket> asking) {
    if (connected == idle + slow) {
      state("with " + connected + " connections");
      beganNanos = System.nanoTime();
      asking.forEach(socket -> ask(loop, socket));
      return;
    }
    Socket socket = loop.net().connect(port, "127.0.0.1");
    socket.onError(HttpMany::fail);
    socket.onConnect(
        () -> {
          connected++;
          if (connected > idle) {
            asking.add(socket);
          }
          next(loop, port, asking);
        });
  }

  private void ask(EventLoop loop, Socket socket) {
    StringBuilder come = new StringBuilder();
    socket.onData(
        data -> {
          come.append(StandardCharsets.UTF_8.decode(data));
          if (come.toString().endsWith(ANSWER)) {
            done(loop);
          }
        });
    socket.write(REQUEST);
  }

  private void done(EventLoop loop) {
    answered++;
    if (answered == slow) {
      double took = (System.nanoTime() - beganNanos) / (double) TimeUnit.SECONDS.toNanos(1);
      System.out.printf("%d answers of %d s each: %.2f s%n", slow, seconds, took);
      state("after them");
      loop.exit(0);
    }
  }

  private void state(String when) {
    try {
      Path of = Path.of("/proc", "" + serverPid);
      String memory =
          Files.readAllLines(of.resolve("status")).stream()
              .filter(line -> line.startsWith("VmRSS"))
              .map(line -> line.replaceAll("\\D+", ""))
              .findFirst()
              .orElse("0");
      int threads = of.resolve("task").toFile().list().length;
      int open = of.resolve("fd").toFile().list().length;
      System.out.printf(
          "server %s: %d threads, %d descriptors, %d MB%n",
          when, threads, open, Long.parseLong(memory) / 1024);
    } catch (IOException notLinux) {
      System.out.println("server " + when + ": what it takes is known on Linux only");
    }
  }

  private static void fail(Throwable error) {
    System.err.println(error + ": is the limit of open files high enough? (ulimit -n)");
    System.exit(1);
  }
}
