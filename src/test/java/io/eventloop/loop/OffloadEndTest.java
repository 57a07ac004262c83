package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskHandle;
import io.eventloop.pool.TaskKind;
import io.eventloop.testing.Gate;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.pattern.StatusReply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A runtime ends: each call is answered all the same, whenever it was made. */
class OffloadEndTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final TaskKind JDBC = TaskKind.of("jdbc");

  private final TestRuntime runtime = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1));
  private final Offload offload = Offload.to(runtime.ref(), KIT.system());
  private final Gate gate = new Gate();

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private static <T> Throwable errorOf(TaskHandle<T> task) {
    return Waiting.errorOf(task.toCompletionStage());
  }

  @Test
  void shouldFailACallThatIsMadeAfterwards() {
    runtime.stop();
    for (int i = 0; i < 100; i++) { // some of them before the end is known here
      assertThat(errorOf(offload.call(JDBC, () -> "never")))
          .isInstanceOf(RuntimeTerminatedException.class);
    }
    assertThat(errorOf(Offload.to(runtime.ref(), KIT.system()).call(JDBC, () -> "never")))
        .isInstanceOf(RuntimeTerminatedException.class);
  }

  @Test
  void shouldTellAnActorSo() {
    runtime.stop();
    TestProbe<StatusReply<String>> probe = KIT.createTestProbe();
    offload.call(JDBC, () -> "never", CallOptions.DEFAULT, probe.ref());
    assertThat(probe.receiveMessage(Waiting.LIMIT).getError())
        .isInstanceOf(RuntimeTerminatedException.class);
  }

  @Test
  void shouldAnswerWhatRunsAndFailWhatIsQueuedOrComesWhenItIsStopped() {
    TaskHandle<String> running = offload.call(JDBC, gate.yielding("ended"));
    gate.awaitBegun(1);
    TaskHandle<String> queued = offload.call(JDBC, () -> "never");
    runtime.stats(); // it has taken the calls in
    TestProbe<StopReport> stopped = runtime.stopping();
    TaskHandle<String> late = offload.call(JDBC, () -> "never");
    assertThat(errorOf(late)).isInstanceOf(RuntimeTerminatedException.class);
    assertThat(errorOf(queued)).isInstanceOf(RuntimeException.class);
    gate.open();
    assertThat(Waiting.valueOf(running.toCompletionStage())).isEqualTo("ended");
    stopped.receiveMessage(Waiting.LIMIT);
  }

  @Test
  void shouldFailCallsWhenItsActorIsStoppedFromOutside() {
    TaskHandle<String> running = offload.call(JDBC, gate.yielding("never"));
    gate.awaitBegun(1);
    TaskHandle<String> queued = offload.call(JDBC, () -> "never");
    KIT.stop(runtime.ref(), Waiting.LIMIT);
    assertThat(errorOf(running)).isInstanceOf(RuntimeTerminatedException.class);
    assertThat(errorOf(queued)).isInstanceOf(RuntimeTerminatedException.class);
    gate.awaitInterrupt();
  }

  @Test
  void shouldAnswerEveryCallThatRacesWithTheEnd() throws InterruptedException {
    int threads = 4;
    int each = 500;
    CountDownLatch under = new CountDownLatch(threads);
    List<List<CompletionStage<String>>> calls = new ArrayList<>();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      List<CompletionStage<String>> mine = new ArrayList<>();
      calls.add(mine);
      callers.add(
          new Thread(
              () -> {
                for (int call = 0; call < each; call++) {
                  if (call == 50) {
                    under.countDown();
                  }
                  mine.add(offload.call(JDBC, () -> "in time").toCompletionStage());
                }
              }));
    }
    callers.forEach(Thread::start);
    Waiting.await(under);
    runtime.stopping();
    for (Thread caller : callers) {
      caller.join();
    }
    for (List<CompletionStage<String>> mine : calls) {
      assertThat(mine).hasSize(each);
      for (CompletionStage<String> stage : mine) {
        Throwable error = Waiting.outcomeOf(stage).error();
        assertThat(error)
            .satisfiesAnyOf(
                none -> assertThat(none).isNull(),
                ended -> assertThat(ended).isInstanceOf(RuntimeTerminatedException.class),
                closed -> assertThat(closed).hasMessageContaining("closed"));
      }
    }
  }

  @Test
  void shouldRejectCommandsOfItsExecutor() {
    ExecutorService executor = offload.executor(JDBC);
    runtime.stop();
    TestProbe<Object> probe = KIT.createTestProbe();
    probe.awaitAssert( // the end is heard of by a message
        Waiting.LIMIT,
        () -> {
          assertThatThrownBy(() -> executor.execute(() -> {}))
              .isInstanceOf(RejectedExecutionException.class)
              .hasMessageContaining("ended");
          return null;
        });
  }

  @Test
  void shouldCancelTheFuturesOfItsExecutorThatCouldNotRun() {
    ExecutorService executor = offload.executor(JDBC);
    executor.execute(
        () -> {
          try {
            gate.yielding("").call();
          } catch (Exception interrupted) {
            Thread.currentThread().interrupt();
          }
        });
    gate.awaitBegun(1);
    var queued = executor.submit(() -> "never");
    runtime.stats();
    KIT.stop(runtime.ref(), Waiting.LIMIT);
    executor.shutdown();
    assertThatThrownBy(queued::get).isInstanceOf(CancellationException.class);
  }
}
