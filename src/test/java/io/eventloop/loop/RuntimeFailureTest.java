package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.NodeRuntime;
import io.eventloop.Program;
import io.eventloop.RuntimeSettings;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.PoolWorker;
import io.eventloop.pool.PoolWorker.Task;
import io.eventloop.pool.PoolWorker.ThreadpoolResult;
import io.eventloop.pool.Pools;
import io.eventloop.pool.TaskKind;
import io.eventloop.testing.Gate;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.Waiting;
import io.eventloop.value.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A callback throws: what the supervisor sees, what is left of the runtime, and its restart. */
class RuntimeFailureTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final TaskKind WORK = TaskKind.of("work");

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private static LoopSettings settings() {
    return LoopSettings.from(KIT.system().settings().config(), Pools.own())
        .withPoolSettings(TestRuntime.poolOf(KIT, 2));
  }

  /** Spawns the child, and tells the probe why it failed. */
  private static <T> Behavior<Void> parentOf(
      Behavior<T> child, CompletableFuture<ActorRef<T>> made, ActorRef<Throwable> failure) {
    return Behaviors.setup(
        context -> {
          ActorRef<T> ref = context.spawn(child, "runtime", RuntimeActor.dispatcher());
          context.watch(ref);
          made.complete(ref);
          return Behaviors.receive(Void.class)
              .onSignal(
                  ChildFailed.class,
                  failed -> {
                    failure.tell(failed.getCause());
                    return Behaviors.same();
                  })
              .build();
        });
  }

  /** Where in a loop the user's code throws. */
  enum Place {
    MAIN,
    EXECUTE,
    TASK_CALLBACK,
    TIMER,
    TICK,
    MICROTASK,
    IO_CALLBACK;

    void raise(Registrar loop, RuntimeException thrown) {
      Runnable thrower =
          () -> {
            throw thrown;
          };
      switch (this) {
        case MAIN -> throw thrown;
        case EXECUTE -> loop.execute(thrower);
        case TASK_CALLBACK ->
            loop.submit(WORK, () -> 1, CallOptions.DEFAULT, (error, value) -> thrower.run());
        case TIMER -> loop.setTimeout(thrower, Duration.ofMillis(1));
        case TICK -> loop.nextTick(thrower);
        case MICROTASK -> loop.queueMicrotask(thrower);
        case IO_CALLBACK ->
            loop.<String>registerIo("test", (error, value) -> thrower.run(), () -> {})
                .complete(Outcome.success(""));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldFailWithTheUsersExceptionAsCauseWhereverItIsThrown(Place place) {
    TestRuntime sibling = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1));
    IllegalStateException users = new IllegalStateException("in " + place);
    TestProbe<Throwable> failure = KIT.createTestProbe(Throwable.class);
    Behavior<RuntimeActor.Command> child =
        RuntimeActor.create(settings(), loop -> place.raise(loop, users));
    KIT.spawn(parentOf(child, new CompletableFuture<>(), failure.ref()));
    assertThat(failure.receiveMessage(Waiting.LIMIT))
        .isInstanceOf(UncaughtException.class)
        .hasMessageContaining("in " + place)
        .cause()
        .isSameAs(users);
    assertThat(sibling.submit(() -> "unaffected").value()).isEqualTo("unaffected");
    sibling.stop();
  }

  @ParameterizedTest
  @EnumSource
  void shouldExitWithOneWhenAStandAloneProgramThrows(Place place) {
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    LoopSettings settings = settings();
    KIT.spawn(
        RuntimeActor.standAlone(
            settings,
            loop -> {
              loop.setTimeout(() -> {}, Duration.ofMinutes(10)); // it must not wait for this one
              place.raise(loop, new IllegalStateException("expected: in " + place));
            },
            Hosting.STAND_ALONE,
            report -> exit.complete(report.exitCode())),
        RuntimeActor.dispatcher());
    assertThat(Waiting.valueOf(exit)).isEqualTo(1);
  }

  @Test
  void shouldTakeAnErrorForAnExceptionWhenACallbackThrowsOne() {
    AssertionError users = new AssertionError("error");
    TestProbe<Throwable> failure = KIT.createTestProbe(Throwable.class);
    Behavior<RuntimeActor.Command> child =
        RuntimeActor.create(
            settings(),
            loop -> {
              throw users;
            });
    KIT.spawn(parentOf(child, new CompletableFuture<>(), failure.ref()));
    assertThat(failure.receiveMessage(Waiting.LIMIT)).cause().isSameAs(users);
  }

  @Test
  void shouldRunNoFurtherCallbackWhenOneHasThrown() {
    Program program =
        loop -> {
          loop.nextTick(
              () -> {
                throw new IllegalStateException("expected: the first");
              });
          loop.nextTick(() -> System.setProperty("eventloop.test.second", "ran"));
        };
    assertThat(NodeRuntime.run(RuntimeSettings.load().withPoolSize(1), program)).isEqualTo(1);
    assertThat(System.getProperty("eventloop.test.second")).isNull();
  }

  @Test
  void shouldAnswerAllWhoWaitWhenItFailsWhileATaskRuns() {
    CompletableFuture<ActorRef<RuntimeActor.Command>> made = new CompletableFuture<>();
    TestProbe<Throwable> failure = KIT.createTestProbe(Throwable.class);
    KIT.spawn(parentOf(RuntimeActor.create(settings(), loop -> {}), made, failure.ref()));
    Offload offload = Offload.to(Waiting.valueOf(made), KIT.system());
    Gate gate = new Gate();
    CompletionStage<String> running =
        offload.call(WORK, gate.deaf("nobody waits")).toCompletionStage();
    gate.awaitBegun(1);
    offload
        .runtime()
        .tell(
            new RuntimeActor.Execute(
                () -> {
                  throw new IllegalStateException("expected");
                }));
    assertThat(Waiting.errorOf(running)).isInstanceOf(RuntimeTerminatedException.class);
    gate.open(); // the actor can end only now: its child is in a receive
    assertThat(failure.receiveMessage(Waiting.LIMIT)).isInstanceOf(UncaughtException.class);
  }

  @Test
  void shouldBeginAnewWhenItsSupervisorRestartsIt() {
    TestProbe<String> started = KIT.createTestProbe(String.class);
    Behavior<RuntimeActor.Command> restarted =
        Behaviors.supervise(
                RuntimeActor.create(
                    settings(),
                    loop ->
                        loop.<String>submit(
                            WORK,
                            () -> Thread.currentThread().getName(),
                            CallOptions.DEFAULT,
                            (error, thread) -> started.ref().tell(thread))))
            .onFailure(UncaughtException.class, SupervisorStrategy.restart());
    ActorRef<RuntimeActor.Command> ref = KIT.spawn(restarted, RuntimeActor.dispatcher());
    assertThat(started.receiveMessage(Waiting.LIMIT)).isEqualTo("pool0");
    for (int i = 0; i < 3; i++) {
      ref.tell(
          new RuntimeActor.Execute(
              () -> {
                throw new IllegalStateException("expected");
              }));
      assertThat(started.receiveMessage(Waiting.LIMIT)).isEqualTo("pool0");
    }
    Offload offload = Offload.to(ref, KIT.system());
    assertThat(Waiting.valueOf(offload.call(WORK, () -> "serves").toCompletionStage()))
        .isEqualTo("serves");
    KIT.stop(ref, Waiting.LIMIT);
  }

  @Test
  void shouldNotTakeAnAnswerFromBeforeItsRestartForOneOfNow() {
    TestProbe<PoolWorker.Command> worker = KIT.createTestProbe(PoolWorker.Command.class);
    TestProbe<String> called = KIT.createTestProbe(String.class);
    Behavior<RuntimeActor.Command> restarted =
        Behaviors.supervise(
                RuntimeActor.create(
                    settings(),
                    loop ->
                        loop.<String>submit(
                            WORK,
                            () -> "",
                            CallOptions.DEFAULT,
                            (error, value) -> called.ref().tell(value)),
                    List.of(worker.ref())))
            .onFailure(SupervisorStrategy.restart());
    ActorRef<RuntimeActor.Command> ref = KIT.spawn(restarted, RuntimeActor.dispatcher());
    Task before = worker.expectMessageClass(Task.class, Waiting.LIMIT);
    ref.tell(
        new RuntimeActor.Execute(
            () -> {
              throw new IllegalStateException("expected");
            }));
    Task now = worker.expectMessageClass(Task.class, Waiting.LIMIT);
    before.replyTo().tell(new ThreadpoolResult(0, before.callbackId(), Outcome.success("stale")));
    now.replyTo().tell(new ThreadpoolResult(0, now.callbackId(), Outcome.success("fresh")));
    assertThat(called.receiveMessage(Waiting.LIMIT)).isEqualTo("fresh");
    KIT.stop(ref, Waiting.LIMIT);
  }
}
