package io.eventloop.bench;

import io.eventloop.bench.figure.Measured;
import io.eventloop.bench.workload.Workloads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** Node at one workload, in a process of its own: what {@code peer.js} says. */
final class NodeFork {
  private static final String NODE = "node";

  /** Something to do with Node's executable and the script. */
  @FunctionalInterface
  interface Use {
    void with(String node, String script) throws IOException, InterruptedException;
  }

  private NodeFork() {}

  /** Whether Node is on the path. */
  static boolean isPresent() throws InterruptedException {
    try {
      Jvm.run(Fork.LIMIT, new ProcessBuilder(NODE, "--version"), line -> {});
      return true;
    } catch (IOException missing) {
      return false;
    }
  }

  /** Measures the workload that the script knows by this name. */
  static Measured spawn(Workloads workload, boolean quick)
      throws IOException, InterruptedException {
    Measured measured = new Measured();
    withScript(
        (node, script) ->
            Jvm.run(
                Fork.LIMIT,
                new ProcessBuilder(node, script, workload.toString(), quick ? "quick" : "full"),
                measured::parse));
    return measured;
  }

  /** Node reads files only, and no entries of a jar. */
  static void withScript(Use use) throws IOException, InterruptedException {
    Path script = Files.createTempFile("peer", ".js");
    try (InputStream source = NodeFork.class.getResourceAsStream("/peer.js")) {
      Files.copy(Objects.requireNonNull(source), script, StandardCopyOption.REPLACE_EXISTING);
      use.with(NODE, script.toString());
    } finally {
      Files.delete(script);
    }
  }
}
