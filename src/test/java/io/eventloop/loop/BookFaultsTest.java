package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.NodeRuntime;
import io.eventloop.Program;
import io.eventloop.RuntimeSettings;
import io.eventloop.pool.TaskKind;
import io.eventloop.testing.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Five faults of the book's program, in programs of ours. That callback ids do not collide is in
 * {@link CallbackTableTest}; here it is seen from outside.
 */
class BookFaultsTest {
  private static final TaskKind WORK = TaskKind.of("work");

  private static void run(Program program) {
    assertThat(NodeRuntime.run(RuntimeSettings.load().withPoolSize(4), program)).isZero();
  }

  @Test
  void shouldLetTheFifthTaskWaitWhenAllFourThreadsAreBusy() {
    Gate gate = new Gate();
    List<String> done = new ArrayList<>();
    run(
        loop -> {
          for (int i = 1; i <= 4; i++) {
            loop.submit(WORK, gate.yielding("one of four"), (error, value) -> done.add(value));
          }
          loop.submit(WORK, () -> "the fifth", (error, value) -> done.add(value));
          loop.setTimeout(
              () -> {
                gate.awaitBegun(4);
                assertThat(done).isEmpty();
                gate.open();
              },
              Duration.ofMillis(1));
        });
    assertThat(gate.mostAtOnce()).isEqualTo(4);
    assertThat(done).hasSize(5).contains("the fifth");
  }

  @Test
  void shouldFireBothTimersInOrderWhenTheyFallOnOneInstant() {
    List<String> fired = new ArrayList<>();
    run(
        loop -> {
          for (int i = 0; i < 100; i++) {
            String name = "timer " + i;
            loop.setTimeout(() -> fired.add(name), Duration.ofMillis(20));
          }
          loop.setTimeout(() -> fired.add("of 0 ms"), Duration.ZERO);
          loop.setTimeout(() -> fired.add("of 0 ms too"), Duration.ZERO);
        });
    List<String> expected = new ArrayList<>(List.of("of 0 ms", "of 0 ms too"));
    IntStream.range(0, 100).forEach(i -> expected.add("timer " + i));
    assertThat(fired).containsExactlyElementsOf(expected);
  }

  @Test
  void shouldGiveEachCallbackTheAnswerOfItsOwnTask() {
    int tasks = 2_000;
    int[] right = {0};
    run(
        loop -> {
          for (int i = 0; i < tasks; i++) {
            int number = i;
            loop.submit(WORK, () -> number, (error, value) -> right[0] += value == number ? 1 : 0);
          }
        });
    assertThat(right[0]).isEqualTo(tasks);
  }

  @Test
  void shouldRunReadyCallbacksFirstInFirstOut() {
    List<Integer> order = new ArrayList<>();
    List<Integer> expected = IntStream.range(0, 200).boxed().toList();
    int exitCode =
        NodeRuntime.run(
            RuntimeSettings.load().withPoolSize(1),
            loop -> {
              Gate allDone = new Gate();
              expected.forEach(
                  i ->
                      loop.submit(
                          WORK,
                          i == 199 ? allDone.yielding(i) : () -> i,
                          (error, value) -> order.add(value)));
              allDone.awaitBegun(1); // while this callback lasts, the results of 199 come in
              allDone.open();
            });
    assertThat(exitCode).isZero();
    assertThat(order).containsExactlyElementsOf(expected);
  }

  @Test
  void shouldEndWhenTasksThrowExceptionsAndErrors() {
    List<Throwable> errors = new ArrayList<>();
    List<Throwable> thrown =
        List.of(new Exception("checked"), new AssertionError("error"), new StackOverflowError());
    run(
        loop ->
            thrown.forEach(
                what ->
                    loop.<Void>submit(
                        WORK,
                        () -> {
                          if (what instanceof Error error) {
                            throw error;
                          }
                          throw (Exception) what;
                        },
                        (error, value) -> errors.add(error))));
    assertThat(errors).containsExactlyInAnyOrderElementsOf(thrown);
  }
}
