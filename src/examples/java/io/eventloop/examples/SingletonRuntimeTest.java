package io.eventloop.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.TestNode;
import io.eventloop.testing.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One program on two nodes: which of them runs it. */
class SingletonRuntimeTest {
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final TestNode first = TestNode.first("cluster.conf", "");
  private final TestNode second = TestNode.joining(first, "cluster.conf", "");

  @AfterEach
  void stop() {
    first.stop();
    second.stop();
  }

  /** Has the node run a program that says when it begins and ends. */
  private CompletableFuture<Void> program(TestNode node, String name) {
    CompletableFuture<Void> ticks = new CompletableFuture<>();
    SingletonRuntime.init(
        node.system(),
        loop -> {
          events.add(name + " begins");
          loop.onExit(code -> events.add(name + " ends"));
          loop.setInterval(() -> ticks.complete(null), Duration.ofMillis(1));
        });
    return ticks;
  }

  @Test
  void shouldMoveToTheNextNodeWhenTheFirstLeaves() {
    CompletableFuture<Void> onFirst = program(first, "first");
    CompletableFuture<Void> onSecond = program(second, "second");
    Waiting.outcomeOf(onFirst);
    assertThat(events).containsExactly("first begins");

    first.leave();

    Waiting.outcomeOf(onSecond);
    assertThat(events).containsExactly("first begins", "first ends", "second begins");
  }
}
