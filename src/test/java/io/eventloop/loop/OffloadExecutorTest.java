package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.eventloop.pool.PoolSettings.WhenFull;
import io.eventloop.pool.TaskKind;
import io.eventloop.testing.Gate;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.Waiting;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An offload as an executor: what any other would do, done by the pool. */
class OffloadExecutorTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final TaskKind SDK = TaskKind.of("sdk");

  private final TestRuntime runtime =
      TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 2).withMaxQueued(1, WhenFull.REJECT));
  private final ExecutorService executor = Offload.to(runtime.ref(), KIT.system()).executor(SDK);
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
  void shouldRunWhatSupplyAsyncIsGivenOnThePool() {
    CompletableFuture<String> name =
        CompletableFuture.supplyAsync(() -> Thread.currentThread().getName(), executor);
    assertThat(Waiting.valueOf(name)).matches("pool\\d");
  }

  @Test
  void shouldGiveTheValueOrTheErrorOfWhatIsSubmitted() throws Exception {
    assertThat(executor.submit(() -> "value").get()).isEqualTo("value");
    IllegalStateException users = new IllegalStateException("error");
    Callable<String> failing =
        () -> {
          throw users;
        };
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> executor.submit(failing).get())
        .withCause(users);
  }

  @Test
  void shouldRunAllThatIsInvokedAndNeverRejectForWantOfRoom() throws Exception {
    List<Callable<Integer>> work =
        IntStream.range(0, 300).<Callable<Integer>>mapToObj(i -> () -> i).toList();
    List<Future<Integer>> all = executor.invokeAll(work); // the bound of the pool is 1
    for (int i = 0; i < 300; i++) {
      assertThat(all.get(i).get()).isEqualTo(i);
    }
    assertThat(executor.invokeAny(work)).isBetween(0, 299);
  }

  @Test
  void shouldInterruptTheWorkWhenItsFutureIsCancelled() throws Exception {
    Future<String> future = executor.submit(gate.yielding("never"));
    gate.awaitBegun(1);
    assertThat(future.cancel(true)).isTrue();
    gate.awaitInterrupt();
    assertThat(future.isCancelled()).isTrue();
    Future<Boolean> next = executor.submit(Thread::interrupted);
    assertThat(next.get()).as("the interrupt ended with its task").isFalse();
  }

  @Test
  void shouldGoOnWhenACommandThrows() throws Exception {
    executor.execute(
        () -> {
          throw new IllegalStateException("expected");
        });
    assertThat(executor.submit(() -> "goes on").get()).isEqualTo("goes on");
  }

  @Test
  void shouldRefuseACommandThatIsNullAtOnce() throws Exception {
    assertThatNullPointerException()
        .isThrownBy(() -> executor.execute(null))
        .withMessage("command");
    executor.shutdown();
    assertThat(executor.awaitTermination(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldFinishWhatItHasAndTakeNoMoreWhenShutDown() throws Exception {
    Future<String> running = executor.submit(gate.yielding("running"));
    gate.awaitBegun(1);
    List<Future<Integer>> queued =
        IntStream.range(0, 20).mapToObj(i -> executor.submit(() -> i)).toList();
    executor.shutdown();
    assertThat(executor.isShutdown()).isTrue();
    assertThat(executor.isTerminated()).isFalse();
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> executor.execute(() -> {}))
        .withMessageContaining("shut down");
    gate.open();
    assertThat(executor.awaitTermination(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(executor.isTerminated()).isTrue();
    assertThat(running.get()).isEqualTo("running");
    for (int i = 0; i < 20; i++) {
      assertThat(queued.get(i)).isDone();
    }
  }

  @Test
  void shouldSayThatItHasNotTerminatedWhileACommandRuns() throws Exception {
    executor.submit(gate.yielding(""));
    gate.awaitBegun(1);
    executor.shutdown();
    assertThat(executor.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
  }

  @Test
  void shouldInterruptWhatRunsAndReturnWhatNeverRanWhenShutDownNow() throws Exception {
    executor.submit(gate.yielding("never"));
    executor.submit(gate.yielding("never"));
    gate.awaitBegun(2);
    Future<String> queued = executor.submit(() -> "never");
    Future<String> waiting = executor.submit(() -> "never");
    List<Runnable> notRun = executor.shutdownNow();
    gate.awaitInterrupt();
    gate.awaitInterrupt();
    assertThat(notRun).extracting(Object.class::cast).containsExactlyInAnyOrder(queued, waiting);
    assertThat(executor.awaitTermination(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldEndThisViewOnlyWhenShutDown() throws Exception {
    ExecutorService other = Offload.to(runtime.ref(), KIT.system()).executor(SDK);
    executor.shutdownNow();
    assertThat(executor.awaitTermination(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(other.submit(() -> "not touched").get()).isEqualTo("not touched");
  }
}
