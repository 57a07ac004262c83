package io.eventloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.RuntimeSettings;
import io.eventloop.loop.AbortController;
import io.eventloop.loop.AbortException;
import io.eventloop.loop.RuntimeActor;
import io.eventloop.loop.RuntimeTerminatedException;
import io.eventloop.pool.TaskCancelledException;
import io.eventloop.pool.TaskHandle;
import io.eventloop.testing.Gate;
import io.eventloop.testing.Waiting;
import io.eventloop.value.Js;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** A loop's tasks, on a node of two that are both workers. */
class ClusterTasksTest {
  private static final TestCluster CLUSTER = new TestCluster();
  private static final RemoteKind<String, String> WHERE =
      RemoteKind.named("where", String.class, String.class);
  private static ActorSystem<Void> here;
  private static ActorRef<RuntimeActor.Command> runtime;
  private static EventLoop loop;

  private static RemoteKind<String, String> where(String node) {
    return RemoteKind.of("where", String.class, String.class, ignored -> node);
  }

  @BeforeAll
  static void start() {
    here = CLUSTER.worker(Kinds.ALL);
    ActorSystem<Void> there = CLUSTER.worker(Kinds.ALL, "pekko.cluster.roles = [there]");
    TaskRegistry.get(here).register(where("here"));
    TaskRegistry.get(there).register(where("there"));
    TestCluster.awaitWorkers(here, 2);
    CompletableFuture<EventLoop> made = new CompletableFuture<>();
    runtime = runtime("loop", made::complete);
    loop = Waiting.valueOf(made);
  }

  private static ActorRef<RuntimeActor.Command> runtime(String name, Consumer<EventLoop> main) {
    return here.systemActorOf(
        NodeRuntime.behavior(RuntimeSettings.from(here.settings().config()), main::accept),
        name,
        NodeRuntime.dispatcher());
  }

  @AfterAll
  static void stop() {
    CLUSTER.close();
  }

  /** What the loop gives to the future. */
  private static <T> CompletableFuture<T> onLoop(Consumer<CompletableFuture<T>> body) {
    CompletableFuture<T> future = new CompletableFuture<>();
    loop.execute(() -> body.accept(future));
    return future;
  }

  @Test
  void shouldCallBackOnTheLoopInTheContextOfTheCall() {
    CompletableFuture<String> seen =
        onLoop(
            future -> {
              MDC.put("request", "r1");
              loop.cluster()
                  .submit(
                      "echo",
                      Js.of("a"),
                      (error, value) ->
                          future.complete(
                              value
                                  + " on "
                                  + Thread.currentThread().getName()
                                  + " for "
                                  + MDC.get("request")));
            });

    assertThat(Waiting.<String>valueOf(seen)).isEqualTo("a on eventloop for r1");
  }

  @Test
  void shouldSettleAPromise() {
    CompletableFuture<Object> seen =
        onLoop(
            future ->
                loop.cluster()
                    .submit("echo", Js.of(1))
                    .then(one -> "got " + one)
                    .thenAccept(future::complete));

    assertThat(Waiting.valueOf(seen)).isEqualTo("got 1");
  }

  @Test
  void shouldRunWhereThePlacementSays() {
    assertThat(Waiting.<String>valueOf(placed(Placement.localFirst()))).isEqualTo("here");
    assertThat(Waiting.<String>valueOf(placed(Placement.remoteFirst()))).isEqualTo("there");
    assertThat(Waiting.<String>valueOf(placed(Placement.role("there")))).isEqualTo("there");
  }

  private static CompletableFuture<String> placed(Placement placement) {
    return onLoop(
        future -> loop.cluster().on(placement).submit(WHERE, "?").thenAccept(future::complete));
  }

  @Test
  void shouldGoElsewhereWhenThePreferredNodeIsBusy() {
    Gate gate = Kinds.newGate();
    for (int i = 0; i < 2; i++) {
      onLoop(future -> loop.cluster().on(Placement.localFirst()).submit(Kinds.GATED, "x"));
    }
    gate.awaitBegun(2);

    assertThat(Waiting.<String>valueOf(placed(Placement.localFirst()))).isEqualTo("there");
    gate.open();
  }

  @Test
  void shouldCallOffByASignal() {
    Gate gate = Kinds.newGate();
    CompletableFuture<AbortController> controller = new CompletableFuture<>();
    CompletableFuture<Throwable> seen =
        onLoop(
            future -> {
              AbortController made = new AbortController();
              loop.cluster()
                  .withSignal(made.signal())
                  .submit(Kinds.GATED, "a", (error, value) -> future.complete(error));
              controller.complete(made);
            });
    gate.awaitBegun(1);

    loop.execute(() -> controller.join().abort());

    assertThat(Waiting.<Throwable>valueOf(seen)).isInstanceOf(AbortException.class);
    gate.awaitInterrupt();
  }

  @Test
  void shouldBeginNothingForASignalThatIsAborted() {
    Gate gate = Kinds.newGate();
    CompletableFuture<Throwable> seen =
        onLoop(
            future -> {
              AbortController made = new AbortController();
              made.abort();
              loop.cluster()
                  .withSignal(made.signal())
                  .submit(Kinds.GATED, "a", (error, value) -> future.complete(error));
            });

    assertThat(Waiting.<Throwable>valueOf(seen)).isInstanceOf(AbortException.class);
    assertThat(gate.hasBegunMore()).isFalse();
  }

  @Test
  void shouldCancelByTheHandle() {
    Gate gate = Kinds.newGate();
    CompletableFuture<TaskHandle<String>> handle = new CompletableFuture<>();
    CompletableFuture<Throwable> seen =
        onLoop(
            future ->
                handle.complete(
                    loop.cluster()
                        .submit(Kinds.GATED, "a", (error, value) -> future.complete(error))));
    gate.awaitBegun(1);

    assertThat(Waiting.valueOf(handle).cancel()).isTrue();

    assertThat(Waiting.<Throwable>valueOf(seen)).isInstanceOf(TaskCancelledException.class);
    assertThat(Waiting.errorOf(Waiting.valueOf(handle).toCompletionStage()))
        .isInstanceOf(TaskCancelledException.class);
    gate.awaitInterrupt();
  }

  @Test
  void shouldCancelTheTasksOfALoopThatEnds() {
    Gate gate = Kinds.newGate();
    CompletableFuture<TaskHandle<String>> handle = new CompletableFuture<>();
    ActorRef<RuntimeActor.Command> ending =
        runtime(
            "ending",
            itself ->
                handle.complete(itself.cluster().submit(Kinds.GATED, "a", (error, value) -> {})));
    gate.awaitBegun(1);

    ending.tell(new RuntimeActor.Stop(here.ignoreRef()));

    assertThat(Waiting.errorOf(Waiting.valueOf(handle).toCompletionStage()))
        .isInstanceOf(RuntimeTerminatedException.class);
    gate.awaitInterrupt();
  }

  @Test
  void shouldSayWhatAnActorSystemWithoutAClusterLacks() {
    ActorSystem<Void> plain =
        ActorSystem.create(Behaviors.empty(), "plain", ConfigFactory.defaultReference());
    try {
      assertThatThrownBy(() -> ClusterPool.get(plain))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "tasks across a cluster need an actor system of one: pekko.actor.provider = local is"
                  + " not accepted; cluster is");
    } finally {
      plain.terminate();
    }
  }
}
