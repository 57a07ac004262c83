package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.eventloop.loop.LoopSettings;
import io.eventloop.loop.LoopStats;
import io.eventloop.loop.Offload;
import io.eventloop.loop.Registrar;
import io.eventloop.loop.RuntimeActor;
import io.eventloop.testing.Gate;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.TestTask;
import io.eventloop.testing.Waiting;
import io.eventloop.value.Callback;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** One pool that many runtimes share: whose task is next, and whose threads they are. */
class SharedPoolTest {
  private static final ActorTestKit KIT = ActorTestKit.create();

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private static TestRuntime runtime(Pools.Source pool) {
    return TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 4), pool);
  }

  @Test
  void shouldStartARuntimesFirstTaskAfterAtMostOneOfEachOther() {
    Pools.Source one = Pools.named("fair", 1);
    TestRuntime flooding = runtime(one);
    TestRuntime also = runtime(one);
    TestRuntime modest = runtime(one);
    List<String> started = Collections.synchronizedList(new ArrayList<>());
    Gate gate = new Gate();
    TestTask<String> busy = flooding.submit(gate.yielding("busy"));
    gate.awaitBegun(1);
    List<TestTask<Boolean>> flood =
        flooding.call(
            loop ->
                IntStream.range(0, 10_000)
                    .mapToObj(
                        i ->
                            TestRuntime.submitOn(
                                loop,
                                TestRuntime.WORK,
                                () -> lasting(started.add("flood")),
                                CallOptions.DEFAULT))
                    .toList());
    List<TestTask<Boolean>> some =
        IntStream.range(0, 10)
            .mapToObj(i -> also.submit(() -> lasting(started.add("also"))))
            .toList();
    TestTask<Boolean> first = modest.submit(() -> started.add("modest"));
    gate.open();
    first.value();
    some.forEach(TestTask::value);
    busy.value();
    flood.forEach(TestTask::value);
    assertThat(started.indexOf("modest")).as("tasks before the modest one's").isBetween(0, 2);
    assertThat(started.indexOf("also")).isBetween(0, 2);
    List<String> turns = List.copyOf(started.subList(3, 21));
    assertThat(turns).as("and then in turn").containsSubsequence("also", "flood", "also", "flood");
    assertThat(Collections.frequency(turns, "also")).isBetween(8, 9);
    assertThat(Collections.frequency(started, "flood")).isEqualTo(10_000);
    flooding.stop();
    also.stop();
    modest.stop();
  }

  /** Of the rest of a task that takes longer than a worker stays with one runtime. */
  private static <T> T lasting(T value) {
    long until = System.nanoTime() + 30_000;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    return value;
  }

  @Test
  void shouldStayForAWhileWithARuntimeWhoseTasksAreShort() {
    Pools.Source one = Pools.named("stay", 1);
    TestRuntime odd = runtime(one);
    TestRuntime even = runtime(one);
    List<String> started = Collections.synchronizedList(new ArrayList<>());
    Gate gate = new Gate();
    TestTask<String> busy = odd.submit(gate.yielding("busy"));
    gate.awaitBegun(1);
    List<TestTask<Boolean>> tasks = new ArrayList<>();
    for (TestRuntime runtime : List.of(odd, even)) {
      runtime.run(
          loop -> {
            for (int i = 0; i < 5_000; i++) {
              tasks.add(
                  TestRuntime.submitOn(
                      loop,
                      TestRuntime.WORK,
                      () -> started.add(runtime == odd ? "odd" : "even"),
                      CallOptions.DEFAULT));
            }
          });
    }
    gate.open();
    tasks.forEach(TestTask::value);
    busy.value();
    int changes = 0;
    int stay = 1;
    int longest = 1;
    int half = Math.min(started.lastIndexOf("odd"), started.lastIndexOf("even"));
    for (int i = 1; i < half; i++) {
      boolean same = started.get(i).equals(started.get(i - 1));
      stay = same ? stay + 1 : 1;
      changes += same ? 0 : 1;
      longest = Math.max(longest, stay);
    }
    assertThat(changes).as("turns of 10,000 tasks").isBetween(100, 4_000);
    assertThat(longest).as("tasks of one turn").isLessThanOrEqualTo(32);
    odd.stop();
    even.stop();
  }

  @Test
  void shouldBeOfItsOwnSizeAndNameWhenNamed() {
    Gate gate = new Gate();
    List<TestRuntime> runtimes =
        IntStream.range(0, 3).mapToObj(i -> runtime(Pools.named("jdbc", 3))).toList();
    List<TestTask<String>> tasks =
        IntStream.range(0, 9)
            .mapToObj(
                i ->
                    runtimes
                        .get(i % 3)
                        .submit(
                            () -> {
                              gate.yielding("").call();
                              return Thread.currentThread().getName();
                            }))
            .toList();
    gate.awaitBegun(3);
    gate.open();
    assertThat(tasks.stream().map(TestTask::value).distinct())
        .containsExactlyInAnyOrder("jdbc0", "jdbc1", "jdbc2");
    assertThat(gate.mostAtOnce()).isEqualTo(3);
    runtimes.forEach(TestRuntime::stop);
  }

  @Test
  void shouldRefuseARuntimeThatWantsItInAnotherSize() {
    TestRuntime first = runtime(Pools.named("size", 2));
    first.submit(() -> "it is there").value();
    TestProbe<Throwable> failure = KIT.createTestProbe(Throwable.class);
    LoopSettings settings =
        LoopSettings.from(KIT.system().settings().config(), Pools.named("size", 3));
    KIT.spawn(
        Behaviors.<Void>setup(
            context -> {
              ActorRef<RuntimeActor.Command> refused =
                  context.spawn(
                      RuntimeActor.create(settings, loop -> {}),
                      "runtime",
                      RuntimeActor.dispatcher());
              context.watch(refused);
              return Behaviors.receive(Void.class)
                  .onSignal(
                      ChildFailed.class,
                      failed -> {
                        failure.ref().tell(failed.getCause());
                        return Behaviors.same();
                      })
                  .build();
            }));
    assertThat(failure.receiveMessage(Waiting.LIMIT))
        .hasStackTraceContaining("pool size is there already with 2 workers, not 3");
    assertThat(first.submit(() -> "unharmed").value()).isEqualTo("unharmed");
    first.stop();
  }

  @Test
  void shouldTellTheCallerWhenAnOffloadWantsItInAnotherSize() {
    Offload three = Offload.get(KIT.system(), Pools.named("offload-size", 3));
    assertThat(Waiting.valueOf(three.call(TestRuntime.WORK, () -> 3).toCompletionStage()))
        .isEqualTo(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Offload.get(KIT.system(), Pools.named("offload-size", 4)))
        .withMessageContaining("3 workers, not 4");
  }

  @Test
  void shouldGoOnWithTheOthersWhenARuntimeEndsWithTasksOpen() {
    Pools.Source one = Pools.named("ends", 1);
    TestRuntime ends = runtime(one);
    TestRuntime stays = runtime(one);
    AtomicBoolean started = new AtomicBoolean();
    Gate gate = new Gate();
    ends.submit(gate.yielding("interrupted"));
    gate.awaitBegun(1);
    for (int i = 0; i < 100; i++) {
      ends.submit(
          () -> {
            started.set(true);
            return null;
          });
    }
    TestTask<String> next = stays.submit(() -> "next");
    ends.stop();
    gate.awaitInterrupt();
    assertThat(next.value()).isEqualTo("next");
    assertThat(stays.submit(() -> "after").value()).isEqualTo("after");
    assertThat(started).as("a task of a runtime that has ended").isFalse();
    stays.stop();
  }

  @Test
  void shouldLetEachOfAThousandRuntimesMakeProgressWhileOneFloodsIt() {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    AtomicBoolean flood = new AtomicBoolean(true);
    Pools.Source shared = Pools.named("thousand", 4);
    LoopSettings settings = LoopSettings.from(KIT.system().settings().config(), shared);
    ActorRef<RuntimeActor.Command> flooding =
        KIT.spawn(
            RuntimeActor.create(
                settings,
                loop -> {
                  for (int i = 0; i < 10_000; i++) {
                    new Again(loop, flood).call(null, i);
                  }
                }),
            RuntimeActor.dispatcher());
    int modest = 999;
    int each = 5;
    CountDownLatch done = new CountDownLatch(modest);
    List<ActorRef<RuntimeActor.Command>> runtimes =
        IntStream.range(0, modest)
            .mapToObj(
                i ->
                    KIT.<RuntimeActor.Command>spawn(
                        RuntimeActor.create(
                            settings, loop -> new Chain(loop, threads, done).next(each)),
                        RuntimeActor.dispatcher()))
            .toList();
    Waiting.await(done);
    TestProbe<LoopStats> stats = KIT.createTestProbe(LoopStats.class);
    flooding.tell(new RuntimeActor.GetStats(stats.ref()));
    assertThat(stats.receiveMessage(Waiting.LIMIT).pendingEvents())
        .as("the flood was there all the time")
        .isGreaterThan(1_000);
    flood.set(false);
    assertThat(threads).isSubsetOf("thousand0", "thousand1", "thousand2", "thousand3");
    stats.awaitAssert(
        Waiting.LIMIT,
        () -> {
          assertThat(
                  Thread.getAllStackTraces().keySet().stream()
                      .map(Thread::getName)
                      .filter(name -> name.startsWith("thousand")))
              .hasSizeLessThanOrEqualTo(4)
              .doesNotHaveDuplicates();
          return null;
        });
    KIT.stop(flooding, Waiting.LIMIT);
    runtimes.forEach(runtime -> KIT.stop(runtime, Waiting.LIMIT));
  }

  /** Submits another task for each that is done. */
  private record Again(Registrar loop, AtomicBoolean flood) implements Callback<Integer> {
    @Override
    public void call(Throwable error, Integer value) {
      if (flood.get()) {
        loop.submit(TestRuntime.WORK, Again::takeTime, CallOptions.DEFAULT, this);
      }
    }

    private static Integer takeTime() {
      LockSupport.parkNanos(20_000); // so that the pool has more to do than the loop
      return 0;
    }
  }

  /** Submits so many tasks, one after the other. */
  private record Chain(Registrar loop, Set<String> threads, CountDownLatch done) {
    void next(int left) {
      if (left == 0) {
        done.countDown();
        return;
      }
      loop.submit(
          TestRuntime.WORK,
          () -> threads.add(Thread.currentThread().getName()),
          CallOptions.DEFAULT,
          (error, value) -> next(left - 1));
    }
  }
}
