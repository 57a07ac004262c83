package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.pool.Pools;
import io.eventloop.pool.TaskHandle;
import io.eventloop.pool.TaskKind;
import io.eventloop.testing.Gate;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.Waiting;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** How calls find into a runtime: before they know its inbox, after, and when that is closed. */
class OffloadLinkTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final TaskKind JDBC = TaskKind.of("jdbc");

  private final TestRuntime runtime = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1));
  private final Gate gate = new Gate();

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  @Test
  void shouldKeepTheOrderOfACallerAcrossTheMomentInWhichItKnowsTheInbox() {
    Offload offload = Offload.to(runtime.ref(), KIT.system());
    Gate hold = new Gate();
    runtime.loop().execute(() -> valueOf(hold)); // so that the first calls cannot be taken in yet
    hold.awaitBegun(1);
    List<Integer> ran = new ArrayList<>(); // of the one worker
    List<CompletionStage<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      int number = i;
      calls.add(offload.call(JDBC, () -> ran.add(number)).toCompletionStage());
      if (i == 1_000) {
        hold.open();
      }
    }
    calls.forEach(Waiting::valueOf);
    assertThat(ran).isEqualTo(IntStream.range(0, 5_000).boxed().toList());
  }

  private static void valueOf(Gate hold) {
    try {
      hold.yielding("").call();
    } catch (Exception interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void shouldAskAgainWhenTheQuestionWasLost() {
    ActorRef<RuntimeActor.Command> forgetful =
        KIT.spawn(
            Behaviors.receiveMessage(
                lost ->
                    Behaviors.receiveMessage(
                        kept -> {
                          runtime.ref().tell(kept);
                          return Behaviors.same();
                        })));
    Offload offload = Offload.to(forgetful, KIT.system());
    CompletionStage<String> first = offload.call(JDBC, () -> "first").toCompletionStage();
    CompletionStage<String> second = offload.call(JDBC, () -> "second").toCompletionStage();
    assertThat(Waiting.valueOf(first)).isEqualTo("first");
    assertThat(Waiting.valueOf(second)).isEqualTo("second");
  }

  @Test
  void shouldReachARuntimeThatWasRestartedAndFailWhatTheOneBeforeHad() {
    TestProbe<String> started = KIT.createTestProbe(String.class);
    ActorRef<RuntimeActor.Command> restarted =
        KIT.spawn(
            Behaviors.supervise(
                    RuntimeActor.create(
                        LoopSettings.from(KIT.system().settings().config(), Pools.own()),
                        loop -> started.ref().tell("started")))
                .onFailure(UncaughtException.class, SupervisorStrategy.restart()),
            RuntimeActor.dispatcher());
    Offload offload = Offload.to(restarted, KIT.system());
    for (int i = 0; i < 3; i++) {
      started.expectMessage(Waiting.LIMIT, "started");
      assertThat(Waiting.valueOf(offload.call(JDBC, () -> "serves").toCompletionStage()))
          .isEqualTo("serves");
      Gate hold = new Gate();
      restarted.tell(
          new RuntimeActor.Execute(
              () -> {
                valueOf(hold);
                throw new IllegalStateException("expected");
              }));
      hold.awaitBegun(1);
      CompletionStage<String> lost = offload.call(JDBC, () -> "too late").toCompletionStage();
      hold.open();
      assertThat(Waiting.errorOf(lost)).isInstanceOf(RuntimeTerminatedException.class);
    }
    KIT.stop(restarted, Waiting.LIMIT);
  }

  @Test
  void shouldRefuseACallThatComesWhileTheRuntimeEnds() {
    Offload before = Offload.to(runtime.ref(), KIT.system());
    CompletionStage<String> running = before.call(JDBC, gate.yielding("ended")).toCompletionStage();
    gate.awaitBegun(1);
    TestProbe<StopReport> stopped = runtime.stopping();
    runtime.stats(); // it has begun to stop
    assertThat(Waiting.errorOf(before.call(JDBC, () -> "never").toCompletionStage()))
        .isInstanceOf(RuntimeTerminatedException.class);
    gate.open();
    assertThat(Waiting.valueOf(running)).isEqualTo("ended");
    stopped.receiveMessage(Waiting.LIMIT);
  }

  @Test
  void shouldHaveOneStageBeforeAndAfterTheAnswer() {
    TaskHandle<String> task =
        Offload.to(runtime.ref(), KIT.system()).call(JDBC, gate.yielding("answer"));
    CompletionStage<String> before = task.toCompletionStage();
    gate.open();
    assertThat(Waiting.valueOf(before)).isEqualTo("answer");
    assertThat(task.toCompletionStage()).isSameAs(before);
  }

  @Test
  void shouldNotKeepACallThatIsAnsweredForAnActorThatLivesOn() {
    CompletableFuture<Offload> made = new CompletableFuture<>();
    KIT.spawn(
        Behaviors.setup(
            context -> {
              made.complete(Offload.to(runtime.ref(), KIT.system()).tiedTo(context));
              return Behaviors.empty();
            }));
    Offload tied = Waiting.valueOf(made);
    WeakReference<Object> value =
        new WeakReference<>(Waiting.valueOf(tied.call(JDBC, Object::new).toCompletionStage()));
    KIT.createTestProbe()
        .awaitAssert(
            Waiting.LIMIT,
            () -> {
              System.gc();
              assertThat(value.get()).isNull();
              return null;
            });
  }
}
