package io.eventloop.pool;

import static org.apache.pekko.actor.ActorRef.noSender;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.loop.Loop;
import io.eventloop.loop.LoopSettings;
import io.eventloop.loop.Registrar;
import io.eventloop.loop.RuntimeActor;
import io.eventloop.testing.Gate;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.TestTask;
import io.eventloop.testing.Waiting;
import java.lang.Thread.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The threads of the event loop's dispatcher: nothing is lost, nothing waits for want of one. */
class CarrierPoolTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final DispatcherSelector CARRIERS =
      DispatcherSelector.fromConfig("eventloop.dispatcher");

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  /** A token that goes from actor to actor. */
  private record Token(int hopsLeft) {}

  /** Passes tokens on at random; now and then takes long, or has a child do it and stop. */
  private static Behavior<Token> relay(
      List<ActorRef<Token>> all, CountDownLatch arrived, Random random) {
    return Behaviors.setup(
        context ->
            Behaviors.receiveMessage(
                token -> {
                  if (token.hopsLeft() == 0) {
                    arrived.countDown();
                    return Behaviors.same();
                  }
                  Token next = new Token(token.hopsLeft() - 1);
                  int dice = random.nextInt(1_000);
                  if (dice == 0) {
                    LockSupport.parkNanos(1_000_000);
                  }
                  if (dice < 20) {
                    context
                        .spawnAnonymous(
                            Behaviors.<Token>receiveMessage(
                                passed -> {
                                  all.get(dice).tell(passed);
                                  return Behaviors.stopped();
                                }),
                            CARRIERS)
                        .tell(next);
                  } else {
                    all.get(random.nextInt(all.size())).tell(next);
                  }
                  return Behaviors.same();
                }));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void shouldLoseNoMessageOfThousandsOfActors(long seed) {
    TestRuntime runtime = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 4)); // more threads
    Random random = new Random(seed);
    int tokens = 500;
    CountDownLatch arrived = new CountDownLatch(tokens);
    List<ActorRef<Token>> all = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      all.add(KIT.spawn(relay(all, arrived, new Random(random.nextLong())), CARRIERS));
    }
    List<TestTask<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < tokens; i++) {
      all.get(random.nextInt(all.size())).tell(new Token(150));
      int number = i;
      tasks.add(runtime.submit(() -> number));
    }
    Waiting.await(arrived);
    tasks.forEach(TestTask::value);
    runtime.stop();
    all.forEach(actor -> Adapter.toClassic(actor).tell(PoisonPill.getInstance(), noSender()));
  }

  @Test
  void shouldHaveThePoolAtWorkDuringTheVeryFirstCallback() {
    LoopSettings settings =
        LoopSettings.from(KIT.system().settings().config(), Pools.own())
            .withPoolSettings(TestRuntime.poolOf(KIT, 4));
    for (int round = 0; round < 30; round++) {
      Gate gate = new Gate();
      CompletableFuture<Integer> most = new CompletableFuture<>();
      ActorRef<RuntimeActor.Command> runtime =
          KIT.spawn(
              RuntimeActor.create(
                  settings,
                  loop -> {
                    submitFour(loop, gate);
                    gate.awaitBegun(4);
                    gate.open();
                    most.complete(gate.mostAtOnce());
                  }),
              RuntimeActor.dispatcher());
      assertThat(Waiting.valueOf(most)).isEqualTo(4);
      KIT.stop(runtime, Waiting.LIMIT);
    }
  }

  @ParameterizedTest(name = "{0} at a time")
  @ValueSource(ints = {1, 4, 8})
  void shouldHaveThePoolAtWorkRightFromItsStart(int atOnce) {
    LoopSettings settings =
        LoopSettings.from(KIT.system().settings().config(), Pools.own())
            .withPoolSettings(TestRuntime.poolOf(KIT, 4));
    for (int round = 0; round < 20; round++) {
      Gate gate = new Gate();
      List<ActorRef<RuntimeActor.Command>> runtimes =
          IntStream.range(0, atOnce)
              .mapToObj(
                  i ->
                      KIT.spawn(
                          RuntimeActor.create(settings, loop -> submitFour(loop, gate)),
                          RuntimeActor.dispatcher()))
              .toList();
      gate.awaitBegun(4 * atOnce);
      gate.open();
      runtimes.forEach(runtime -> KIT.stop(runtime, Waiting.LIMIT));
    }
  }

  private static void submitFour(Registrar loop, Gate gate) {
    for (int i = 0; i < 4; i++) {
      loop.submit(TestRuntime.WORK, gate.yielding(i), CallOptions.DEFAULT, (error, value) -> {});
    }
  }

  @Test
  void shouldHaveThePoolAtWorkWhileCallbacksOfTasksGoOnForLong() {
    TestRuntime runtime = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 4));
    CompletableFuture<Integer> done = new CompletableFuture<>();
    runtime.run(loop -> rounds(loop, 20, done));
    assertThat(Waiting.valueOf(done)).isZero();
    runtime.stop();
  }

  /** A callback of a task submits four that wait for each other, and waits for them all. */
  private static void rounds(Loop loop, int left, CompletableFuture<Integer> done) {
    Gate gate = new Gate();
    for (int i = 0; i < 4; i++) {
      loop.submit(
          TestRuntime.WORK,
          gate.yielding(i),
          (error, value) -> {
            if (value == 3 && left > 0) {
              rounds(loop, left - 1, done);
            } else if (value == 3) {
              done.complete(left);
            }
          });
    }
    gate.awaitBegun(4);
    gate.open();
  }

  @Test
  void shouldHaveEachNameOnOneThreadAtATime() {
    TestRuntime runtime = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 6).withName("named"));
    Random random = new Random(4);
    for (int round = 0; round < 100; round++) {
      int count = 1 + random.nextInt(12);
      Gate gate = new Gate();
      List<TestTask<String>> tasks = new ArrayList<>();
      runtime.run(
          loop -> {
            for (int i = 0; i < count; i++) {
              tasks.add(
                  TestRuntime.submitOn(
                      loop,
                      TestRuntime.WORK,
                      () -> {
                        gate.yielding("").call();
                        return Thread.currentThread().getName();
                      },
                      CallOptions.DEFAULT));
            }
          });
      int atOnce = Math.min(count, 6);
      gate.awaitBegun(atOnce);
      KIT.createTestProbe()
          .awaitAssert( // a thread that comes from a task may bear its name for a moment more
              Duration.ofSeconds(5),
              () -> {
                assertThat(carriers().filter(thread -> thread.getName().matches("named\\d")))
                    .extracting(Thread::getName)
                    .doesNotHaveDuplicates()
                    .hasSizeGreaterThanOrEqualTo(atOnce);
                return null;
              });
      gate.open();
      assertThat(tasks.stream().map(TestTask::value)).allMatch(name -> name.matches("named[0-5]"));
    }
    runtime.stop();
  }

  private static Stream<Thread> carriers() {
    return Thread.getAllStackTraces().keySet().stream().filter(Carrier.class::isInstance);
  }

  @Test
  void shouldParkEveryThreadWithoutATimeLimitWhenNothingMoves() {
    ActorTestKit kit = ActorTestKit.create("carriers-rest");
    Set<Thread> threads = useThreads(TestRuntime.start(kit, TestRuntime.poolOf(kit, 6)), 6);
    kit.createTestProbe()
        .awaitAssert(
            Waiting.LIMIT,
            () -> {
              assertThat(threads).extracting(Thread::getState).containsOnly(State.WAITING);
              return null;
            });
    kit.shutdownTestKit();
  }

  @Test
  void shouldEndItsThreadsWhenTheirActorsHaveStopped() {
    ActorTestKit kit = ActorTestKit.create("carriers-end");
    TestRuntime stays = TestRuntime.start(kit, TestRuntime.poolOf(kit, 1));
    TestRuntime ends = TestRuntime.start(kit, TestRuntime.poolOf(kit, 6));
    Set<Thread> threads = useThreads(ends, 6);
    ends.stop();
    kit.createTestProbe()
        .awaitAssert(
            Waiting.LIMIT,
            () -> {
              assertThat(threads.stream().filter(Thread::isAlive))
                  .as("one for the worker that is left, and one for its loop")
                  .hasSizeLessThanOrEqualTo(2);
              return null;
            });
    assertThat(stays.submit(() -> "it still works").value()).isEqualTo("it still works");
    kit.shutdownTestKit();
    KIT.createTestProbe()
        .awaitAssert(
            Waiting.LIMIT,
            () -> {
              assertThat(threads).noneMatch(Thread::isAlive);
              return null;
            });
  }

  /** The threads that run as many tasks at one time. */
  private static Set<Thread> useThreads(TestRuntime runtime, int count) {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Gate gate = new Gate();
    List<TestTask<Boolean>> tasks =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    runtime.submit(
                        () -> {
                          gate.yielding("").call();
                          return threads.add(Thread.currentThread());
                        }))
            .toList();
    gate.awaitBegun(count);
    gate.open();
    tasks.forEach(TestTask::value);
    assertThat(threads).hasSize(count);
    return threads;
  }
}
