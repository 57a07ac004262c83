package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.Gate;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.TestTask;
import io.eventloop.testing.Waiting;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code cancel()}, of tasks that wait and of tasks that run. */
class CancelTest {
  private static final ActorTestKit KIT = ActorTestKit.create();

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
  void shouldNeverStartAQueuedTask() {
    TestTask<String> busy = runtime.submit(gate.yielding("busy"));
    gate.awaitBegun(1);
    AtomicBoolean started = new AtomicBoolean();
    TestTask<Object> queued =
        runtime.submit(
            () -> {
              started.set(true);
              return null;
            });
    assertThat(queued.handle().isDone()).isFalse();
    assertThat(queued.handle().cancel()).isTrue();
    assertThat(queued.handle().isDone()).isTrue();
    assertThat(queued.handle().cancel()).as("the second call changes nothing").isFalse();
    assertThat(queued.error())
        .isInstanceOf(TaskCancelledException.class)
        .hasMessage("work task was cancelled");
    gate.open();
    busy.value();
    runtime.submit(() -> "after").value();
    assertThat(started).isFalse();
    assertThat(queued.answers()).isEqualTo(1);
    assertThat(runtime.stats().cancelled()).isEqualTo(1);
  }

  @Test
  void shouldKeepNeitherTheWorkNorTheCallbackOfAQueuedTask() {
    runtime.submit(gate.yielding("busy"));
    gate.awaitBegun(1);
    CountDownLatch answered = new CountDownLatch(1);
    List<WeakReference<Object>> kept = new ArrayList<>();
    TaskHandle<String> handle =
        runtime.call(
            loop -> {
              Object ofWork = new Object();
              Object ofCallback = new Object();
              kept.add(new WeakReference<>(ofWork));
              kept.add(new WeakReference<>(ofCallback));
              return loop.submit(
                  TestRuntime.WORK,
                  ofWork::toString,
                  (error, value) -> {
                    assertThat(ofCallback).isNotNull();
                    answered.countDown();
                  });
            });
    assertThat(handle.cancel()).isTrue();
    Waiting.await(answered);
    runtime.stats(); // the callback has returned
    Waiting.untilCollected(kept);
    assertThat(handle.isDone()).isTrue();
  }

  @Test
  void shouldInterruptARunningTaskAndAnswerAtOnce() {
    TestTask<String> running = runtime.submit(gate.yielding("never"));
    gate.awaitBegun(1);
    assertThat(running.handle().cancel()).isTrue();
    assertThat(running.error()).isInstanceOf(TaskCancelledException.class);
    gate.awaitInterrupt();
    assertThat(runtime.submit(() -> "the thread is back").value()).isEqualTo("the thread is back");
    assertThat(running.answers()).isEqualTo(1);
  }

  @Test
  void shouldLeaveAloneARunningTaskThatMayNotBeInterrupted() {
    TestTask<String> running =
        runtime.submit(
            TestRuntime.WORK, gate.yielding("whole"), CallOptions.DEFAULT.uninterruptible());
    gate.awaitBegun(1);
    assertThat(running.handle().cancel()).isFalse();
    assertThat(running.handle().isDone()).isFalse();
    gate.open();
    assertThat(running.value()).isEqualTo("whole");
  }

  @Test
  void shouldCancelAQueuedTaskThatMayNotBeInterrupted() {
    runtime.submit(gate.yielding("busy"));
    gate.awaitBegun(1);
    TestTask<String> queued =
        runtime.submit(TestRuntime.WORK, () -> "", CallOptions.DEFAULT.uninterruptible());
    assertThat(queued.handle().cancel()).isTrue();
    assertThat(queued.error()).isInstanceOf(TaskCancelledException.class);
  }

  @Test
  void shouldReturnFalseWhenTheTaskIsAnswered() {
    TestTask<String> task = runtime.submit(() -> "done");
    assertThat(task.value()).isEqualTo("done");
    assertThat(task.handle().isDone()).isTrue();
    assertThat(task.handle().cancel()).isFalse();
    runtime.submit(() -> "after").value();
    assertThat(task.answers()).isEqualTo(1);
  }

  @Test
  void shouldNotRunTheCallbackWithinTheCallOfCancel() {
    runtime.run(
        loop -> {
          TestTask<String> task =
              TestRuntime.submitOn(loop, TestRuntime.WORK, gate.yielding(""), CallOptions.DEFAULT);
          assertThat(task.handle().cancel()).isTrue();
          assertThat(task.answers()).isZero();
        });
  }

  @Test
  void shouldNotShowTheNextTaskAnInterruptOfTheOneBefore() {
    for (int i = 0; i < 300; i++) {
      CountDownLatch begun = new CountDownLatch(1);
      // ends by itself just as it is cancelled: the interrupt may come at any moment around its end
      TestTask<String> racing =
          runtime.submit(
              () -> {
                begun.countDown();
                return "ended";
              });
      TestTask<Boolean> next = runtime.submit(Thread::interrupted);
      Waiting.await(begun);
      racing.handle().cancel();
      assertThat(next.value()).as("interrupted in round %d", i).isFalse();
    }
  }

  @Test
  void shouldAnswerOnceWhenTheTaskEndsWhileItIsCancelled() {
    int cancelled = 0;
    for (int i = 0; i < 300; i++) {
      CountDownLatch begun = new CountDownLatch(1);
      Callable<String> work =
          () -> {
            begun.countDown();
            return "ended";
          };
      TestTask<String> racing = runtime.submit(work);
      Waiting.await(begun);
      if (racing.handle().cancel()) {
        cancelled++;
        assertThat(racing.error()).isInstanceOf(TaskCancelledException.class);
      } else {
        assertThat(racing.value()).isEqualTo("ended");
      }
      runtime.submit(() -> "after").value();
      assertThat(racing.answers()).isEqualTo(1);
    }
    assertThat(runtime.stats().cancelled()).isEqualTo(cancelled);
    assertThat(runtime.stats().lateResults()).isEqualTo(cancelled);
  }

  @Test
  void shouldNotTouchTheTaskWhenAStageOfItIsCancelled() {
    TestTask<String> running = runtime.submit(gate.yielding("whole"));
    gate.awaitBegun(1);
    running.handle().toCompletionStage().toCompletableFuture().cancel(true);
    gate.open();
    assertThat(running.value()).isEqualTo("whole");
  }
}
