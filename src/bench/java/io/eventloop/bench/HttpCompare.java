package io.eventloop.bench;

import io.eventloop.bench.figure.Samples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** HTTP servers beside each other: the same answers, the same load, each in turn. */
@Command(
    name = "http",
    description = "Compares HTTP servers: hello world and a file of 10 kB, by wrk.")
final class HttpCompare implements Callable<Integer> {
  private static final List<Integer> CONNECTIONS = List.of(64, 1024);
  private static final List<String> PATHS = List.of("hello", "file");
  private static final int FILE_SIZE = 10_240;

  @Option(
      names = "--side",
      split = ",",
      paramLabel = "NAME",
      description = "Of ${COMPLETION-CANDIDATES}; all if not given.")
  List<HttpSide> sides = List.of(HttpSide.values());

  @Option(names = "--forks", paramLabel = "N", description = "Rounds: 3, or 1 with --quick.")
  @Nullable Integer forks;

  @Option(names = "--quick", description = "One round, less warm-up, less time: an impression.")
  boolean quick;

  @Option(
      names = "--node",
      paramLabel = "FILE",
      description = "Node's executable: ${DEFAULT-VALUE}.")
  String node = "node";

  @Option(names = "--wrk", paramLabel = "FILE", description = "wrk: ${DEFAULT-VALUE}.")
  String wrk = "wrk";

  private record Case(HttpSide side, String path, int connections) {}

  private record Figures(Samples perSecond, Samples p50, Samples p99, Samples errors) {}

  private final Map<Case, Figures> figures = new LinkedHashMap<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("http");
    Path file = Files.write(directory.resolve("file"), new byte[FILE_SIZE]);
    int rounds = forks != null ? forks : quick ? 1 : 3;
    for (int round = 0; round < rounds; round++) {
      List<HttpSide> turned = new ArrayList<>(sides);
      Collections.rotate(turned, round);
      measure(turned, file);
    }
    Files.deleteIfExists(directory.resolve("http.js"));
    Files.delete(file);
    Files.delete(directory);
    report();
    return 0;
  }

  private record Server(HttpSide side, int port, Process process) {
    String url(String path) {
      return "http://127.0.0.1:" + port + "/" + path;
    }
  }

  /**
   * All are there all the time, and asked in turn: what else the machine does hits each of them.
   */
  private void measure(List<HttpSide> turned, Path file) throws IOException, InterruptedException {
    List<Server> servers = new ArrayList<>();
    try {
      for (HttpSide side : turned) {
        int port = freePort();
        servers.add(new Server(side, port, HttpFork.spawn(side, port, file, node)));
      }
      for (String path : PATHS) {
        for (Server server : servers) {
          Wrk.run(wrk, server.url(path), CONNECTIONS.get(0), quick ? 3 : 10); // to warm it up
        }
        for (int connections : CONNECTIONS) {
          for (Server server : servers) {
            Wrk measured = Wrk.run(wrk, server.url(path), connections, quick ? 3 : 8);
            note(new Case(server.side(), path, connections), measured);
          }
        }
      }
    } finally {
      for (Server server : servers) {
        server.process().destroyForcibly().waitFor();
      }
    }
  }

  private void note(Case what, Wrk measured) {
    System.err.printf(
        Locale.ROOT,
        "%-9s  %-5s  %4d  %8.0f /s  p50 %.2f ms  p99 %.2f ms  errors %d%n",
        what.side(),
        what.path(),
        what.connections(),
        measured.perSecond(),
        measured.p50Millis(),
        measured.p99Millis(),
        measured.errors());
    Figures all = figuresOf(what);
    all.perSecond().add(measured.perSecond());
    all.p50().add(measured.p50Millis());
    all.p99().add(measured.p99Millis());
    all.errors().add(measured.errors());
  }

  private Figures figuresOf(Case what) {
    return figures.computeIfAbsent(
        what, key -> new Figures(new Samples(), new Samples(), new Samples(), new Samples()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void report() {
    boolean beside = sides.contains(HttpSide.NODE);
    System.out.println(Machine.describe());
    System.out.println();
    System.out.println(
        "| | connections | | requests/s | × Node | p50 ms | p99 ms | × Node | errors |");
    System.out.println("|---|--:|---|--:|--:|--:|--:|--:|--:|");
    for (String path : PATHS) {
      for (int connections : CONNECTIONS) {
        Figures node = figuresOf(new Case(HttpSide.NODE, path, connections));
        for (HttpSide side : sides) {
          Figures of = figuresOf(new Case(side, path, connections));
          System.out.printf(
              Locale.ROOT,
              "| %s | %d | %s | %s | %s | %s | %s | %s | %.0f |%n",
              path,
              connections,
              side,
              shown(of.perSecond(), "%.0f"),
              beside ? ratio(of.perSecond(), node.perSecond()) : "",
              shown(of.p50(), "%.2f"),
              shown(of.p99(), "%.2f"),
              beside ? ratio(of.p99(), node.p99()) : "",
              of.errors().max());
        }
      }
    }
    System.out.println();
    System.out.println("Median of the rounds (least–most).");
  }

  private static String ratio(Samples of, Samples node) {
    return String.format(Locale.ROOT, "%.2f", of.median() / node.median());
  }

  private static String shown(Samples samples, String format) {
    return String.format(
        Locale.ROOT,
        format + " (" + format + "–" + format + ")",
        samples.median(),
        samples.min(),
        samples.max());
  }
}
