package io.eventloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.Jvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The {@code cluster} command of the runnable jar, as README shows it: one of its nodes is killed.
 */
class ClusterCommandIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Removes a lost node sooner than a cluster in earnest would. */
  private static final List<String> HASTE =
      List.of(
          "-Dpekko.cluster.split-brain-resolver.stable-after=2s",
          "-Dpekko.cluster.failure-detector.acceptable-heartbeat-pause=2s");

  private final String seed = "127.0.0.1:" + freePort();

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError("no port is free", e);
    }
  }

  private Jvm node(String name, String role, String... options) throws IOException {
    List<String> program = new ArrayList<>(HASTE);
    program.addAll(List.of("-jar", System.getProperty("app.jar")));
    program.addAll(List.of("cluster", "--role", role, "--seed", seed));
    program.addAll(List.of(options));
    return Jvm.start(name, program);
  }

  @Test
  void shouldLoseNoTaskThoughAWorkerIsKilled() throws Exception {
    String port = seed.substring(seed.indexOf(':') + 1);
    try (Jvm submitter = node("command-submitter", "submitter", "--port", port, "--tasks", "3000");
        Jvm killed = node("command-killed", "worker");
        Jvm survivor = node("command-survivor", "worker")) {
      submitter.awaitLine("waiting for a worker", LIMIT);
      submitter.awaitLine("2 workers are there", LIMIT);
      submitter.awaitLineWith(" of 3000 answered, ", LIMIT);

      killed.signal("KILL");

      submitter.awaitLine("1 worker is there", LIMIT);
      submitter.awaitLine("3000 tasks of 20 ms in ", LIMIT);
      submitter.awaitLineWith("  on 127.0.0.1:", LIMIT);
      assertThat(submitter.awaitLine("rerun ", LIMIT))
          .matches("[1-9]\\d*, late \\d+, failed 0, lost 0, twice 0");
      assertThat(submitter.awaitEnd(LIMIT)).isZero();
      assertThat(survivor.isAlive()).isTrue();
    }
  }
}
