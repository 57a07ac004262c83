package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.pool.PoolSettings.LaneSettings;
import io.eventloop.pool.PoolSettings.WhenFull;
import io.eventloop.testing.Gate;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.TestTask;
import io.eventloop.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tasks that were answered while they waited: that their queue does not keep them for ever. */
class DeadTasksTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final TaskKind PDF = TaskKind.of("pdf");

  private final Gate gate = new Gate();

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private TestRuntime busyRuntime(int maxQueued, WhenFull whenFull) {
    TestRuntime runtime =
        TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1).withMaxQueued(maxQueued, whenFull));
    runtime.submit(gate.yielding("busy"));
    gate.awaitBegun(1);
    return runtime;
  }

  @ParameterizedTest(name = "a bound of {0}, {1}")
  @CsvSource({"0, REJECT", "2, REJECT", "1, WAIT"})
  void shouldBeDroppedWhileNoWorkerPassesThem(int maxQueued, WhenFull whenFull) {
    TestRuntime runtime = busyRuntime(maxQueued, whenFull);
    List<Integer> started = Collections.synchronizedList(new ArrayList<>());
    TestTask<Boolean> first = runtime.submit(() -> started.add(1));
    runtime.run(
        loop -> {
          for (int i = 0; i < 10_000; i++) {
            assertThat(loop.submit(TestRuntime.WORK, () -> "", (error, value) -> {}).cancel())
                .isTrue();
          }
        });
    assertThat(runtime.stats().queued()).isBetween(1, 1 + Sweep.FEW);
    TestTask<Boolean> last = runtime.submit(() -> started.add(2));
    gate.open();
    first.value();
    last.value();
    assertThat(started).containsExactly(1, 2);
    assertThat(runtime.stats().cancelled()).isEqualTo(10_000);
    runtime.stop();
  }

  @Test
  void shouldBeDroppedWhenTheirDeadlineIsPast() {
    TestRuntime runtime = busyRuntime(PoolSettings.UNBOUNDED, WhenFull.REJECT);
    CallOptions soon = CallOptions.deadline(Duration.ofMillis(1));
    List<TestTask<String>> tasks =
        runtime.call(
            loop ->
                IntStream.range(0, 2_000)
                    .mapToObj(i -> TestRuntime.submitOn(loop, TestRuntime.WORK, () -> "", soon))
                    .toList());
    tasks.forEach(task -> assertThat(task.error()).isInstanceOf(TaskTimeoutException.class));
    assertThat(runtime.stats().queued()).isLessThanOrEqualTo(Sweep.FEW);
    gate.open();
    runtime.stop();
  }

  @Test
  void shouldLeaveTheLivingInTheirOrder() {
    TestRuntime runtime = busyRuntime(PoolSettings.UNBOUNDED, WhenFull.REJECT);
    List<Integer> started = Collections.synchronizedList(new ArrayList<>());
    List<TestTask<Boolean>> tasks =
        runtime.call(
            loop ->
                IntStream.range(0, 3_000)
                    .mapToObj(
                        i ->
                            TestRuntime.submitOn(
                                loop, TestRuntime.WORK, () -> started.add(i), CallOptions.DEFAULT))
                    .toList());
    for (int i = 0; i < 3_000; i++) {
      if (i % 3 != 0) {
        assertThat(tasks.get(i).handle().cancel()).isTrue();
      }
    }
    assertThat(runtime.stats().queued())
        .as("at most as many dead as living")
        .isLessThanOrEqualTo(2_000);
    gate.open();
    tasks.forEach(TestTask::outcome);
    assertThat(started)
        .containsExactlyElementsOf(
            IntStream.range(0, 3_000).filter(i -> i % 3 == 0).boxed().toList());
    runtime.stop();
  }

  @ParameterizedTest(name = "a bound of {0}, {1}")
  @CsvSource({"0, REJECT", "50, REJECT", "50, WAIT"})
  void shouldBeAnsweredOnceAndGiveTheirPlacesUpOnceWhenManyCancelThem(int bound, WhenFull whenFull)
      throws InterruptedException {
    int count = 20_000;
    Pool noWorkers = new Pool(TestRuntime.poolOf(KIT, 2).withMaxQueued(bound, whenFull));
    Submitter submitter = noWorkers.attach(new Attached());
    List<LooseJob> jobs = loose(count);
    CountDownLatch some = new CountDownLatch(1);
    List<Thread> cancellers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int begin = i;
      cancellers.add(
          new Thread(
              () -> {
                Waiting.await(some);
                for (int job = begin; job < count; job += 2) { // half of them by two threads
                  jobs.get(job).cancel();
                }
              }));
    }
    cancellers.forEach(Thread::start);
    for (int i = 0; i < count; i++) {
      if (i == 1_000) {
        some.countDown();
      }
      submitter.submit(jobs.get(i));
    }
    for (Thread canceller : cancellers) {
      canceller.join();
    }
    assertThat(jobs).allMatch(job -> job.answers() == 1);
    assertThat(submitter.queued()).isLessThan(2 * Sweep.FEW);
    expectPlaces(bound, noWorkers);
  }

  private static void expectPlaces(int bound, Pool pool) {
    Submitter submitter = pool.attach(new Attached());
    loose(bound + 5).forEach(job -> submitter.submit(job));
    Post worker = new Post(pool, 0, 1, "pool0");
    worker.occupy(KIT.createTestProbe(PoolWorker.Command.class).ref());
    pool.install(worker);
    int living = 0;
    for (Job<?> task = worker.vacate(); task != null; task = pool.next(worker)) {
      living += task.isDone() ? 0 : 1;
    }
    assertThat(living).as("tasks that the queue had a place for").isEqualTo(bound == 0 ? 5 : bound);
  }

  private static List<LooseJob> loose(int count) {
    return IntStream.range(0, count).mapToObj(i -> new LooseJob(PDF)).toList();
  }

  // -- the turn of another at their lane
  // ------------------------------------------------------------

  private final Pool pool =
      new Pool(
          TestRuntime.poolOf(KIT, 2)
              .withLanes(List.of(new LaneSettings("reports", 1, Set.of(PDF)))));
  private final Submitter first = pool.attach(new Attached());
  private final Submitter second = pool.attach(new Attached());
  private final List<LooseJob> firsts = loose(Sweep.FEW + 1);
  private final LooseJob seconds = new LooseJob(PDF);

  private Post worker(int id) {
    Post post = new Post(pool, id, 1, "pool" + id);
    post.occupy(KIT.createTestProbe(PoolWorker.Command.class).ref());
    pool.install(post);
    return post;
  }

  /** One worker holds the lane, the other is busy, and both runtimes wait for the lane. */
  private Post workerOfTheLaneThatBothWaitFor() {
    Post holding = worker(0);
    first.submit(new LooseJob(PDF));
    Post busy = worker(1);
    firsts.forEach(job -> first.submit(job));
    second.submit(seconds);
    second.submit(new LooseJob(TestRuntime.WORK)); // the other worker takes it
    assertThat(busy.vacate()).as("what it was told").isNotNull();
    return holding;
  }

  @Test
  void shouldNotKeepALaneFromAnotherRuntimeWhenTheyDieJustAsItIsTheirTurn() {
    Post worker = workerOfTheLaneThatBothWaitFor();
    worker.finished(); // the first runtime is next
    firsts.forEach(Job::cancel);
    assertThat(next(worker)).isSameAs(seconds);
  }

  @Test
  void shouldNotKeepALaneFromAnotherRuntimeWhenTheirsHasOtherTasks() {
    Post worker = workerOfTheLaneThatBothWaitFor();
    LooseJob other = new LooseJob(TestRuntime.WORK);
    first.submit(other);
    firsts.forEach(Job::cancel);
    worker.finished();
    assertThat(List.of(next(worker), next(worker))).containsExactlyInAnyOrder(other, seconds);
  }

  @Test
  void shouldNotKeepALaneFromAnotherRuntimeWhenTheirsEndsJustAsItIsTheirTurn() {
    Post worker = workerOfTheLaneThatBothWaitFor();
    worker.finished();
    first.detach();
    assertThat(next(worker)).isSameAs(seconds);
  }

  private Job<?> next(Post worker) {
    Job<?> task = pool.next(worker);
    assertThat(task).as("the next task").isNotNull();
    return task;
  }
}
