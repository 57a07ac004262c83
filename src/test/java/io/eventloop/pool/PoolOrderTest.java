package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.loop.Loop;
import io.eventloop.testing.Gate;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.TestTask;
import io.eventloop.testing.Waiting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Which task starts when: first in, first out, and none waits while a worker is idle. */
class PoolOrderTest {
  private static final ActorTestKit KIT = ActorTestKit.create();

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private static TestRuntime runtime(int size) {
    return TestRuntime.start(KIT, TestRuntime.poolOf(KIT, size));
  }

  @Test
  void shouldStartTasksInTheOrderOfTheirSubmissionWhateverTheirKind() {
    TestRuntime runtime = runtime(1);
    List<Integer> started = Collections.synchronizedList(new ArrayList<>());
    Gate gate = new Gate();
    runtime.submit(gate.yielding("busy"));
    gate.awaitBegun(1);
    List<TestTask<Boolean>> tasks =
        IntStream.range(0, 1_000)
            .mapToObj(i -> runtime.submit(TaskKind.of("kind" + i % 3), () -> started.add(i)))
            .toList();
    gate.open();
    tasks.forEach(TestTask::value);
    assertThat(started).containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
    runtime.stop();
  }

  @Test
  void shouldStartTasksOfOneCallbackInTheirOrderToo() {
    TestRuntime runtime = runtime(1);
    List<Integer> started = Collections.synchronizedList(new ArrayList<>());
    List<TestTask<Boolean>> tasks = new ArrayList<>();
    runtime.run(
        loop -> {
          for (int i = 0; i < 1_000; i++) {
            int number = i;
            tasks.add(
                TestRuntime.submitOn(
                    loop, TestRuntime.WORK, () -> started.add(number), CallOptions.DEFAULT));
          }
        });
    tasks.forEach(TestTask::value);
    assertThat(started).containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
    runtime.stop();
  }

  @Test
  void shouldHaveAllWorkersAtWorkWhenThereAreTasksForThem() {
    TestRuntime runtime = runtime(8);
    for (int round = 0; round < 20; round++) {
      Gate gate = new Gate();
      List<TestTask<Integer>> tasks =
          runtime.call(
              loop ->
                  IntStream.range(0, 8)
                      .mapToObj(
                          i ->
                              TestRuntime.submitOn(
                                  loop, TestRuntime.WORK, gate.yielding(i), CallOptions.DEFAULT))
                      .toList());
      gate.awaitBegun(8); // each waits for the others
      gate.open();
      tasks.forEach(TestTask::value);
    }
    runtime.stop();
  }

  @Test
  void shouldHaveAllWorkersAtWorkWhenTasksComeOneByOne() {
    TestRuntime runtime = runtime(8);
    Gate gate = new Gate();
    List<TestTask<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      tasks.add(runtime.submit(gate.yielding(i)));
      gate.awaitBegun(1);
    }
    gate.open();
    tasks.forEach(TestTask::value);
    runtime.stop();
  }

  @Test
  void shouldHaveAllWorkersAtWorkWhileTheCallbackThatSubmittedGoesOn() {
    TestRuntime runtime = runtime(4);
    Gate gate = new Gate();
    runtime.run(
        loop -> {
          for (int i = 0; i < 4; i++) {
            loop.submit(TestRuntime.WORK, gate.yielding(i), (error, value) -> {});
          }
          gate.awaitBegun(4); // the loop itself: this would be a deadlock if the pool waited for it
          gate.open();
        });
    runtime.stop();
  }

  @Test
  void shouldRunTasksThatCallbacksSubmitOneAfterTheOther() {
    TestRuntime runtime = runtime(2);
    CompletableFuture<Integer> end = new CompletableFuture<>();
    runtime.run(loop -> chain(loop, 2_000, end));
    assertThat(Waiting.valueOf(end)).isZero();
    assertThat(runtime.stats().succeeded()).isEqualTo(2_001);
    runtime.stop();
  }

  private static void chain(Loop loop, int left, CompletableFuture<Integer> end) {
    loop.submit(
        TestRuntime.WORK,
        () -> left,
        (error, value) -> {
          if (value == 0) {
            end.complete(value);
          } else {
            chain(loop, value - 1, end);
          }
        });
  }
}
