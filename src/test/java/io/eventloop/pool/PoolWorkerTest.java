package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.pool.PoolWorker.Close;
import io.eventloop.pool.PoolWorker.Task;
import io.eventloop.pool.PoolWorker.ThreadpoolResult;
import io.eventloop.testing.Gate;
import io.eventloop.testing.Waiting;
import io.eventloop.value.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.MDC;

/** A worker on its own: it is told a task and answers it. */
class PoolWorkerTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final TaskKind WORK = TaskKind.of("work");

  private final TestProbe<ThreadpoolResult> runtime = KIT.createTestProbe(ThreadpoolResult.class);
  private final ActorRef<PoolWorker.Command> worker = KIT.spawn(PoolWorker.create(2));

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private Task task(long callbackId, Callable<?> work) {
    return new Task(callbackId, WORK, work, runtime.ref());
  }

  private ThreadpoolResult answer() {
    return runtime.receiveMessage(Waiting.LIMIT);
  }

  @Test
  void shouldAnswerWithItsNumberTheIdAndTheValueWhenATaskSucceeds() {
    worker.tell(task(7, () -> "text"));
    assertThat(answer()).isEqualTo(new ThreadpoolResult(2, 7, Outcome.success("text")));
  }

  @Test
  void shouldAnswerWithNullWhenATaskYieldsNothing() {
    worker.tell(task(7, () -> null));
    assertThat(answer()).isEqualTo(new ThreadpoolResult(2, 7, Outcome.success(null)));
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void shouldAnswerWithWhateverATaskThrowsAndGoOn(Throwable thrown) {
    worker.tell(
        task(
            7,
            () -> {
              if (thrown instanceof Error error) {
                throw error;
              }
              throw (Exception) thrown;
            }));
    worker.tell(task(8, () -> "next"));
    assertThat(answer()).isEqualTo(new ThreadpoolResult(2, 7, Outcome.failure(thrown)));
    assertThat(answer()).isEqualTo(new ThreadpoolResult(2, 8, Outcome.success("next")));
  }

  /** Among them all that Scala, and so Pekko, takes for fatal. */
  static Stream<Throwable> throwables() {
    return Stream.of(
        new IOException("checked"),
        new IllegalStateException("unchecked"),
        new InterruptedException("said to be interrupted"),
        new AssertionError("error"),
        new OutOfMemoryError("made up"),
        new NoClassDefFoundError("made up"));
  }

  @Test
  void shouldAnswerWithTheErrorWhenATaskOverflowsItsStack() {
    worker.tell(task(7, () -> recurse(0)));
    worker.tell(task(8, () -> "next"));
    assertThat(answer().outcome().error()).isInstanceOf(StackOverflowError.class);
    assertThat(answer().outcome()).isEqualTo(Outcome.success("next"));
  }

  @SuppressWarnings("InfiniteRecursion")
  private static int recurse(int depth) {
    return recurse(depth + 1) + 1;
  }

  @Test
  void shouldDoTheTasksBeforeAndNoneAfterWhenClosed() {
    Gate gate = new Gate();
    worker.tell(task(1, gate.yielding("first")));
    worker.tell(task(2, () -> "second"));
    worker.tell(Close.INSTANCE);
    worker.tell(task(3, () -> "too late"));
    gate.open();
    assertThat(answer().callbackId()).isEqualTo(1);
    assertThat(answer().callbackId()).isEqualTo(2);
    runtime.expectTerminated(worker, Waiting.LIMIT);
    runtime.expectNoMessage(Duration.ZERO);
  }

  @Test
  void shouldNotShowTheNextTaskAnInterruptThatATaskLeft() {
    Gate gate = new Gate();
    worker.tell(
        task(
            1,
            () -> {
              gate.yielding("").call();
              Thread.currentThread().interrupt();
              return "done";
            }));
    worker.tell(task(2, () -> Thread.currentThread().isInterrupted()));
    gate.open(); // now that the next is there, to be run on the same thread
    assertThat(answer().outcome()).isEqualTo(Outcome.success("done"));
    assertThat(answer().outcome()).isEqualTo(Outcome.success(false));
  }

  @Test
  void shouldNotShowTheNextTaskTheMdcOfATask() {
    Gate gate = new Gate();
    worker.tell(
        task(
            1,
            () -> {
              gate.yielding("").call();
              MDC.put("user", "ada");
              return MDC.get("user");
            }));
    worker.tell(task(2, () -> String.valueOf(MDC.get("user"))));
    gate.open();
    assertThat(answer().outcome()).isEqualTo(Outcome.success("ada"));
    assertThat(answer().outcome()).isEqualTo(Outcome.success("null"));
  }

  @Test
  void shouldRunTasksOnAThreadOfItsNameWhenOnTheDispatcherOfTheEventLoop() {
    ActorRef<PoolWorker.Command> named =
        KIT.spawn(PoolWorker.create(3), DispatcherSelector.fromConfig("eventloop.dispatcher"));
    named.tell(task(1, () -> Thread.currentThread().getName()));
    assertThat(answer().outcome()).isEqualTo(Outcome.success("pool3"));
  }

  @Test
  void shouldAnswerAndStopInTheBehaviorTestKit() {
    TestInbox<ThreadpoolResult> inbox = TestInbox.create();
    BehaviorTestKit<PoolWorker.Command> alone = BehaviorTestKit.create(PoolWorker.create(0));
    alone.run(new Task(1, WORK, () -> 42, inbox.getRef()));
    inbox.expectMessage(new ThreadpoolResult(0, 1, Outcome.success(42)));
    assertThat(alone.isAlive()).isTrue();
    alone.run(Close.INSTANCE);
    assertThat(alone.isAlive()).isFalse();
  }
}
