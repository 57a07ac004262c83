package io.eventloop.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.NodeRuntime;
import io.eventloop.RuntimeSettings;
import io.eventloop.pool.Pools;
import io.eventloop.testing.TestNode;
import io.eventloop.testing.Waiting;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A loop on one node whose work both nodes share. */
class ClusterPrimesTest {
  private final TestNode first = TestNode.first("cluster.conf", "");
  private final TestNode second = TestNode.joining(first, "cluster.conf", "");

  @AfterEach
  void stop() {
    second.stop();
    first.stop();
  }

  @Test
  void shouldCountOnTheNodesThatThereAre() {
    ClusterPrimes.start(first.system());
    ClusterPrimes.start(second.system());
    RuntimeSettings settings =
        RuntimeSettings.from(first.system().settings().config()).withPool(Pools.shared());
    CompletableFuture<Long> primes = new CompletableFuture<>();

    first
        .system()
        .systemActorOf(
            NodeRuntime.behavior(
                settings, loop -> ClusterPrimes.primesBelow(loop, 100_000).then(primes::complete)),
            "primes",
            NodeRuntime.dispatcher());

    assertThat(Waiting.valueOf(primes)).isEqualTo(9_592);
  }
}
