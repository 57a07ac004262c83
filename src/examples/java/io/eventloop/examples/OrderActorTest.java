package io.eventloop.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A user's test of an actor that offloads: the actor testkit, and nothing of ours. */
class OrderActorTest {
  private static final ActorTestKit TEST_KIT = ActorTestKit.create();

  @AfterAll
  static void shutDown() {
    TEST_KIT.shutdownTestKit();
  }

  @Test
  void shouldAnswerFromAThreadOfThePool() {
    TestProbe<String> client = TEST_KIT.createTestProbe();
    ActorRef<OrderActor.Command> orders =
        TEST_KIT.spawn(OrderActor.create(id -> id + " on " + Thread.currentThread().getName()));

    orders.tell(new OrderActor.Find(42, client.ref()));

    assertThat(client.receiveMessage()).matches("42 on jdbc\\d");
  }

  @Test
  void shouldAnswerWhenTheDatabaseFails() {
    TestProbe<String> client = TEST_KIT.createTestProbe();
    ActorRef<OrderActor.Command> orders =
        TEST_KIT.spawn(
            OrderActor.create(
                id -> {
                  throw new IllegalStateException("no connection");
                }));

    orders.tell(new OrderActor.Find(42, client.ref()));

    client.expectMessage("no order: java.lang.IllegalStateException: no connection");
  }
}
