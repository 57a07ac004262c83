package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.Gate;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.TestTask;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deadlines, of tasks that wait and of tasks that run. */
class DeadlineTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final CallOptions AT_ONCE = CallOptions.deadline(Duration.ofMillis(20));

  /** Later than the task begins, even where the machine is busy. */
  private static final CallOptions SOON = CallOptions.deadline(Duration.ofMillis(300));

  private final TestRuntime runtime = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1));
  private final Gate gate = new Gate();

  @AfterEach
  void stop() {
    gate.open();
    runtime.stop();
  }

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  @Test
  void shouldNeverStartATaskWhoseDeadlinePassesInTheQueue() {
    TestTask<String> busy = runtime.submit(gate.yielding("busy"));
    gate.awaitBegun(1);
    AtomicBoolean started = new AtomicBoolean();
    TestTask<Object> queued =
        runtime.submit(
            TestRuntime.WORK,
            () -> {
              started.set(true);
              return null;
            },
            AT_ONCE);
    assertThat(queued.error())
        .isInstanceOf(TaskTimeoutException.class)
        .hasMessage("work task was not done within its deadline of PT0.02S");
    gate.open();
    busy.value();
    runtime.submit(() -> "after").value();
    assertThat(started).isFalse();
    assertThat(queued.answers()).isEqualTo(1);
    assertThat(runtime.stats().timedOut()).isEqualTo(1);
  }

  @Test
  void shouldInterruptATaskThatRunsWhenItsDeadlinePasses() {
    TestTask<String> running = runtime.submit(TestRuntime.WORK, gate.yielding("never"), SOON);
    assertThat(running.error()).isInstanceOf(TaskTimeoutException.class);
    gate.awaitInterrupt();
    assertThat(runtime.submit(() -> "the thread is back").value()).isEqualTo("the thread is back");
    assertThat(running.answers()).isEqualTo(1);
  }

  @Test
  void shouldAnswerButNotInterruptATaskThatMayNotBeInterrupted() {
    AtomicBoolean interrupted = new AtomicBoolean(true);
    TestTask<Object> running =
        runtime.submit(
            TestRuntime.WORK,
            () -> {
              String whole = gate.<String>yielding("whole").call();
              interrupted.set(false);
              return whole;
            },
            SOON.uninterruptible());
    assertThat(running.error()).isInstanceOf(TaskTimeoutException.class);
    gate.open();
    assertThat(runtime.submit(() -> "the thread is back").value()).isEqualTo("the thread is back");
    assertThat(interrupted).as("the task could run to its end").isFalse();
    assertThat(runtime.stats().lateResults()).isEqualTo(1);
  }

  @Test
  void shouldKeepTheLoopBusyNoLongerThanTheTaskWhenItIsDoneInTime() {
    TestTask<String> task =
        runtime.submit(
            TestRuntime.WORK, () -> "in time", CallOptions.deadline(Duration.ofMinutes(10)));
    assertThat(task.value()).isEqualTo("in time");
    assertThat(runtime.stats().timers()).as("the deadline's timer is gone").isZero();
    assertThat(runtime.stats().pendingEvents()).isZero();
  }

  @Test
  void shouldTakeTheFirstOfDeadlineAndCancellation() {
    TestTask<String> task =
        runtime.submit(
            TestRuntime.WORK, gate.yielding(""), CallOptions.deadline(Duration.ofMinutes(10)));
    gate.awaitBegun(1);
    assertThat(task.handle().cancel()).isTrue();
    assertThat(task.error()).isInstanceOf(TaskCancelledException.class);
    assertThat(runtime.stats().timers()).isZero();
  }
}
