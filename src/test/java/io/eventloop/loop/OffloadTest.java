package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.eventloop.pool.CallOptions;
import io.eventloop.pool.Pools;
import io.eventloop.pool.TaskCancelledException;
import io.eventloop.pool.TaskHandle;
import io.eventloop.pool.TaskKind;
import io.eventloop.pool.TaskTimeoutException;
import io.eventloop.testing.Gate;
import io.eventloop.testing.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.pattern.StatusReply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Blocking work for other actors: how it is called, and how the answer comes. */
class OffloadTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final TaskKind JDBC = TaskKind.of("jdbc");

  private final Offload offload = Offload.get(KIT.system());
  private final Gate gate = new Gate();

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  @Test
  void shouldAnswerAnActorAsAMessageThroughPipeToSelf() {
    TestProbe<String> probe = KIT.createTestProbe(String.class);
    KIT.<String>spawn(
        Behaviors.setup(
            context -> {
              TaskHandle<String> task = offload.call(JDBC, () -> Thread.currentThread().getName());
              context.pipeToSelf(
                  task.toCompletionStage(),
                  (value, error) -> error == null ? value : error.getClass().getSimpleName());
              TaskHandle<String> failing =
                  offload.call(
                      JDBC,
                      () -> {
                        throw new IOException("no such table");
                      });
              context.pipeToSelf(
                  failing.toCompletionStage(),
                  (value, error) -> error == null ? value : error.getMessage());
              return Behaviors.receiveMessage(
                  message -> {
                    probe.ref().tell(message);
                    return Behaviors.same();
                  });
            }));
    assertThat(List.of(probe.receiveMessage(Waiting.LIMIT), probe.receiveMessage(Waiting.LIMIT)))
        .anyMatch(message -> message.matches("pool\\d"))
        .contains("no such table");
  }

  @Test
  void shouldFailTheStageWithTheErrorItselfWhenTheWorkThrows() {
    StackOverflowError error = new StackOverflowError("made up");
    TaskHandle<String> task =
        offload.call(
            JDBC,
            () -> {
              throw error;
            });
    assertThat(Waiting.errorOf(task.toCompletionStage())).isSameAs(error);
    CompletableFuture<Throwable> seen = new CompletableFuture<>();
    task.toCompletionStage().whenComplete((value, thrown) -> seen.complete(thrown));
    assertThat(Waiting.valueOf(seen)).as("without a CompletionException around it").isSameAs(error);
  }

  @Test
  void shouldCompleteAStageThatIsAskedForAfterTheAnswer() {
    TaskHandle<String> task = offload.call(JDBC, () -> "answer");
    assertThat(Waiting.valueOf(task.toCompletionStage())).isEqualTo("answer");
    assertThat(task.isDone()).isTrue();
    assertThat(task.toCompletionStage().toCompletableFuture()).isCompletedWithValue("answer");
  }

  @Test
  void shouldNotLetACallerAnswerForTheTask() {
    TaskHandle<String> task = offload.call(JDBC, gate.yielding("the task's"));
    task.toCompletionStage().toCompletableFuture().complete("mine");
    task.toCompletionStage().toCompletableFuture().cancel(true);
    gate.open();
    assertThat(Waiting.valueOf(task.toCompletionStage())).isEqualTo("the task's");
  }

  @Test
  void shouldCancelAndInterruptTheWork() {
    TaskHandle<String> task = offload.call(JDBC, gate.yielding("never"));
    gate.awaitBegun(1);
    assertThat(task.cancel()).isTrue();
    gate.awaitInterrupt();
    assertThat(Waiting.errorOf(task.toCompletionStage()))
        .isInstanceOf(TaskCancelledException.class);
  }

  @Test
  void shouldAnswerACallThatIsCancelledBeforeTheRuntimeKnowsIt() {
    for (int i = 0; i < 200; i++) {
      TaskHandle<String> task = offload.call(JDBC, () -> "maybe");
      if (task.cancel()) {
        assertThat(Waiting.errorOf(task.toCompletionStage()))
            .isInstanceOf(TaskCancelledException.class);
      } else {
        assertThat(Waiting.valueOf(task.toCompletionStage())).isEqualTo("maybe");
      }
    }
  }

  @Test
  void shouldAnswerWithATimeOutWhenTheDeadlinePasses() {
    TaskHandle<String> task =
        offload.call(JDBC, gate.yielding("never"), CallOptions.deadline(Duration.ofMillis(300)));
    assertThat(Waiting.errorOf(task.toCompletionStage()))
        .isInstanceOf(TaskTimeoutException.class)
        .hasMessageContaining("jdbc task");
    gate.awaitInterrupt();
  }

  @Test
  void shouldTellAnActorWhatCameOfIt() {
    TestProbe<StatusReply<String>> probe = KIT.createTestProbe();
    offload.call(JDBC, () -> "row", CallOptions.DEFAULT, probe.ref());
    assertThat(probe.receiveMessage(Waiting.LIMIT).getValue()).isEqualTo("row");
    IOException users = new IOException("no such table");
    offload.call(
        JDBC,
        () -> {
          throw users;
        },
        CallOptions.DEFAULT,
        probe.ref());
    assertThat(probe.receiveMessage(Waiting.LIMIT).getError()).isSameAs(users);
    TaskHandle<String> cancelled =
        offload.call(JDBC, gate.yielding(""), CallOptions.DEFAULT, probe.ref());
    cancelled.cancel();
    assertThat(probe.receiveMessage(Waiting.LIMIT).getError())
        .isInstanceOf(TaskCancelledException.class);
  }

  private <T> CompletionStage<T> ask(Callable<T> work, CallOptions options) {
    return AskPattern.<RuntimeActor.Command, T>askWithStatus(
        offload.runtime(),
        replyTo -> new RuntimeActor.Call<>(JDBC, work, options, replyTo),
        Waiting.LIMIT,
        KIT.system().scheduler());
  }

  @Test
  void shouldAnswerAnAsk() {
    assertThat(Waiting.<String>valueOf(ask(() -> "row", CallOptions.DEFAULT))).isEqualTo("row");
    IOException users = new IOException("no such table");
    assertThat(
            Waiting.errorOf(
                ask(
                    () -> {
                      throw users;
                    },
                    CallOptions.DEFAULT)))
        .isSameAs(users);
    assertThat(
            Waiting.errorOf(
                ask(gate.yielding("never"), CallOptions.deadline(Duration.ofMillis(10)))))
        .isInstanceOf(TaskTimeoutException.class);
  }

  @Test
  void shouldServeTheNextWhenAnAskedTaskYieldsNullAgainstTheRules() {
    ask(() -> null, CallOptions.DEFAULT);
    assertThat(Waiting.<String>valueOf(ask(() -> "row", CallOptions.DEFAULT))).isEqualTo("row");
  }

  @Test
  void shouldCancelTheCallsOfAnActorThatStops() {
    CompletableFuture<TaskHandle<String>> made = new CompletableFuture<>();
    ActorRef<String> actor =
        KIT.spawn(
            Behaviors.setup(
                context -> {
                  made.complete(offload.tiedTo(context).call(JDBC, gate.yielding("never")));
                  return Behaviors.receiveMessage(message -> Behaviors.stopped());
                }));
    gate.awaitBegun(1);
    actor.tell("stop");
    gate.awaitInterrupt();
    assertThat(Waiting.errorOf(Waiting.valueOf(made).toCompletionStage()))
        .isInstanceOf(TaskCancelledException.class);
  }

  @Test
  void shouldCancelTheCallsOfAnActorThatIsRestartedAndServeItAfterwards() {
    TestProbe<String> probe = KIT.createTestProbe(String.class);
    ActorRef<String> actor =
        KIT.spawn(
            Behaviors.<String>supervise(
                    Behaviors.setup(
                        context -> {
                          Offload tied = offload.tiedTo(context);
                          tied.call(JDBC, () -> "started")
                              .toCompletionStage()
                              .thenAccept(probe.ref()::tell);
                          return Behaviors.receiveMessage(
                              message -> {
                                tied.call(JDBC, gate.yielding(message));
                                gate.awaitBegun(1);
                                throw new IllegalStateException("expected");
                              });
                        }))
                .onFailure(SupervisorStrategy.restart()));
    assertThat(probe.receiveMessage(Waiting.LIMIT)).isEqualTo("started");
    actor.tell("work");
    gate.awaitInterrupt();
    assertThat(probe.receiveMessage(Waiting.LIMIT)).isEqualTo("started");
    KIT.stop(actor);
  }

  @Test
  void shouldCancelACallThatComesWhenItsActorHasStopped() {
    CompletableFuture<Offload> made = new CompletableFuture<>();
    ActorRef<Void> actor =
        KIT.spawn(
            Behaviors.setup(
                context -> {
                  made.complete(offload.tiedTo(context));
                  return Behaviors.empty();
                }));
    Offload tied = Waiting.valueOf(made);
    KIT.stop(actor, Waiting.LIMIT);
    assertThat(Waiting.errorOf(tied.call(JDBC, () -> "too late").toCompletionStage()))
        .isInstanceOf(TaskCancelledException.class);
    assertThat(Waiting.valueOf(offload.call(JDBC, () -> "free").toCompletionStage()))
        .isEqualTo("free");
  }

  @Test
  void shouldBeOneForTheActorSystem() {
    assertThat(Offload.get(KIT.system()).runtime()).isEqualTo(offload.runtime());
    assertThat(Offload.get(KIT.system(), Pools.shared()).runtime()).isEqualTo(offload.runtime());
  }

  @Test
  void shouldUseAPoolOfItsOwnSizeWhenItIsNamed() {
    Offload jdbc = Offload.get(KIT.system(), Pools.named("orders", 3));
    List<CompletionStage<String>> calls =
        IntStream.range(0, 6)
            .mapToObj(i -> jdbc.call(JDBC, gate.yielding("row " + i)).toCompletionStage())
            .toList();
    gate.awaitBegun(3);
    assertThat(Waiting.valueOf(offload.call(JDBC, () -> "not held up").toCompletionStage()))
        .isEqualTo("not held up");
    gate.open();
    for (int i = 0; i < 6; i++) {
      assertThat(Waiting.valueOf(calls.get(i))).isEqualTo("row " + i);
    }
    assertThat(gate.mostAtOnce()).isEqualTo(3);
  }

  @Test
  void shouldRefuseAPoolThatIsNobodys() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Offload.get(KIT.system(), Pools.own()))
        .withMessageContaining("Offload.to");
  }
}
