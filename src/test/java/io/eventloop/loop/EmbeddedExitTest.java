package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventloop.pool.Pools;
import io.eventloop.testing.Gate;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.TestTask;
import io.eventloop.testing.Waiting;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** How a runtime in somebody's actor system ends, and the door to it from other threads. */
class EmbeddedExitTest {
  private static final ActorTestKit KIT = ActorTestKit.create("embedded-exit");

  private final List<String> log = new CopyOnWriteArrayList<>();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private static TestRuntime runtime() {
    return TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1));
  }

  private static void expectTerminated(ActorRef<?> ref) {
    KIT.createTestProbe().expectTerminated(ref, Waiting.LIMIT);
  }

  @Test
  void shouldStopTheActorAndAnswerWhoeverWaitsWhenTheProgramExits() {
    TestRuntime runtime = runtime();
    Gate gate = new Gate();
    CompletionStage<String> open =
        Offload.to(runtime.ref(), KIT.system())
            .call(TestRuntime.WORK, gate.yielding("late"))
            .toCompletionStage();
    gate.awaitBegun(1);
    runtime
        .loop()
        .execute(
            () -> {
              runtime.loop().onExit(code -> log.add("exit " + code));
              runtime.loop().exit(3);
            });
    expectTerminated(runtime.ref());
    gate.open();
    assertThat(log).containsExactly("exit 3");
    assertThat(Waiting.errorOf(open)).isInstanceOf(RuntimeTerminatedException.class);
  }

  @Test
  void shouldSayItsExitCodeWhenItIsStopped() {
    TestRuntime runtime = runtime();
    runtime.run(
        loop -> {
          loop.exitCode(4);
          loop.onBeforeExit(code -> log.add("WRONG before exit"));
          loop.onExit(code -> log.add("exit " + code));
        });
    assertThat(runtime.stopping().receiveMessage(Waiting.LIMIT).exitCode()).isEqualTo(4);
    assertThat(log).containsExactly("exit 4");
  }

  @Test
  void shouldRunExitHandlersWhenTheActorIsStoppedFromOutside() {
    TestRuntime runtime = runtime();
    runtime.run(loop -> loop.onExit(code -> log.add("exit")));
    KIT.stop(runtime.ref(), Waiting.LIMIT);
    assertThat(log).containsExactly("exit");
  }

  @Test
  void shouldFailWithWhatAnExitHandlerThrowsOnceWhoeverAskedItToStopIsAnswered() {
    for (Pools.Source pool : List.of(Pools.own(), Pools.shared())) {
      CompletableFuture<Throwable> failure = new CompletableFuture<>();
      CompletableFuture<ActorRef<RuntimeActor.Command>> spawned = new CompletableFuture<>();
      CompletableFuture<Void> started = new CompletableFuture<>();
      LoopSettings settings = LoopSettings.from(KIT.system().settings().config(), pool);
      KIT.spawn(
          Behaviors.setup(
              context -> {
                Behavior<RuntimeActor.Command> runtime =
                    RuntimeActor.create(
                        settings,
                        registrar -> {
                          new Loop(registrar)
                              .onExit(
                                  code -> {
                                    throw new IllegalStateException("in onExit");
                                  });
                          started.complete(null);
                        });
                ActorRef<RuntimeActor.Command> child =
                    context.spawn(runtime, "runtime", RuntimeActor.dispatcher());
                context.watch(child);
                spawned.complete(child);
                return Behaviors.receive(Object.class)
                    .onSignal(
                        ChildFailed.class,
                        failed -> {
                          failure.complete(failed.getCause());
                          return Behaviors.stopped();
                        })
                    .build();
              }));
      TestProbe<StopReport> stopped = KIT.createTestProbe(StopReport.class);
      Waiting.valueOf(started);
      Waiting.valueOf(spawned).tell(new RuntimeActor.Stop(stopped.ref()));
      assertThat(stopped.receiveMessage(Waiting.LIMIT).exitCode()).isEqualTo(1);
      assertThat(Waiting.valueOf(failure))
          .isInstanceOf(UncaughtException.class)
          .hasRootCauseMessage("in onExit");
    }
  }

  @Test
  void shouldLogWhatAnExitHandlerThrowsWhenTheActorIsStoppedFromOutside() {
    TestRuntime runtime = runtime();
    runtime.run(
        loop ->
            loop.onExit(
                code -> {
                  throw new IllegalStateException("unheard of");
                }));
    LoggingTestKit.error("Uncaught exception in a callback")
        .withCause(IllegalStateException.class)
        .expect(
            KIT.system(),
            () -> {
              KIT.stop(runtime.ref(), Waiting.LIMIT);
              return null;
            });
  }

  @Test
  void shouldNotBeKeptByASignalThatOutlivesIt() {
    CompletableFuture<AbortSignal> signal = new CompletableFuture<>();
    CompletableFuture<WeakReference<Object>> callback = new CompletableFuture<>();
    ActorRef<RuntimeActor.Command> runtime =
        KIT.spawn(
            RuntimeActor.create(
                LoopSettings.from(KIT.system().settings().config(), Pools.shared()),
                registrar -> {
                  signal.complete(new AbortController().signal());
                  Object kept = new Object();
                  registrar.registerIo(
                      "I/O",
                      signal.getNow(null),
                      (error, value) -> log.add(kept.toString()),
                      () -> log.add("given up"));
                  callback.complete(new WeakReference<>(kept));
                }),
            RuntimeActor.dispatcher());
    WeakReference<Object> reference = Waiting.valueOf(callback);
    KIT.stop(runtime, Waiting.LIMIT);
    assertThat(log).containsExactly("given up");
    Waiting.untilCollected(List.of(reference)); // the signal, which is still here, has forgotten it
    assertThat(Waiting.valueOf(signal).aborted()).isFalse();
  }

  @Test
  void shouldGoOnAfterAnExceptionThatIsHandled() {
    TestRuntime runtime = runtime();
    runtime.run(loop -> loop.onUncaughtException((error, origin) -> log.add(error.getMessage())));
    runtime
        .loop()
        .execute(
            () -> {
              throw new IllegalStateException("expected");
            });
    runtime.run(loop -> log.add("goes on"));
    assertThat(log).containsExactly("expected", "goes on");
    runtime.stop();
  }

  @Test
  void shouldRefuseToExecuteWhenTheLoopHasEnded() {
    TestRuntime runtime = runtime();
    Loop loop = runtime.loop();
    runtime.stop();
    assertThatThrownBy(() -> loop.execute(() -> {}))
        .isInstanceOf(RuntimeTerminatedException.class)
        .hasMessageContaining("execute");
  }

  @Test
  void shouldExecuteWhatItHasTakenInBeforeItEnds() {
    TestRuntime runtime = runtime();
    Gate gate = new Gate();
    Loop loop = runtime.loop();
    runtime.run(itself -> itself.onExit(code -> log.add("exit")));
    loop.execute(() -> holdTheLoop(gate));
    gate.awaitBegun(1);
    TestProbe<StopReport> stopped = runtime.stopping(); // before the loop can look again
    loop.execute(
        () -> {
          log.add("taken in");
          loop.nextTick(() -> log.add("its tick"));
        });
    gate.open();
    stopped.receiveMessage(Waiting.LIMIT);
    assertThat(log).containsExactly("taken in", "its tick", "exit");
  }

  private static void holdTheLoop(Gate gate) {
    try {
      gate.yielding("").call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void shouldExecuteInOrderForEachSenderAndLoseNothing() throws InterruptedException {
    int senders = 4;
    int each = 10_000;
    LoopSettings settings =
        LoopSettings.from(KIT.system().settings().config(), Pools.own())
            .withMaxCallbacksPerTurn(7); // yields in the midst of things
    CompletableFuture<Loop> started = new CompletableFuture<>();
    ActorRef<RuntimeActor.Command> ref =
        KIT.spawn(
            RuntimeActor.create(settings, registrar -> started.complete(new Loop(registrar))),
            RuntimeActor.dispatcher());
    Loop loop = Waiting.valueOf(started);
    int[] next = new int[senders];
    CompletableFuture<Void> done = new CompletableFuture<>();
    List<Thread> threads = new ArrayList<>();
    for (int sender = 0; sender < senders; sender++) {
      int mine = sender;
      threads.add(new Thread(() -> send(loop, each, mine, next, done)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    Waiting.valueOf(done);
    assertThat(next).containsOnly(each);
    KIT.stop(ref, Waiting.LIMIT);
  }

  private static void send(
      Loop loop, int count, int sender, int[] next, CompletableFuture<Void> done) {
    for (int i = 0; i < count; i++) {
      int number = i;
      loop.execute(
          () -> {
            if (next[sender] != number) {
              done.completeExceptionally(
                  new AssertionError(sender + ": " + number + " after " + next[sender]));
            }
            next[sender]++;
            if (Arrays.stream(next).allMatch(n -> n == count)) {
              done.complete(null);
            }
          });
    }
  }

  @Test
  void shouldAnswerATaskOnceWhateverItsSignalDoes() {
    TestRuntime runtime = runtime();
    Gate gate = new Gate();
    AbortController controller = runtime.call(loop -> new AbortController());
    // deaf to the interrupt, or its worker might begin the queued one before that is called off
    TestTask<String> running = submit(runtime, gate.deaf("done"), controller);
    gate.awaitBegun(1);
    TestTask<String> queued = submit(runtime, gate.yielding("done"), controller);
    TestTask<String> other = runtime.submit(() -> "untouched");
    runtime.run(loop -> controller.abort("enough"));
    TestTask<String> late = submit(runtime, gate.yielding("done"), controller);
    for (TestTask<String> task : List.of(running, queued, late)) {
      assertThat(task.error()).isInstanceOf(AbortException.class).hasMessageContaining("aborted");
      assertThat(task.error().getCause()).hasMessage("enough");
    }
    gate.open();
    assertThat(other.value()).isEqualTo("untouched");
    assertThat(running.answers() + queued.answers() + late.answers()).isEqualTo(3);
    assertThat(gate.hasBegunMore()).as("the queued one or the late one ran").isFalse();
    runtime.stop();
  }

  private static TestTask<String> submit(
      TestRuntime runtime, Callable<String> work, AbortController controller) {
    return runtime.call(loop -> TestRuntime.submitOn(loop, work, controller.signal()));
  }
}
