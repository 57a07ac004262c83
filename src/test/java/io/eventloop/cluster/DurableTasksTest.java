package io.eventloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.eventloop.NodeRuntime;
import io.eventloop.RuntimeSettings;
import io.eventloop.loop.AbortException;
import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.Offload;
import io.eventloop.loop.RuntimeTerminatedException;
import io.eventloop.pool.TaskHandle;
import io.eventloop.pool.TaskKind;
import io.eventloop.pool.TaskRejectedException;
import io.eventloop.testing.Gate;
import io.eventloop.testing.Waiting;
import io.eventloop.value.Js;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that outlive their node, in the journal of an H2 database on disk. */
class DurableTasksTest {
  private static final RemoteKind<String, String> DURABLE =
      RemoteKind.of(
              "durable", String.class, String.class, text -> Kinds.GATE.get().yielding(text).call())
          .durable();

  @TempDir private Path directory;
  private final TestCluster cluster = new TestCluster();
  private final Map<Long, String> answers = new ConcurrentHashMap<>();
  private H2Journal journal;

  @BeforeEach
  void createTables() throws SQLException, IOException {
    journal = H2Journal.in(directory);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  /** A submitter with a journal. */
  private ActorSystem<Void> node(String... more) {
    List<String> all = new ArrayList<>();
    for (String line : more) {
      all.add(line.startsWith("eventloop") ? line : "eventloop.cluster { " + line + " }");
    }
    all.add(0, journal.config("submitter"));
    return cluster.node(all.toArray(String[]::new));
  }

  private void note(long id, Throwable error, String result) {
    answers.merge(id, "" + (error == null ? result : error), (one, two) -> one + " and " + two);
  }

  @Test
  void shouldAnswerTheHandlerOfTheNodeThatWasStartedAgain() {
    cluster.worker(List.of(DURABLE));
    ActorSystem<Void> first = node();
    TaskRegistry.get(first).onResult(DURABLE, this::note);
    Gate gate = Kinds.newGate();
    gate.open();
    long done = Waiting.valueOf(ClusterPool.get(first).submitDurable(DURABLE, "a"));
    Waiting.until("the first is answered", () -> answers.containsKey(done));
    Gate closed = Kinds.newGate();
    long open = Waiting.valueOf(ClusterPool.get(first).submitDurable(DURABLE, "b"));
    closed.awaitBegun(1);

    first.terminate();
    Waiting.valueOf(first.getWhenTerminated());
    Kinds.newGate().open();
    ActorSystem<Void> again = node();
    TaskRegistry.get(again).onResult(DURABLE, this::note);
    ClusterPool.get(again);
    Waiting.until("the second is answered", () -> answers.containsKey(open));
    long next = Waiting.valueOf(ClusterPool.get(again).submitDurable(DURABLE, "c"));
    Waiting.until("the third is answered", () -> answers.containsKey(next));

    assertThat(answers).isEqualTo(Map.of(done, "a", open, "b", next, "c"));
  }

  /** Registers a handler that throws if this says so of the result, and of how often it has. */
  private AtomicInteger handler(ActorSystem<Void> node, BiPredicate<String, Integer> toThrow) {
    AtomicInteger thrown = new AtomicInteger();
    TaskRegistry.get(node)
        .onResult(
            DURABLE,
            (id, error, result) -> {
              if (toThrow.test(result, thrown.get())) {
                thrown.incrementAndGet();
                throw new IllegalStateException("the database is down");
              }
              note(id, error, result);
            });
    return thrown;
  }

  @Test
  void shouldCallTheHandlerUntilItHasTakenTheAnswer() {
    cluster.worker(List.of(DURABLE));
    ActorSystem<Void> node = node();
    Kinds.newGate().open();
    handler(node, (result, thrown) -> thrown == 0);

    long id = Waiting.valueOf(ClusterPool.get(node).submitDurable(DURABLE, "a"));

    Waiting.until("it is answered", () -> answers.containsKey(id));
    assertThat(answers).isEqualTo(Map.of(id, "a"));
  }

  @Test
  void shouldGiveAHandlerThatThrowsTimeToRecover() {
    cluster.worker(List.of(DURABLE));
    ActorSystem<Void> node = node("handler-min-backoff = 1h, handler-max-backoff = 1h");
    Kinds.newGate().open();
    AtomicInteger thrown = handler(node, (result, times) -> result.equals("bad"));

    Waiting.valueOf(ClusterPool.get(node).submitDurable(DURABLE, "bad"));
    for (int i = 0; i < 50; i++) { // several heartbeats pass
      long id = Waiting.valueOf(ClusterPool.get(node).submitDurable(DURABLE, "good"));
      Waiting.until("it is answered", () -> answers.containsKey(id));
    }

    assertThat(thrown).hasValue(1);
  }

  @Test
  void shouldDoubleTheTimeUntilAHandlerIsCalledAgain() {
    ClusterSettings settings = ClusterSettings.from(ConfigFactory.load());

    assertThat(IntStream.of(1, 2, 3, 7, 8, 1000).mapToObj(settings::backoff))
        .map(Duration::toMillis)
        .containsExactly(500L, 1000L, 2000L, 32_000L, 60_000L, 60_000L);
  }

  @Test
  void shouldSayThatAPoolThatIsFullHasKeptTheHandlerFromBeingCalled() {
    cluster.worker(List.of(DURABLE));
    ActorSystem<Void> node =
        node("handler-min-backoff = 1s", "eventloop { pool-size = 1, max-queued = 1 }");
    Gate work = Kinds.newGate();
    TaskRegistry.get(node).onResult(DURABLE, this::note);
    long id = Waiting.valueOf(ClusterPool.get(node).submitDurable(DURABLE, "a"));
    work.awaitBegun(1);
    Gate full = new Gate();
    Offload offload = Offload.get(node);
    offload.call(TaskKind.of("busy"), full.yielding("x"));
    full.awaitBegun(1);
    TaskHandle<String> queued = offload.call(TaskKind.of("busy"), full.yielding("y"));

    LoggingTestKit.warn("the handler of durable task " + id + " could not be called: ")
        .withMessageContains("TaskRejectedException")
        .expect(
            node,
            () -> {
              work.open();
              return null;
            });

    full.open();
    Waiting.valueOf(queued.toCompletionStage());
    Waiting.until("it is answered", () -> answers.containsKey(id));
    assertThat(answers).isEqualTo(Map.of(id, "a"));
  }

  @Test
  void shouldNotRejectADurableTaskForTheBoundOfWhatWaits() {
    ActorSystem<Void> node = node("max-queued = 1");
    Kinds.newGate().open();
    TaskRegistry.get(node).onResult(DURABLE, this::note);
    for (int i = 0; i < 3; i++) {
      Waiting.valueOf(ClusterPool.get(node).submitDurable(DURABLE, "a"));
    }
    Waiting.until("all wait", () -> ClusterPool.get(node).stats().waiting() == 3);
    assertThat(
            Waiting.errorOf(ClusterPool.get(node).submit(Kinds.ECHO, Js.of(1)).toCompletionStage()))
        .isInstanceOf(TaskRejectedException.class);

    cluster.worker(List.of(DURABLE));

    Waiting.until("all are answered", () -> answers.size() == 3);
  }

  @Test
  void shouldAnswerAfterTheEndOfTheNode() {
    ActorSystem<Void> used = node();
    ActorSystem<Void> unused = node("durable-name = other");
    ClusterPool pool = ClusterPool.get(used);
    ClusterPool other = ClusterPool.get(unused);
    Waiting.valueOf(pool.submitDurable(DURABLE, "a"));
    for (ActorSystem<Void> node : List.of(used, unused)) {
      node.terminate();
      Waiting.valueOf(node.getWhenTerminated());
    }

    for (ClusterPool ended : List.of(pool, other)) {
      assertThat(Waiting.errorOf(ended.submitDurable(DURABLE, "b")))
          .isInstanceOf(RuntimeTerminatedException.class)
          .hasMessage(
              "durable task: this node has ended before its journal has said that it has it");
    }
  }

  @Test
  void shouldTellALoopThatTheJournalHasItsTask() {
    cluster.worker(List.of(DURABLE));
    ActorSystem<Void> node = node();
    TaskRegistry.get(node).onResult(DURABLE, this::note);
    Kinds.newGate().open();
    CompletableFuture<Long> id = new CompletableFuture<>();
    CompletableFuture<Throwable> aborted = new CompletableFuture<>();
    CompletableFuture<Throwable> placed = new CompletableFuture<>();
    node.systemActorOf(
        NodeRuntime.behavior(
            RuntimeSettings.from(node.settings().config()),
            loop -> {
              loop.cluster().submitDurable(DURABLE, "a").thenAccept(id::complete);
              loop.cluster()
                  .withSignal(AbortSignal.abort())
                  .submitDurable(DURABLE, "b", (error, none) -> aborted.complete(error));
              loop.cluster()
                  .on(Placement.localFirst())
                  .submitDurable(DURABLE, "c")
                  .catchAccept(placed::complete);
            }),
        "loop",
        NodeRuntime.dispatcher());

    long stored = Waiting.valueOf(id);

    Waiting.until("it is answered", () -> answers.containsKey(stored));
    assertThat(Waiting.<Throwable>valueOf(aborted)).isInstanceOf(AbortException.class);
    assertThat(Waiting.<Throwable>valueOf(placed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "RemoteKind(durable: String -> String, durable): LOCAL_FIRST is not accepted for a"
                + " durable task; Placement.anywhere() is");
    assertThat(answers).isEqualTo(Map.of(stored, "a"));
  }

  @Test
  void shouldRefuseWhatCannotBeDurable() {
    ClusterPool pool = ClusterPool.get(cluster.node("eventloop.cluster.worker = off"));

    assertThatThrownBy(() -> pool.submit(DURABLE, "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "RemoteKind(durable: String -> String, durable) is durable, and a callback or a stage"
                + " ends with this node: submitDurable is for it, and TaskRegistry.onResult for its"
                + " answers");
    assertThatThrownBy(() -> pool.submitDurable(DURABLE, "a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("eventloop.cluster.durable-name = off is not accepted");
    assertThatThrownBy(() -> pool.submitDurable(Kinds.GATED, "a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(DURABLE::runningOnce)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("runningOnce or durable is accepted, not both");
  }
}
