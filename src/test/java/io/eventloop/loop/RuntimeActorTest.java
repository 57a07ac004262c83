package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.eventloop.loop.RuntimeActor.IoEvent;
import io.eventloop.loop.RuntimeActor.Timeout;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.Pools;
import io.eventloop.pool.TaskKind;
import io.eventloop.testing.Gate;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.TestTask;
import io.eventloop.testing.Waiting;
import io.eventloop.value.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The runtime as an actor among others: where it can be spawned, and what it understands. */
class RuntimeActorTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final TaskKind WORK = TaskKind.of("work");

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private static TestRuntime runtime(int poolSize) {
    return TestRuntime.start(KIT, TestRuntime.poolOf(KIT, poolSize));
  }

  private static LoopSettings settings() {
    return LoopSettings.from(KIT.system().settings().config(), Pools.own())
        .withPoolSettings(TestRuntime.poolOf(KIT, 2));
  }

  @Test
  void shouldRunItsProgramWhenSpawnedAsGuardian() {
    CompletableFuture<String> value = new CompletableFuture<>();
    ActorSystem<RuntimeActor.Command> system =
        ActorSystem.create(
            RuntimeActor.create(
                settings(),
                registrar ->
                    registrar.<String>submit(
                        WORK,
                        () -> Thread.currentThread().getName(),
                        CallOptions.DEFAULT,
                        (error, result) -> value.complete(result))),
            "guardian",
            KIT.system().settings().config(),
            RuntimeActor.dispatcher());
    try {
      assertThat(Waiting.valueOf(value)).isEqualTo("pool0");
      TestProbe<StopReport> stopped = KIT.createTestProbe(StopReport.class);
      system.tell(new RuntimeActor.Stop(stopped.ref()));
      stopped.receiveMessage(Waiting.LIMIT);
      Waiting.valueOf(system.getWhenTerminated());
    } finally {
      system.terminate();
    }
  }

  @Test
  void shouldEachRunItsOwnTasksWhenManyAreInOneSystem() {
    List<TestRuntime> runtimes = IntStream.range(0, 20).mapToObj(i -> runtime(2)).toList();
    List<TestTask<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < runtimes.size(); i++) {
      int number = i;
      tasks.add(runtimes.get(i).submit(() -> number));
    }
    for (int i = 0; i < tasks.size(); i++) {
      assertThat(tasks.get(i).value()).isEqualTo(i);
    }
    runtimes.forEach(TestRuntime::stop);
  }

  @Test
  void shouldWorkOnTheDefaultDispatcherToo() {
    CompletableFuture<Integer> sum = new CompletableFuture<>();
    int[] left = {100};
    int[] total = {0};
    ActorRef<RuntimeActor.Command> ref =
        KIT.spawn(
            RuntimeActor.create(
                settings(),
                registrar -> {
                  for (int i = 1; i <= 100; i++) {
                    int number = i;
                    registrar.<Integer>submit(
                        WORK,
                        () -> number,
                        CallOptions.DEFAULT,
                        (error, value) -> {
                          total[0] += value;
                          if (--left[0] == 0) {
                            sum.complete(total[0]);
                          }
                        });
                  }
                }));
    assertThat(Waiting.valueOf(sum)).isEqualTo(5050);
    KIT.stop(ref);
  }

  @Test
  void shouldRunWhatItIsToldToExecuteInOrderOnOneLogicalThread() {
    TestRuntime runtime = runtime(1);
    List<Integer> order = new ArrayList<>(); // of the loop
    for (int i = 0; i < 1_000; i++) {
      int number = i;
      runtime.ref().tell(new RuntimeActor.Execute(() -> order.add(number)));
    }
    assertThat(runtime.<List<Integer>>call(loop -> List.copyOf(order)))
        .containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
    assertThat(runtime.<String>call(loop -> Thread.currentThread().getName()))
        .isEqualTo("eventloop");
    runtime.stop();
  }

  @Test
  void shouldRefuseUseFromAnyOtherThread() {
    TestRuntime runtime = runtime(1);
    Loop loop = runtime.call(itself -> itself);
    assertThatIllegalStateException()
        .isThrownBy(() -> loop.submit(WORK, () -> 1))
        .withMessageContaining(Thread.currentThread().getName());
    assertThatIllegalStateException()
        .isThrownBy(() -> loop.setTimeout(() -> {}, Duration.ofMillis(1)));
    assertThatIllegalStateException().isThrownBy(() -> loop.nextTick(() -> {}));
    TestTask<Throwable> inTask =
        runtime.submit(() -> Outcome.of(() -> loop.submit(WORK, () -> 1)).error());
    assertThat(inTask.value()).isInstanceOf(IllegalStateException.class);
    runtime.stop();
  }

  @Test
  void shouldRunTheCallbackOnceWhenAnIoRequestIsCompletedTwice() {
    CompletableFuture<IoRequest<String>> request = new CompletableFuture<>();
    CompletableFuture<Loop> loop = new CompletableFuture<>();
    List<String> seen = new ArrayList<>(); // of the loop
    ActorRef<RuntimeActor.Command> ref =
        KIT.spawn(
            RuntimeActor.create(
                settings(),
                registrar -> {
                  loop.complete(new Loop(registrar));
                  request.complete(
                      registrar.registerIo("test", (error, value) -> seen.add(value), () -> {}));
                }));
    Waiting.valueOf(request).complete(Outcome.success("first"));
    Waiting.valueOf(request).complete(Outcome.success("second"));
    CompletableFuture<List<String>> result = new CompletableFuture<>();
    Waiting.valueOf(loop).execute(() -> result.complete(List.copyOf(seen)));
    assertThat(Waiting.valueOf(result)).containsExactly("first");
    KIT.stop(ref);
  }

  @Test
  void shouldGoOnWhenAnEventComesThatNobodyWaitsFor() {
    TestRuntime runtime = runtime(1);
    boolean[] fired = {false};
    runtime.run(loop -> loop.setTimeout(() -> fired[0] = true, Duration.ofMinutes(1)));
    runtime.ref().tell(new IoEvent(4711, Outcome.success("stray")));
    runtime.ref().tell(Timeout.INSTANCE);
    assertThat(runtime.<Boolean>call(loop -> fired[0])).as("the timer is not due").isFalse();
    assertThat(runtime.submit(() -> "goes on").value()).isEqualTo("goes on");
    runtime.stop();
  }

  @Test
  void shouldSayWhatItHasDoneAndWaitsFor() {
    TestRuntime runtime = runtime(1);
    Gate gate = new Gate();
    TestTask<Integer> good = runtime.submit(() -> 1);
    good.value();
    TestTask<Integer> bad =
        runtime.submit(
            () -> {
              throw new IllegalStateException("bad");
            });
    bad.error();
    TestTask<Integer> running = runtime.submit(gate.yielding(2));
    gate.awaitBegun(1);
    TestTask<Integer> queued = runtime.submit(() -> 3);
    runtime.run(loop -> loop.setTimeout(() -> {}, Duration.ofMinutes(1)));
    LoopStats stats = runtime.stats();
    assertThat(stats.succeeded()).isEqualTo(1);
    assertThat(stats.failed()).isEqualTo(1);
    assertThat(stats.answered()).isEqualTo(2);
    assertThat(stats.queued()).isEqualTo(1);
    assertThat(stats.timers()).isEqualTo(1);
    assertThat(stats.pendingEvents()).as("a task running, one queued, a timer").isEqualTo(3);
    gate.open();
    running.value();
    queued.value();
    assertThat(runtime.stats().answered()).isEqualTo(4);
    assertThat(runtime.stats().pendingEvents()).isEqualTo(1);
    assertThat(runtime.stats().turns()).isGreaterThan(stats.turns());
    assertThat(runtime.stats().callbacks()).isGreaterThan(stats.callbacks());
    runtime.stop();
  }

  @Test
  void shouldAnswerEachThatToldItToStopAndTakeItsWorkersAlong() {
    TestRuntime runtime = runtime(2);
    Gate gate = new Gate();
    TestTask<String> running = runtime.submit(gate.yielding("ended in peace"));
    gate.awaitBegun(1);
    TestProbe<StopReport> first = runtime.stopping();
    TestProbe<StopReport> second = runtime.stopping();
    first.expectNoMessage(Duration.ZERO);
    gate.open();
    first.receiveMessage(Waiting.LIMIT);
    second.receiveMessage(Waiting.LIMIT);
    assertThat(running.value()).isEqualTo("ended in peace");
    first.expectTerminated(runtime.ref(), Waiting.LIMIT);
  }

  @Test
  void shouldRefuseExecuteWhenItHasEnded() {
    TestRuntime runtime = runtime(1);
    Loop loop = runtime.call(itself -> itself);
    runtime.stop();
    assertThat(Outcome.of(() -> runLater(loop)).error())
        .isInstanceOf(RuntimeTerminatedException.class);
  }

  private static Void runLater(Loop loop) {
    loop.execute(() -> {});
    return null;
  }

  @Test
  void shouldRefuseToBeMadeWithoutWorkersOrWithMessagesThatLackSomething() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RuntimeActor.create(settings(), registrar -> {}, List.of()))
        .withMessageContaining("workers");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings().withMaxCallbacksPerTurn(0))
        .withMessageStartingWith("maxCallbacksPerTurn = 0");
  }

  @Test
  void shouldLetOthersInWhenTicksQueueOneAnotherWithoutEnd() {
    AtomicBoolean enough = new AtomicBoolean();
    List<String> order = new CopyOnWriteArrayList<>();
    ActorRef<RuntimeActor.Command> ref =
        KIT.spawn(
            RuntimeActor.create(
                settings().withMaxCallbacksPerTurn(10),
                registrar -> {
                  registrar.queueMicrotask(() -> order.add("microtask"));
                  registrar.setTimeout(() -> order.add("timer"), Duration.ofMillis(1));
                  tickUntil(registrar, enough, () -> order.add("last tick"));
                }),
            RuntimeActor.dispatcher());
    TestProbe<LoopStats> stats = KIT.createTestProbe(LoopStats.class);
    ref.tell(new RuntimeActor.GetStats(stats.ref()));
    stats.receiveMessage(Waiting.LIMIT); // it has yielded in the midst of the drain
    assertThat(order).isEmpty();
    enough.set(true);
    stats.awaitAssert(
        Waiting.LIMIT,
        () -> {
          assertThat(order).containsExactly("last tick", "microtask", "timer");
          return null;
        });
    KIT.stop(ref);
  }

  private static void tickUntil(Registrar registrar, AtomicBoolean enough, Runnable last) {
    registrar.nextTick(
        () -> {
          if (enough.get()) {
            last.run();
          } else {
            tickUntil(registrar, enough, last);
          }
        });
  }
}
