package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.pool.PoolSettings.WhenFull;
import io.eventloop.testing.Gate;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.TestTask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A queue with a bound: what becomes of tasks that find it full. */
class PoolBoundTest {
  private static final ActorTestKit KIT = ActorTestKit.create();

  private final Gate gate = new Gate();
  private final List<Object> started = Collections.synchronizedList(new ArrayList<>());

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private static PoolSettings bounded(int size, int maxQueued, WhenFull whenFull) {
    return TestRuntime.poolOf(KIT, size).withMaxQueued(maxQueued, whenFull);
  }

  private static TestRuntime runtime(int size, int maxQueued, WhenFull whenFull) {
    return TestRuntime.start(KIT, bounded(size, maxQueued, whenFull));
  }

  private Callable<Object> noting(Object name) {
    return () -> {
      started.add(name);
      return name;
    };
  }

  /** All workers are in a task that the gate holds. */
  private List<TestTask<String>> occupy(TestRuntime runtime, int size) {
    List<TestTask<String>> tasks = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      tasks.add(runtime.submit(gate.yielding("busy")));
      gate.awaitBegun(1);
    }
    return tasks;
  }

  @Test
  void shouldRejectWhatTheQueueHasNoRoomForWhenSetToReject() {
    TestRuntime runtime = runtime(2, 3, WhenFull.REJECT);
    List<TestTask<String>> running = occupy(runtime, 2);
    List<TestTask<Object>> queued =
        IntStream.range(0, 3).mapToObj(i -> runtime.submit(noting(i))).toList();
    TestTask<Object> rejected = runtime.submit(noting("one too many"));
    assertThat(rejected.error())
        .isInstanceOf(TaskRejectedException.class)
        .hasMessage("work task rejected: 3 tasks are queued, the bound of pool pool");
    assertThat(runtime.stats().queued()).isEqualTo(3);
    gate.open();
    running.forEach(TestTask::value);
    queued.forEach(TestTask::value);
    assertThat(started).doesNotContain("one too many").hasSize(3);
    assertThat(runtime.stats().rejected()).isEqualTo(1);
    assertThat(runtime.submit(noting("room again")).value()).isEqualTo("room again");
    runtime.stop();
  }

  @Test
  void shouldRejectOnTheLoopAndNotWithinTheCall() {
    TestRuntime runtime = runtime(1, 1, WhenFull.REJECT);
    occupy(runtime, 1);
    runtime.submit(noting("queued"));
    TestTask<Object> rejected =
        runtime.call(
            loop -> {
              TestTask<Object> task =
                  TestRuntime.submitOn(
                      loop, TestRuntime.WORK, noting("rejected"), CallOptions.DEFAULT);
              assertThat(task.answers()).isZero();
              return task;
            });
    assertThat(rejected.error()).isInstanceOf(TaskRejectedException.class);
    gate.open();
    runtime.stop();
  }

  @Test
  void shouldNotRejectWhileWorkersAreIdleThatCouldTakeTheTasks() {
    TestRuntime runtime = runtime(4, 2, WhenFull.REJECT);
    List<TestTask<Integer>> tasks =
        runtime.call(
            loop ->
                IntStream.range(0, 6) // four to run and two to wait
                    .mapToObj(
                        i ->
                            TestRuntime.submitOn(
                                loop, TestRuntime.WORK, gate.yielding(i), CallOptions.DEFAULT))
                    .toList());
    gate.open();
    for (int i = 0; i < 6; i++) {
      assertThat(tasks.get(i).value()).isEqualTo(i);
    }
    runtime.stop();
  }

  @Test
  void shouldTakeAsManyAsItsBoundAgainWhenQueuedTasksWereCancelled() {
    TestRuntime runtime = runtime(1, 2, WhenFull.REJECT);
    occupy(runtime, 1);
    for (int i = 0; i < 10; i++) {
      TestTask<Object> cancelled = runtime.submit(noting("cancelled"));
      assertThat(cancelled.handle().cancel()).isTrue();
      assertThat(cancelled.error()).isInstanceOf(TaskCancelledException.class);
    }
    TestTask<Object> first = runtime.submit(noting(1));
    TestTask<Object> second = runtime.submit(noting(2));
    assertThat(runtime.submit(noting(3)).error()).isInstanceOf(TaskRejectedException.class);
    gate.open();
    first.value();
    second.value();
    assertThat(started).containsExactly(1, 2);
    runtime.stop();
  }

  @Test
  void shouldKeepTheOrderAndAnswerAllWhenSetToWait() {
    TestRuntime runtime = runtime(1, 2, WhenFull.WAIT);
    occupy(runtime, 1);
    List<TestTask<Object>> tasks =
        IntStream.range(0, 500).mapToObj(i -> runtime.submit(noting(i))).toList();
    assertThat(runtime.stats().queued()).isEqualTo(500);
    gate.open();
    tasks.forEach(TestTask::value);
    assertThat(started).containsExactlyElementsOf(IntStream.range(0, 500).boxed().toList());
    assertThat(runtime.stats().rejected()).isZero();
    runtime.stop();
  }

  @Test
  void shouldNotOvertakeThoseThatWaitWhenThereIsRoomAgain() {
    TestRuntime runtime = runtime(1, 1, WhenFull.WAIT);
    occupy(runtime, 1);
    TestTask<Object> queued = runtime.submit(noting("queued"));
    TestTask<Object> waits = runtime.submit(noting("waits"));
    TestTask<Object> later =
        runtime.call(
            loop -> {
              assertThat(queued.handle().cancel()).isTrue(); // its place is free from now on
              return TestRuntime.submitOn(
                  loop, TestRuntime.WORK, noting("later"), CallOptions.DEFAULT);
            });
    gate.open();
    waits.value();
    later.value();
    assertThat(started).containsExactly("waits", "later");
    runtime.stop();
  }

  @Test
  void shouldNeverStartATaskThatWasCancelledWhileItWaitedForRoom() {
    TestRuntime runtime = runtime(1, 1, WhenFull.WAIT);
    occupy(runtime, 1);
    TestTask<Object> queued = runtime.submit(noting("queued"));
    TestTask<Object> cancelled = runtime.submit(noting("cancelled"));
    TestTask<Object> last = runtime.submit(noting("last"));
    assertThat(cancelled.handle().cancel()).isTrue();
    assertThat(cancelled.error()).isInstanceOf(TaskCancelledException.class);
    gate.open();
    queued.value();
    last.value();
    assertThat(started).containsExactly("queued", "last");
    assertThat(cancelled.answers()).isEqualTo(1);
    runtime.stop();
  }

  @Test
  void shouldLetAnotherRuntimeOfASharedPoolInWhenThoseThatWaitedBeforeHaveEnded() {
    Pools.Source shared = Pools.named("bound-ended", 1);
    PoolSettings settings = bounded(1, 1, WhenFull.WAIT);
    TestRuntime busy = TestRuntime.start(KIT, settings, shared);
    TestRuntime waits = TestRuntime.start(KIT, settings, shared);
    List<TestRuntime> ending =
        IntStream.range(0, 10).mapToObj(i -> TestRuntime.start(KIT, settings, shared)).toList();
    occupy(busy, 1);
    busy.submit(noting("takes the only place"));
    ending.forEach(runtime -> runtime.submit(noting("never")));
    TestTask<Object> task = waits.submit(noting("the last to wait"));
    ending.forEach(TestRuntime::stop);
    gate.open();
    assertThat(task.value()).isEqualTo("the last to wait");
    assertThat(started).doesNotContain("never");
    busy.stop();
    waits.stop();
  }

  @Test
  void shouldLetEachRuntimeOfASharedPoolInWhenSeveralWait() {
    Pools.Source shared = Pools.named("bound-many", 2);
    PoolSettings settings = bounded(2, 3, WhenFull.WAIT);
    List<TestRuntime> runtimes =
        IntStream.range(0, 5).mapToObj(i -> TestRuntime.start(KIT, settings, shared)).toList();
    occupy(runtimes.get(0), 2);
    List<TestTask<Object>> tasks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      for (TestRuntime runtime : runtimes) {
        tasks.add(runtime.submit(noting(tasks.size())));
      }
    }
    gate.open();
    tasks.forEach(TestTask::value);
    assertThat(started).hasSize(1_000).doesNotHaveDuplicates();
    runtimes.forEach(TestRuntime::stop);
  }
}
