package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.Gate;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.TestTask;
import io.eventloop.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A thread that does not come back from a task that was answered without it. */
class StuckThreadTest {
  private static final ActorTestKit KIT = ActorTestKit.create();

  /** Later than the task begins, even where the machine is busy. */
  private static final CallOptions SOON = CallOptions.deadline(Duration.ofMillis(300));

  private final TestProbe<String> events = KIT.createTestProbe(String.class);
  private final Gate gate = new Gate();

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private TestRuntime runtime(int size) {
    return TestRuntime.start(KIT, settings(size));
  }

  private PoolSettings settings(int size) {
    return TestRuntime.poolOf(KIT, size)
        .withStuckGrace(Duration.ofMillis(10))
        .withListener(
            new PoolListener() {
              @Override
              public void workerReplaced(
                  String pool, int threadId, String lost, String replacement, boolean stuck) {
                String why = stuck ? "stuck" : "stopped";
                tell(pool + "/" + threadId + ": " + lost + " " + why + ", now " + replacement);
              }

              @Override
              public void lateResult(String pool, int threadId, TaskKind kind) {
                tell(pool + "/" + threadId + ": late " + kind);
              }

              private void tell(String event) {
                events.ref().tell(event);
              }
            });
  }

  private void expectEvent(String event) {
    assertThat(events.receiveMessage(Waiting.LIMIT)).isEqualTo(event);
  }

  /** A task that was answered while it runs, and heeds no interrupt. */
  private TestTask<String> cancelDeaf(TestRuntime runtime, TaskKind kind) {
    TestTask<String> stuck = runtime.submit(kind, gate.deaf("too late"));
    gate.awaitBegun(1);
    assertThat(stuck.handle().cancel()).isTrue();
    assertThat(stuck.error()).isInstanceOf(TaskCancelledException.class);
    return stuck;
  }

  /** The names of the threads that run as many tasks at a time as there are workers. */
  private static List<String> threadNames(TestRuntime runtime, int size) {
    Gate together = new Gate();
    List<TestTask<String>> tasks =
        IntStream.range(0, size)
            .mapToObj(
                i ->
                    runtime.submit(
                        () -> {
                          together.yielding("").call();
                          return Thread.currentThread().getName();
                        }))
            .toList();
    together.awaitBegun(size); // the pool has all of its capacity
    together.open();
    return tasks.stream().map(TestTask::value).sorted().toList();
  }

  @Test
  void shouldBeReplacedUnderTheSameNumberWhenItIsStuckAfterItsDeadline() {
    TestRuntime runtime = runtime(4);
    assertThat(threadNames(runtime, 4)).containsExactly("pool0", "pool1", "pool2", "pool3");
    TestTask<String> stuck = runtime.submit(TestRuntime.WORK, gate.deaf("too late"), SOON);
    assertThat(stuck.error()).isInstanceOf(TaskTimeoutException.class);
    String event = events.receiveMessage(Waiting.LIMIT);
    assertThat(event).matches("pool/(\\d): pool\\1 stuck, now pool\\1-2");
    String lost = event.substring(8, 13);

    assertThat(threadNames(runtime, 4)).hasSize(4).doesNotContain(lost).contains(lost + "-2");
    assertThat(runtime.stats().lateResults()).isZero();
    gate.open();
    expectEvent("pool/" + lost.charAt(4) + ": late work");
    assertThat(runtime.stats().lateResults()).isEqualTo(1);
    assertThat(stuck.answers()).as("its late result was dropped").isEqualTo(1);
    assertThat(threadNames(runtime, 4)).doesNotContain(lost).contains(lost + "-2");
    runtime.stop();
  }

  @Test
  void shouldBeReplacedWhenItIsStuckAfterACancellation() {
    TestRuntime runtime = runtime(1);
    cancelDeaf(runtime, TestRuntime.WORK);
    TestTask<String> queued = runtime.submit(() -> Thread.currentThread().getName());
    expectEvent("pool/0: pool0 stuck, now pool0-2");
    assertThat(queued.value()).isEqualTo("pool0-2");
    gate.open();
    expectEvent("pool/0: late work");
    runtime.stop();
  }

  @Test
  void shouldBeReplacedWhenATaskThatMayNotBeInterruptedPassesItsDeadline() {
    TestRuntime runtime = runtime(1);
    TestTask<String> stuck =
        runtime.submit(TestRuntime.WORK, gate.yielding("late"), SOON.uninterruptible());
    assertThat(stuck.error()).isInstanceOf(TaskTimeoutException.class);
    expectEvent("pool/0: pool0 stuck, now pool0-2");
    assertThat(threadNames(runtime, 1)).containsExactly("pool0-2");
    gate.open();
    expectEvent("pool/0: late work");
    runtime.stop();
  }

  @Test
  void shouldKeepItsCapacityHoweverOftenThreadsAreStuck() {
    TestRuntime runtime = runtime(2);
    for (int i = 2; i <= 6; i++) {
      List<TestTask<String>> stuck =
          List.of(runtime.submit(gate.deaf("")), runtime.submit(gate.deaf("")));
      gate.awaitBegun(2);
      stuck.forEach(task -> task.handle().cancel());
      events.receiveMessage(Waiting.LIMIT);
      events.receiveMessage(Waiting.LIMIT);
      assertThat(threadNames(runtime, 2)).containsExactly("pool0-" + i, "pool1-" + i);
    }
    assertThat(gate.inside()).as("threads that are stuck").isEqualTo(10);
    gate.open();
    events.receiveSeveralMessages(10, Waiting.LIMIT);
    assertThat(runtime.stats().lateResults()).isEqualTo(10);
    runtime.stop();
  }

  @Test
  void shouldNotTakeAnotherTaskWhenItComesBackAfterAll() {
    TestRuntime runtime = runtime(1);
    cancelDeaf(runtime, TestRuntime.WORK);
    expectEvent("pool/0: pool0 stuck, now pool0-2");
    Gate busy = new Gate();
    TestTask<String> running = runtime.submit(busy.yielding(""));
    busy.awaitBegun(1);
    List<String> names = Collections.synchronizedList(new ArrayList<>());
    Callable<Boolean> noting = () -> names.add(Thread.currentThread().getName());
    List<TestTask<Boolean>> queued =
        IntStream.range(0, 20).mapToObj(i -> runtime.submit(noting)).toList();
    gate.open(); // the old thread is free again, and tasks wait
    expectEvent("pool/0: late work");
    busy.open();
    running.value();
    queued.forEach(TestTask::value);
    assertThat(names).hasSize(20).containsOnly("pool0-2");
    runtime.stop();
  }

  @Test
  void shouldNotBeReplacedWhenItComesBackWithinItsGrace() {
    TestRuntime runtime = TestRuntime.start(KIT, settings(1).withStuckGrace(Duration.ofMinutes(1)));
    cancelDeaf(runtime, TestRuntime.WORK);
    gate.awaitInterrupt();
    gate.open();
    expectEvent("pool/0: late work");
    assertThat(threadNames(runtime, 1)).containsExactly("pool0");
    runtime.stop();
  }

  @Test
  void shouldNotBeReplacedWhenItCameBackBeforeItsGraceWasOver() {
    TestRuntime runtime = runtime(2);
    Gate heeded = new Gate();
    TestTask<String> heeding = runtime.submit(heeded.yielding(""));
    heeded.awaitBegun(1);
    TestTask<String> stuck = runtime.submit(gate.deaf("too late"));
    gate.awaitBegun(1);
    heeding.handle().cancel();
    expectEvent("pool/0: late work");
    TestTask<String> other = runtime.submit(heeded.deaf("takes pool0")); // the other is busy
    heeded.awaitBegun(1);
    stuck.handle().cancel(); // its grace is over after that of the one before
    expectEvent("pool/1: pool1 stuck, now pool1-2");
    heeded.open();
    assertThat(other.value()).isEqualTo("takes pool0");
    assertThat(threadNames(runtime, 2)).containsExactly("pool0", "pool1-2");
    gate.open();
    runtime.stop();
  }

  @Test
  void shouldGiveItsShareOfALaneBackWhenItIsWrittenOff() {
    TestRuntime runtime = runtime(2); // one thread for name look-ups
    cancelDeaf(runtime, TaskKind.DNS);
    events.receiveMessage(Waiting.LIMIT);
    Gate next = new Gate();
    TestTask<String> first = runtime.submit(TaskKind.DNS, next.yielding("first"));
    next.awaitBegun(1);
    TestTask<String> second = runtime.submit(TaskKind.DNS, next.yielding("second"));
    gate.open();
    events.receiveMessage(Waiting.LIMIT);
    runtime.submit(() -> "another worker is free").value();
    assertThat(next.hasBegunMore()).as("the share was given back once, not twice").isFalse();
    next.open();
    first.value();
    second.value();
    assertThat(next.mostAtOnce()).isEqualTo(1);
    runtime.stop();
  }

  @Test
  void shouldGoOnWhenAListenerThrows() {
    PoolListener throwing =
        new PoolListener() {
          @Override
          public void workerReplaced(
              String pool, int threadId, String lost, String replacement, boolean stuck) {
            raise("replaced " + lost + (stuck ? " stuck" : " stopped"));
          }

          @Override
          public void lateResult(String pool, int threadId, TaskKind kind) {
            raise("late");
          }

          private void raise(String event) {
            events.ref().tell(event);
            throw new IllegalStateException("expected: a listener throws");
          }
        };
    TestRuntime runtime = TestRuntime.start(KIT, settings(1).withListener(throwing));
    for (int i = 0; i < 3; i++) {
      cancelDeaf(runtime, TestRuntime.WORK);
      expectEvent("replaced pool0" + (i == 0 ? "" : "-" + (i + 1)) + " stuck");
    }
    gate.open();
    for (int i = 0; i < 3; i++) {
      expectEvent("late");
    }
    assertThat(threadNames(runtime, 1)).containsExactly("pool0-4");
    runtime.stop();
  }

  @Test
  void shouldNotLoseItsWorkerWhenAListenerThrowsAtALateResult() {
    PoolListener throwing =
        new PoolListener() {
          @Override
          public void workerReplaced(
              String pool, int threadId, String lost, String replacement, boolean stuck) {
            events.ref().tell("replaced");
          }

          @Override
          public void lateResult(String pool, int threadId, TaskKind kind) {
            events.ref().tell("late");
            throw new IllegalStateException("expected: a listener throws");
          }
        };
    TestRuntime runtime =
        TestRuntime.start(
            KIT, settings(1).withStuckGrace(Duration.ofMinutes(1)).withListener(throwing));
    for (int i = 0; i < 3; i++) {
      Gate held = new Gate();
      TestTask<String> cancelled = runtime.submit(held.yielding(""));
      held.awaitBegun(1);
      cancelled.handle().cancel();
      expectEvent("late");
    }
    assertThat(threadNames(runtime, 1)).containsExactly("pool0");
    runtime.stop();
  }
}
