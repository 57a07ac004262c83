package io.eventloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventloop.cluster.Kinds.Order;
import io.eventloop.cluster.Kinds.Receipt;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskCancelledException;
import io.eventloop.pool.TaskHandle;
import io.eventloop.pool.TaskTimeoutException;
import io.eventloop.testing.Gate;
import io.eventloop.testing.Waiting;
import io.eventloop.value.Js;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.pattern.StatusReply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Tasks from a node that only submits, on two workers of two threads each. */
class ClusterPoolTest {
  private static final TestCluster CLUSTER = new TestCluster();
  private static ActorSystem<Void> submitter;
  private static ClusterPool pool;

  @BeforeAll
  static void start() {
    CLUSTER.worker(Kinds.ALL);
    CLUSTER.worker(Kinds.ALL);
    submitter = CLUSTER.submitter(2, "eventloop.cluster.kind-timeout = 1s");
    pool = ClusterPool.get(submitter);
  }

  @AfterAll
  static void stop() {
    CLUSTER.close();
  }

  @Test
  void shouldAnswerWithTheResult() {
    Js argument =
        Js.object(
            Map.of(
                "text", Js.of("é"),
                "list", Js.array(Js.of(1), Js.of(-0.0), Js.of(1.5), Js.undefined(), Js.ofNull()),
                "bytes", Js.of(new byte[] {1, 2, 3}),
                "yes", Js.of(true)));

    assertThat(Waiting.<Js>valueOf(pool.submit(Kinds.ECHO, argument).toCompletionStage()))
        .isEqualTo(argument);
    assertThat(Waiting.<Js>valueOf(pool.submit(Kinds.ECHO, Js.undefined()).toCompletionStage()))
        .isEqualTo(Js.undefined());
  }

  @Test
  void shouldCarryRecords() {
    Order order = new Order("a", 2, List.of("x", "y"), Map.of("x", 1.0, "y", 0.5));

    Receipt receipt = Waiting.valueOf(pool.submit(Kinds.PRICE, order).toCompletionStage());

    assertThat(receipt).isEqualTo(new Receipt("a", 3.0));
  }

  @Test
  void shouldDescribeWhatTheFunctionThrew() {
    Throwable error = Waiting.errorOf(pool.submit(Kinds.FAILING, "a.txt").toCompletionStage());

    assertThat(error)
        .isInstanceOfSatisfying(
            RemoteTaskException.class,
            remote -> {
              assertThat(remote.code()).isEqualTo("ENOENT");
              assertThat(remote.remoteClass()).isEqualTo("io.eventloop.value.SystemException");
              assertThat(remote.remoteMessage())
                  .isEqualTo("ENOENT: no such file or directory, open 'a.txt'");
              assertThat(remote.remoteStack()).contains("Kinds");
            })
        .hasMessageContaining("failing task failed on pekko://cluster@127.0.0.1:");
  }

  @Test
  void shouldAnswerThousands() {
    List<TaskHandle<Js>> tasks =
        IntStream.range(0, 5_000).mapToObj(i -> pool.submit(Kinds.ECHO, Js.of(i))).toList();

    for (int i = 0; i < tasks.size(); i++) {
      assertThat(Waiting.<Js>valueOf(tasks.get(i).toCompletionStage())).isEqualTo(Js.of(i));
    }
  }

  @Test
  void shouldNotBeHeldUpByWhatDependsOnAnAnswer() {
    Gate gate = Kinds.newGate();
    CompletionStage<Js> chained =
        pool.submit(Kinds.GATED, "a")
            .toCompletionStage()
            .thenApply(
                text -> Waiting.valueOf(pool.submit(Kinds.ECHO, Js.of(text)).toCompletionStage()));

    gate.open();

    assertThat(Waiting.<Js>valueOf(chained)).isEqualTo(Js.of("a"));
  }

  /** What cannot be read for an error that Jackson does not catch. */
  record Unreadable(String text) {
    Unreadable {
      throw new StackOverflowError("on purpose");
    }
  }

  @Test
  void shouldAnswerWithWhyAResultCannotBeRead() {
    RemoteKind<Js, Integer> number = RemoteKind.named("echo", Js.class, Integer.class);
    RemoteKind<Js, Unreadable> unreadable = RemoteKind.named("echo", Js.class, Unreadable.class);

    assertThat(Waiting.errorOf(pool.submit(number, Js.of("a")).toCompletionStage()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("2 bytes of CBOR cannot be read as java.lang.Integer");
    Js argument = Js.object(Map.of("text", Js.of("a")));
    assertThat(Waiting.errorOf(pool.submit(unreadable, argument).toCompletionStage()))
        .isInstanceOf(Throwable.class);
    assertThat(Waiting.<Js>valueOf(pool.submit(Kinds.ECHO, argument).toCompletionStage()))
        .isEqualTo(argument);
  }

  @Test
  void shouldUseEveryThreadOfEveryNode() {
    Gate gate = Kinds.newGate();
    List<TaskHandle<String>> tasks =
        IntStream.range(0, 4).mapToObj(i -> pool.submit(Kinds.GATED, "t" + i)).toList();

    gate.awaitBegun(4);
    assertThat(pool.stats().running()).isEqualTo(4);
    gate.open();
    tasks.forEach(task -> Waiting.valueOf(task.toCompletionStage()));
  }

  @Test
  void shouldCancelARunningTask() {
    Gate gate = Kinds.newGate();
    TaskHandle<String> task = pool.submit(Kinds.GATED, "a");
    gate.awaitBegun(1);

    assertThat(task.cancel()).isTrue();
    assertThat(task.cancel()).isFalse();

    assertThat(Waiting.errorOf(task.toCompletionStage()))
        .isInstanceOf(TaskCancelledException.class);
    gate.awaitInterrupt();
  }

  @Test
  void shouldAnswerAtTheDeadlineAndInterruptTheTask() {
    Gate gate = Kinds.newGate();
    TaskHandle<String> task =
        pool.submit(
            Kinds.GATED, "a", CallOptions.deadline(Duration.ofMillis(300)), Placement.anywhere());

    assertThat(Waiting.errorOf(task.toCompletionStage()))
        .isInstanceOf(TaskTimeoutException.class)
        .hasMessageContaining("PT0.3S");
    gate.awaitInterrupt();
  }

  @Test
  void shouldNameTheKindsThereAre() {
    RemoteKind<Js, Js> unknown = RemoteKind.named("nobody has it", Js.class, Js.class);

    assertThat(Waiting.errorOf(pool.submit(unknown, Js.ofNull()).toCompletionStage()))
        .isInstanceOf(UnknownKindException.class)
        .hasMessageContaining("kind \"nobody has it\": no node has it; pekko://cluster@127.0.0.1:")
        .hasMessageContaining("context, deaf, echo, failing, gated, once, price");
  }

  @Test
  void shouldNameTheRoleThatNoNodeHas() {
    TaskHandle<Js> task =
        pool.submit(Kinds.ECHO, Js.ofNull(), CallOptions.DEFAULT, Placement.role("gpu"));

    assertThat(Waiting.errorOf(task.toCompletionStage()))
        .isInstanceOf(UnknownKindException.class)
        .hasMessageContaining("kind \"echo\": no node with role \"gpu\" has it");
  }

  @Test
  void shouldRefuseAnArgumentThatDoesNotFitIntoAMessage() {
    assertThatThrownBy(() -> pool.submit(Kinds.ECHO, Js.of(new byte[300_000])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("argument of kind \"echo\" of 300005 bytes: at most 245760");
  }

  @Test
  void shouldRefuseAnMdcThatDoesNotFitIntoAMessage() {
    MDC.put("request", "r".repeat(300_000));
    try {
      assertThatThrownBy(() -> pool.submit(Kinds.ECHO, Js.of(1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "argument of kind \"echo\", with MDC and portable locals, of 3000");
    } finally {
      MDC.clear();
    }
  }

  @Test
  void shouldBringAnMdcThatHasHalfACharacter() {
    MDC.put("request", "r\ud800");
    try {
      assertThat(Waiting.<String>valueOf(pool.submit(Kinds.CONTEXT, "request").toCompletionStage()))
          .contains(" r? ");
    } finally {
      MDC.clear();
    }
  }

  @Test
  void shouldRefuseAnArgumentThatCannotBeWritten() {
    RemoteKind<Object, Js> odd = RemoteKind.named("odd", Object.class, Js.class);

    assertThatThrownBy(() -> pool.submit(odd, new Loop()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be written as CBOR");
  }

  private static final class Loop {
    private final Loop self = this;
  }

  @Test
  void shouldBringMdcAndPortableLocalsToTheTask() {
    MDC.put("request", "r1");
    List<TaskHandle<String>> task = new ArrayList<>();
    try {
      Kinds.TENANT.run("acme", () -> task.add(pool.submit(Kinds.CONTEXT, "request")));
    } finally {
      MDC.clear();
    }

    assertThat(Waiting.<String>valueOf(task.get(0).toCompletionStage()))
        .matches("pool[01] r1 acme");
    assertThat(Waiting.<String>valueOf(pool.submit(Kinds.CONTEXT, "request").toCompletionStage()))
        .matches("pool[01] null null");
  }

  @Test
  void shouldTellAnActor() {
    TestProbe<StatusReply<Js>> probe = TestProbe.create(submitter);

    pool.submit(Kinds.ECHO, Js.of("a"), CallOptions.DEFAULT, Placement.anywhere(), probe.getRef());

    assertThat(probe.receiveMessage(Waiting.LIMIT).getValue()).isEqualTo(Js.of("a"));
  }

  @Test
  void shouldRunTasksThatMayNotRunTwice() {
    Gate gate = Kinds.newGate();
    gate.open();
    List<TaskHandle<String>> tasks =
        IntStream.range(0, 50).mapToObj(i -> pool.submit(Kinds.ONCE, "t" + i)).toList();

    for (int i = 0; i < tasks.size(); i++) {
      assertThat(Waiting.<String>valueOf(tasks.get(i).toCompletionStage())).isEqualTo("t" + i);
    }
    gate.awaitBegun(50);
    assertThat(gate.hasBegunMore()).isFalse();
  }
}
