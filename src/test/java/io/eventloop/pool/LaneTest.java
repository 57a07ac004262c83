package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.pool.PoolSettings.LaneSettings;
import io.eventloop.pool.PoolSettings.WhenFull;
import io.eventloop.pool.PoolWorker.Task;
import io.eventloop.testing.Gate;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.TestTask;
import io.eventloop.testing.Waiting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Lanes: kinds of task that may hold a part of the threads only. */
class LaneTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final TaskKind PDF = TaskKind.of("pdf");
  private static final TaskKind XLS = TaskKind.of("xls");

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private static TestRuntime runtime(int size) {
    return TestRuntime.start(KIT, TestRuntime.poolOf(KIT, size));
  }

  private static List<TestTask<Integer>> submit(
      TestRuntime runtime, TaskKind kind, Gate gate, int count) {
    return IntStream.range(0, count).mapToObj(i -> runtime.submit(kind, gate.yielding(i))).toList();
  }

  @Test
  void shouldLeaveHalfOfTheThreadsToOthersWhenNameLookUpsAreSlow() {
    TestRuntime runtime = runtime(4);
    Gate slow = new Gate();
    Gate fast = new Gate();
    List<TestTask<Integer>> lookUps = submit(runtime, TaskKind.DNS, slow, 10);
    slow.awaitBegun(2);
    List<TestTask<Integer>> files = submit(runtime, TaskKind.FS, fast, 2);
    fast.awaitBegun(2);
    assertThat(slow.inside()).isEqualTo(2);
    fast.open();
    files.forEach(TestTask::value);
    for (int i = 0; i < 100; i++) { // others run past the look-ups that wait
      assertThat(runtime.submit(() -> "past").value()).isEqualTo("past");
    }
    assertThat(slow.hasBegunMore()).isFalse();
    slow.open();
    lookUps.forEach(TestTask::value);
    assertThat(slow.mostAtOnce()).isEqualTo(2);
    runtime.stop();
  }

  @Test
  void shouldNeverHoldMoreThanItsCapWhenManyTasksOfBothKindsRun() {
    TestRuntime runtime = runtime(4);
    Gate lookUps = new Gate();
    Gate files = new Gate();
    lookUps.open();
    files.open();
    List<TestTask<Integer>> tasks = new ArrayList<>();
    for (int round = 0; round < 200; round++) {
      tasks.addAll(submit(runtime, TaskKind.DNS, lookUps, 3));
      tasks.addAll(submit(runtime, TaskKind.FS, files, 3));
    }
    tasks.forEach(TestTask::value);
    assertThat(lookUps.mostAtOnce()).isLessThanOrEqualTo(2);
    runtime.stop();
  }

  @ParameterizedTest(name = "a pool of {0}, a bound of {1}")
  @CsvSource({"1, 0", "2, 0", "2, 1", "2, 3"})
  void shouldStartTheTasksOfALaneInTheirOrder(int size, int bound) {
    TestRuntime runtime = // with one thread for name look-ups
        TestRuntime.start(KIT, TestRuntime.poolOf(KIT, size).withMaxQueued(bound, WhenFull.WAIT));
    int count = 5_000;
    List<Integer> started = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch done = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      int number = i;
      runtime
          .loop()
          .execute( // one by one, while others run
              () ->
                  runtime
                      .loop()
                      .submit(
                          TaskKind.DNS,
                          () -> started.add(number),
                          (error, value) -> done.countDown()));
    }
    Waiting.await(done);
    assertThat(IntStream.range(0, count).filter(i -> started.get(i) != i).limit(5))
        .as("places at which not the next one was started")
        .isEmpty();
    runtime.stop();
  }

  @Test
  void shouldCountAllKindsOfADeclaredLaneAgainstItsCap() {
    TestRuntime runtime =
        TestRuntime.start(
            KIT,
            TestRuntime.poolOf(KIT, 4)
                .withLanes(List.of(new LaneSettings("reports", 1, Set.of(PDF, XLS)))));
    Gate gate = new Gate();
    List<TestTask<Integer>> reports = new ArrayList<>(submit(runtime, PDF, gate, 2));
    reports.addAll(submit(runtime, XLS, gate, 2));
    gate.awaitBegun(1);
    Gate others = new Gate();
    List<TestTask<Integer>> free = submit(runtime, TaskKind.DNS, others, 3); // has no lane here
    others.awaitBegun(3);
    assertThat(gate.hasBegunMore()).isFalse();
    others.open();
    gate.open();
    reports.forEach(TestTask::value);
    free.forEach(TestTask::value);
    assertThat(gate.mostAtOnce()).isEqualTo(1);
    runtime.stop();
  }

  @Test
  void shouldUseAllThreadsForTheRestWhenALaneIsEmpty() {
    TestRuntime runtime = runtime(4);
    runtime.submit(TaskKind.DNS, () -> 1).value();
    Gate gate = new Gate();
    List<TestTask<Integer>> files = submit(runtime, TaskKind.FS, gate, 4);
    gate.awaitBegun(4);
    gate.open();
    files.forEach(TestTask::value);
    runtime.stop();
  }

  @Test
  void shouldHaveItsShareBackWhenATaskOfALaneWasCancelledOrThrew() {
    TestRuntime runtime = runtime(2); // one thread for name look-ups
    for (int i = 0; i < 20; i++) {
      Gate gate = new Gate();
      TestTask<Integer> running = runtime.submit(TaskKind.DNS, gate.yielding(i));
      gate.awaitBegun(1);
      TestTask<Integer> queued = runtime.submit(TaskKind.DNS, gate.yielding(i));
      assertThat(queued.handle().cancel()).isTrue();
      assertThat(running.handle().cancel()).isTrue();
      assertThat(running.error()).isInstanceOf(TaskCancelledException.class);
      assertThat(queued.error()).isInstanceOf(TaskCancelledException.class);
      TestTask<Integer> throwing =
          runtime.submit(
              TaskKind.DNS,
              () -> {
                throw new IllegalStateException("no such name");
              });
      assertThat(throwing.error()).hasMessage("no such name");
    }
    runtime.stop();
  }

  @Test
  void shouldHoldTheCapForAllRuntimesOfASharedPoolTogether() {
    Pools.Source shared = Pools.named("lanes", 4);
    List<TestRuntime> runtimes =
        IntStream.range(0, 3)
            .mapToObj(i -> TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 4), shared))
            .toList();
    Gate slow = new Gate();
    List<TestTask<Integer>> lookUps =
        runtimes.stream().flatMap(r -> submit(r, TaskKind.DNS, slow, 5).stream()).toList();
    slow.awaitBegun(2);
    Gate fast = new Gate();
    List<TestTask<Integer>> files =
        runtimes.stream().flatMap(r -> submit(r, TaskKind.FS, fast, 1).stream()).toList();
    fast.awaitBegun(2);
    fast.open();
    files.forEach(TestTask::value);
    slow.open();
    lookUps.forEach(TestTask::value);
    assertThat(slow.mostAtOnce()).isEqualTo(2);
    runtimes.forEach(TestRuntime::stop);
  }

  @ParameterizedTest
  @EnumSource
  void shouldNotHoldUpOthersWhenItFillsABoundedQueue(WhenFull whenFull) {
    TestRuntime runtime =
        TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 4).withMaxQueued(2, whenFull));
    Gate slow = new Gate();
    List<TestTask<Integer>> lookUps = new ArrayList<>(submit(runtime, TaskKind.DNS, slow, 2));
    slow.awaitBegun(2);
    lookUps.addAll(submit(runtime, TaskKind.DNS, slow, 2)); // the queue is full
    if (whenFull == WhenFull.WAIT) {
      lookUps.addAll(submit(runtime, TaskKind.DNS, slow, 2));
    }
    for (int i = 0; i < 10; i++) { // two workers have nothing to do
      assertThat(runtime.submit(TaskKind.FS, () -> "not held up").value()).isEqualTo("not held up");
    }
    slow.open();
    lookUps.forEach(TestTask::value);
    runtime.stop();
  }

  @Test
  void shouldBeNamedWhenOneOfItsTasksIsRejected() {
    TestRuntime runtime =
        TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1).withMaxQueued(1, WhenFull.REJECT));
    Gate gate = new Gate();
    submit(runtime, TaskKind.DNS, gate, 1);
    gate.awaitBegun(1);
    submit(runtime, TaskKind.DNS, gate, 1);
    assertThat(runtime.submit(TaskKind.DNS, () -> "one too many").error())
        .isInstanceOf(TaskRejectedException.class)
        .hasMessage(
            "dns task of lane slow-io rejected: 1 tasks are queued, the bound of pool pool");
    assertThat(runtime.submit(TaskKind.FS, () -> "has no lane").error())
        .hasMessageStartingWith("fs task rejected: ");
    gate.open();
    runtime.stop();
  }

  @Test
  void shouldHaveItsShareBackWhenATaskCameForAWorkerThatHadJustStopped() {
    Pool pool = new Pool(TestRuntime.poolOf(KIT, 1));
    Submitter submitter = pool.attach(new Attached());
    Post lost = new Post(pool, 0, 1, "pool0");
    lost.occupy(KIT.createTestProbe(PoolWorker.Command.class).ref());
    pool.install(lost);
    pool.vacate(lost); // its owner has heard that it stopped, and is about to replace it
    LooseJob unlucky = new LooseJob(TaskKind.DNS);
    submitter.submit(unlucky);
    TestProbe<PoolWorker.Command> replacement = KIT.createTestProbe(PoolWorker.Command.class);
    Post next = new Post(pool, 0, 1, "pool0");
    next.occupy(replacement.ref());
    pool.install(next);
    if (unlucky.isDone()) {
      assertThat(Waiting.errorOf(unlucky.toCompletionStage()))
          .isInstanceOf(WorkerTerminatedException.class);
      submitter.submit(new LooseJob(TaskKind.DNS));
    }
    assertThat(replacement.receiveMessage(Waiting.LIMIT)).isInstanceOf(Task.class);
  }
}
