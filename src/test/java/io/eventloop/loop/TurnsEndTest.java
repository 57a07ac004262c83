package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.EventLoop;
import io.eventloop.loop.RuntimeActor.Call;
import io.eventloop.loop.RuntimeActor.Execute;
import io.eventloop.loop.RuntimeActor.Stop;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.Pools;
import io.eventloop.pool.TaskKind;
import io.eventloop.testing.ProgramRun;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.pattern.StatusReply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where others meet the turns of a loop: at its end, and while it yields to them. */
class TurnsEndTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final TaskKind WORK = TaskKind.of("work");

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private static LoopSettings settings(Pools.Source pool, int budget) {
    return LoopSettings.from(KIT.system().settings().config(), pool)
        .withPoolSettings(TestRuntime.poolOf(KIT, 1))
        .withMaxCallbacksPerTurn(budget);
  }

  static Stream<Pools.Source> pools() {
    return Stream.of(Pools.own(), Pools.shared());
  }

  // -- the natural end ----------------------------------------------------------------------------

  @Test
  void shouldRunWhatItAcceptedAndRefuseTheRestWhenTheProgramComesToItsEnd() {
    int refused = 0;
    for (int round = 0; round < 1_000; round++) {
      CompletableFuture<Registrar> begun = new CompletableFuture<>();
      CompletableFuture<StopReport> ended = new CompletableFuture<>();
      AtomicInteger run = new AtomicInteger();
      AtomicBoolean exited = new AtomicBoolean();
      KIT.spawn(
          RuntimeActor.standAlone(
              settings(Pools.shared(), 1_000),
              registrar -> {
                new Loop(registrar).onExit(code -> exited.set(true));
                begun.complete(registrar);
              },
              Hosting.STAND_ALONE,
              ended::complete),
          RuntimeActor.dispatcher());
      Registrar loop = Waiting.valueOf(begun);
      for (int spin = 0; spin < round % 50 * 10; spin++) {
        Thread.onSpinWait();
      }
      int accepted = 0;
      for (int i = 0; i < 4; i++) {
        try {
          loop.execute(
              () -> {
                assertThat(exited).as("after the exit handlers").isFalse();
                run.incrementAndGet();
              });
          accepted++;
        } catch (RuntimeTerminatedException expected) {
          refused++;
        }
      }
      assertThat(Waiting.valueOf(ended).exitCode()).as("round %d", round).isZero();
      assertThat(run).as("round %d", round).hasValue(accepted);
    }
    assertThat(refused).as("rounds that met the end").isPositive();
  }

  @Test
  void shouldLiveOnForATimerOfACallThatCameAtTheEnd() {
    ProgramRun run =
        ProgramRun.inRealTime(
            (loop, log) -> {
              loop.onBeforeExit(
                  code -> {
                    log.accept("before exit");
                    onAnotherThreadOnce(
                        () ->
                            loop.execute(
                                () -> {
                                  log.accept("executed");
                                  loop.setTimeout(() -> log.accept("timer"), 1);
                                }));
                  });
              loop.onExit(code -> log.accept("exit"));
            });
    assertThat(run.lines())
        .containsExactly("before exit", "executed", "timer", "before exit", "exit");
    assertThat(run.code()).isZero();
  }

  private final AtomicBoolean once = new AtomicBoolean();

  private void onAnotherThreadOnce(Runnable work) {
    if (once.compareAndSet(false, true)) {
      Waiting.valueOf(CompletableFuture.runAsync(work));
    }
  }

  /** A program whose end another thread delays with this call. */
  private ProgramRun calledAtTheEnd(BiConsumer<EventLoop, Consumer<String>> call) {
    return ProgramRun.inRealTime(
        (loop, log) ->
            loop.onBeforeExit(
                code -> {
                  log.accept("before exit");
                  onAnotherThreadOnce(() -> loop.execute(() -> call.accept(loop, log)));
                }));
  }

  @Test
  void shouldAskAgainBeforeItsExitWhenACallCameAtTheEndWhateverThatStarts() {
    ProgramRun run = calledAtTheEnd((loop, log) -> loop.setImmediate(() -> log.accept("then")));
    assertThat(run).isEqualTo(new ProgramRun(List.of("before exit", "then", "before exit"), 0));
  }

  /** In Node, a message to a worker whose port is not referenced: then it is not even heard. */
  @Test
  void shouldNotAskAgainBeforeItEndsForWhatStartsNothing() {
    ProgramRun run = calledAtTheEnd((loop, log) -> loop.nextTick(() -> log.accept("executed")));
    assertThat(run).isEqualTo(new ProgramRun(List.of("before exit", "executed"), 0));
  }

  @Test
  void shouldAskAgainAfterAnExceptionThatWasHandledInWhatWasExecuted() {
    ProgramRun run =
        ProgramRun.inRealTime(
            (loop, log) -> {
              loop.onUncaughtException((e, origin) -> log.accept(e.getMessage()));
              loop.onBeforeExit(
                  code -> {
                    log.accept("before exit");
                    onAnotherThreadOnce(
                        () ->
                            loop.execute(
                                () -> {
                                  loop.nextTick(
                                      () -> loop.setImmediate(() -> log.accept("immediate")));
                                  throw new IllegalStateException("thrown");
                                }));
                  });
            });
    assertThat(run)
        .isEqualTo(new ProgramRun(List.of("before exit", "thrown", "immediate", "before exit"), 0));
  }

  // -- a stop in the middle of a turn -------------------------------------------------------------

  private final List<String> ran = new CopyOnWriteArrayList<>();
  private final TestProbe<StopReport> stopped = KIT.createTestProbe(StopReport.class);

  /** A runtime that is told these messages in a callback that leaves 100 ticks. */
  private ActorRef<RuntimeActor.Command> busyWithTicks(
      Pools.Source pool, List<RuntimeActor.Command> messages) {
    CompletableFuture<ActorRef<RuntimeActor.Command>> self = new CompletableFuture<>();
    ActorRef<RuntimeActor.Command> runtime =
        KIT.spawn(
            RuntimeActor.create(
                settings(pool, 10),
                registrar -> {
                  new Loop(registrar).onExit(code -> ran.add("exit"));
                  ticks(registrar, 100);
                  messages.forEach(Waiting.valueOf(self)::tell);
                }),
            RuntimeActor.dispatcher());
    self.complete(runtime);
    return runtime;
  }

  /** Each sets the next. */
  private void ticks(Registrar loop, int left) {
    if (left > 0) {
      loop.nextTick(
          () -> {
            ran.add("tick");
            ticks(loop, left - 1);
          });
    }
  }

  private void expectTicksAnd(String... rest) {
    stopped.receiveMessage(Waiting.LIMIT);
    List<String> expected = new ArrayList<>(IntStream.range(0, 100).mapToObj(i -> "tick").toList());
    expected.addAll(List.of(rest));
    assertThat(ran).containsExactlyElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("pools")
  void shouldRunAllTicksWhenItIsStoppedInTheMiddleOfThem(Pools.Source pool) {
    busyWithTicks(pool, List.of(new Stop(stopped.ref())));
    expectTicksAnd("exit");
  }

  @ParameterizedTest
  @MethodSource("pools")
  void shouldRunWhatItWasToldBeforeItWasStopped(Pools.Source pool) {
    busyWithTicks(pool, List.of(new Execute(() -> ran.add("executed")), new Stop(stopped.ref())));
    expectTicksAnd("executed", "exit");
  }

  @ParameterizedTest
  @MethodSource("pools")
  void shouldAnswerACallThatItWasToldBeforeItWasStopped(Pools.Source pool) {
    TestProbe<StatusReply<String>> answer = KIT.createTestProbe();
    busyWithTicks(
        pool,
        List.of(
            new Call<>(WORK, () -> "ended", CallOptions.DEFAULT, answer.ref()),
            new Stop(stopped.ref())));
    answer.receiveMessage(Waiting.LIMIT); // with the value or an error
    expectTicksAnd("exit");
  }

  // -- results ------------------------------------------------------------------------------------

  @Test
  void shouldCallBackInTheOrderOfCompletionWhileOthersHaveItRunToo() {
    int tasks = 5_000;
    List<Integer> called = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(tasks);
    ActorRef<RuntimeActor.Command> runtime =
        KIT.spawn(
            RuntimeActor.create(
                settings(Pools.own(), 2),
                registrar -> {
                  for (int i = 0; i < tasks; i++) {
                    int number = i;
                    registrar.<Integer>submit(
                        WORK,
                        () -> number,
                        CallOptions.DEFAULT,
                        (error, value) -> {
                          called.add(value);
                          for (int tick = value % 4; tick > 0; tick--) {
                            registrar.nextTick(() -> {});
                          }
                          done.countDown();
                        });
                  }
                }),
            RuntimeActor.dispatcher());
    while (done.getCount() > tasks / 2) {
      CountDownLatch executed = new CountDownLatch(1);
      runtime.tell(new Execute(executed::countDown));
      Waiting.await(executed);
    }
    Waiting.await(done);
    assertThat(called).isEqualTo(IntStream.range(0, tasks).boxed().toList());
    runtime.tell(new Stop(stopped.ref()));
    stopped.receiveMessage(Waiting.LIMIT);
  }
}
