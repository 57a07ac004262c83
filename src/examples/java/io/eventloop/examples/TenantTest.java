package io.eventloop.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.Gate;
import io.eventloop.testing.TestNode;
import io.eventloop.testing.Waiting;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.sharding.ShardRegion.CurrentShardRegionState;
import org.apache.pekko.cluster.sharding.typed.GetShardRegionState;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tenants on two nodes: where their pages are rendered, and when they are put away. */
class TenantTest {
  private static final Duration IDLE = Duration.ofMillis(100);
  private static final String SETTINGS =
      """
      pekko.actor.serialization-bindings { "io.eventloop.examples.Tenant$Render" = jackson-cbor }
      pekko.cluster.sharding.number-of-shards = 20
      """;

  private static final Gate GATE = new Gate();
  private static final AtomicInteger RENDERED = new AtomicInteger();
  private static TestNode first;
  private static TestNode second;

  @BeforeAll
  static void startTwoNodes() {
    first = TestNode.first("cluster.conf", SETTINGS);
    second = TestNode.joining(first, "cluster.conf", SETTINGS);
    for (TestNode node : List.of(first, second)) {
      Tenant.init(node.system(), (tenant, page) -> render(node, page), IDLE);
    }
  }

  @AfterAll
  static void stop() {
    second.stop();
    first.stop();
  }

  /** Yields where the page is rendered: by which node, and on which thread. */
  private static String render(TestNode node, String page) throws Exception {
    RENDERED.incrementAndGet();
    return page.equals("slow")
        ? GATE.yielding("slow").call()
        : node.address() + " " + Thread.currentThread().getName();
  }

  private static CompletionStage<String> ask(String tenant, String page) {
    return ClusterSharding.get(first.system())
        .entityRefFor(Tenant.KEY, tenant)
        .ask(replyTo -> new Tenant.Render(page, replyTo), Waiting.LIMIT);
  }

  private static boolean isThere(String tenant) {
    return List.of(first, second).stream()
        .flatMap(node -> shardsOf(node).getShards().stream())
        .anyMatch(shard -> shard.getEntityIds().contains(tenant));
  }

  private static CurrentShardRegionState shardsOf(TestNode node) {
    return Waiting.valueOf(
        AskPattern.ask(
            ClusterSharding.get(node.system()).shardState(),
            (ActorRef<CurrentShardRegionState> to) ->
                new GetShardRegionState(Tenant.KEY.asScala(), to),
            Waiting.LIMIT,
            node.system().scheduler()));
  }

  @Test
  void shouldRenderOnTheSharedPoolOfEachNode() {
    Set<String> nodes = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      String[] where = Waiting.valueOf(ask("tenant" + i, "home")).split(" ");
      nodes.add(where[0]);
      assertThat(where[1]).matches("pool[0-3]");
    }

    assertThat(nodes).containsExactlyInAnyOrder(first.address(), second.address());
  }

  @Test
  void shouldForgetATenantThatIsIdle() {
    Waiting.valueOf(ask("idle", "home"));
    Waiting.until("the tenant is put away", () -> !isThere("idle"));
    int before = RENDERED.get();

    Waiting.valueOf(ask("idle", "home"));

    assertThat(RENDERED).hasValue(before + 1);
  }

  @Test
  void shouldKeepATenantWhosePageIsBeingRendered() {
    CompletionStage<String> slow = ask("busy", "slow");
    GATE.awaitBegun(1);
    Waiting.valueOf(ask("idle", "home"));
    Waiting.until("a tenant that came later is put away", () -> !isThere("idle"));

    Waiting.valueOf(ask("busy", "home")); // by the same: another would wait for its end

    GATE.open();
    assertThat(Waiting.valueOf(slow)).isEqualTo("slow");
  }
}
