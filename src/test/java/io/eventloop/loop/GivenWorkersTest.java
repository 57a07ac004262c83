package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.pool.CallOptions;
import io.eventloop.pool.PoolWorker;
import io.eventloop.pool.PoolWorker.Task;
import io.eventloop.pool.PoolWorker.ThreadpoolResult;
import io.eventloop.pool.Pools;
import io.eventloop.pool.TaskHandle;
import io.eventloop.pool.TaskKind;
import io.eventloop.testing.Waiting;
import io.eventloop.value.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A runtime whose workers are probes: the messages that it and its workers exchange. */
class GivenWorkersTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final TaskKind WORK = TaskKind.of("work");

  /** What the callbacks were given, in the order that they ran; of the loop. */
  private final List<String> called = new ArrayList<>();

  private final CompletableFuture<Registrar> registrar = new CompletableFuture<>();
  private List<TestProbe<PoolWorker.Command>> workers;
  private ActorRef<RuntimeActor.Command> runtime;

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private void start(int size) {
    workers =
        IntStream.range(0, size)
            .mapToObj(i -> KIT.createTestProbe(PoolWorker.Command.class))
            .toList();
    runtime =
        KIT.spawn(
            RuntimeActor.create(
                LoopSettings.from(KIT.system().settings().config(), Pools.own()),
                registrar::complete,
                workers.stream().map(TestProbe::ref).toList()),
            RuntimeActor.dispatcher());
  }

  private <T> T onLoop(Supplier<T> work) {
    Waiting.valueOf(registrar);
    CompletableFuture<T> result = new CompletableFuture<>();
    runtime.tell(new RuntimeActor.Execute(() -> result.complete(work.get())));
    return Waiting.valueOf(result);
  }

  private List<TaskHandle<String>> submit(String... names) {
    Registrar loop = Waiting.valueOf(registrar);
    return onLoop(
        () -> {
          List<TaskHandle<String>> handles = new ArrayList<>();
          for (String name : names) {
            handles.add(
                loop.submit(
                    WORK,
                    () -> name,
                    CallOptions.DEFAULT,
                    (error, value) ->
                        called.add(
                            name
                                + ": "
                                + (error == null ? value : error.getClass().getSimpleName()))));
          }
          return handles;
        });
  }

  private List<String> called() {
    return onLoop(() -> List.copyOf(called));
  }

  private int queued() {
    TestProbe<LoopStats> probe = KIT.createTestProbe(LoopStats.class);
    runtime.tell(new RuntimeActor.GetStats(probe.ref()));
    return probe.receiveMessage(Waiting.LIMIT).queued();
  }

  private Task task(int worker) {
    return workers.get(worker).expectMessageClass(Task.class, Waiting.LIMIT);
  }

  private void answer(int worker, Task task, String value) {
    task.replyTo().tell(new ThreadpoolResult(worker, task.callbackId(), Outcome.success(value)));
  }

  @Test
  void shouldTellEachWorkerATaskAndTheFifthWhenOneOfThemHasAnswered() {
    start(4);
    submit("a", "b", "c", "d", "e");
    List<Task> tasks = IntStream.range(0, 4).mapToObj(this::task).toList();
    assertThat(tasks).extracting(Task::kind).containsOnly(WORK);
    assertThat(tasks).extracting(Task::callbackId).doesNotHaveDuplicates();
    assertThat(queued()).as("the fifth waits").isEqualTo(1);
    assertThat(called()).isEmpty();

    answer(2, tasks.get(2), "done");
    Task fifth = task(2);
    assertThat(tasks).extracting(Task::callbackId).doesNotContain(fifth.callbackId());
    assertThat(called()).containsExactly("c: done");
    assertThat(queued()).isZero();
  }

  @Test
  void shouldHandTheWorkToTheWorker() throws Exception {
    start(1);
    submit("a");
    Task task = task(0);
    assertThat(task.work().call()).isEqualTo("a");
  }

  @Test
  void shouldRunCallbacksInTheOrderOfTheAnswersWhenTheyCome() {
    start(3);
    submit("a", "b", "c");
    List<Task> tasks = List.of(task(0), task(1), task(2));
    answer(2, tasks.get(2), "1st");
    answer(0, tasks.get(0), "2nd");
    answer(1, tasks.get(1), "3rd");
    assertThat(called()).containsExactly("c: 1st", "a: 2nd", "b: 3rd");
  }

  @Test
  void shouldGiveTheErrorToTheCallbackWhenAWorkerAnswersWithAFailure() {
    start(1);
    submit("a");
    Task task = task(0);
    task.replyTo()
        .tell(
            new ThreadpoolResult(
                0, task.callbackId(), Outcome.failure(new ArithmeticException("no"))));
    assertThat(called()).containsExactly("a: ArithmeticException");
  }

  @Test
  void shouldIgnoreASecondAnswerToOneTask() {
    start(1);
    submit("a", "b", "c");
    Task first = task(0);
    answer(0, first, "once");
    answer(0, first, "twice");
    task(0);
    assertThat(called()).containsExactly("a: once");
    assertThat(queued()).as("the second answer did not make the worker idle").isEqualTo(1);
  }

  @Test
  void shouldIgnoreAnswersToTasksThatItDoesNotKnowFromWorkersThatItDoesNotHave() {
    start(1);
    submit("a", "b");
    Task first = task(0);
    ActorRef<? super ThreadpoolResult> replyTo = first.replyTo();
    replyTo.tell(new ThreadpoolResult(0, 4711, Outcome.success("unknown task")));
    replyTo.tell(new ThreadpoolResult(17, 4712, Outcome.success("unknown worker")));
    replyTo.tell(new ThreadpoolResult(-1, 4713, Outcome.success("no worker")));
    assertThat(queued()).isEqualTo(1);
    answer(0, first, "known");
    assertThat(called()).containsExactly("a: known");
  }

  @Test
  void shouldAnswerItsTaskAndUseTheOthersWhenAWorkerStops() {
    start(2);
    submit("a", "b", "c");
    task(0);
    Task second = task(1);
    workers.get(0).stop();
    KIT.createTestProbe().expectTerminated(workers.get(0).ref(), Waiting.LIMIT);
    workers
        .get(1)
        .awaitAssert(
            Waiting.LIMIT,
            () -> {
              assertThat(called()).containsExactly("a: WorkerTerminatedException");
              return null;
            });
    answer(1, second, "done");
    Task third = task(1);
    answer(1, third, "done too");
    assertThat(called()).containsExactly("a: WorkerTerminatedException", "b: done", "c: done too");
  }

  @Test
  void shouldAnswerWithCancelledAtOnceAndGiveTheWorkerNoMoreUntilItIsBack() {
    start(1);
    TaskHandle<String> first = submit("a", "b").get(0);
    Task task = task(0);
    assertThat(first.cancel()).isTrue();
    assertThat(called()).containsExactly("a: TaskCancelledException");
    assertThat(queued()).as("b waits for the worker").isEqualTo(1);
    answer(0, task, "too late");
    task(0);
    assertThat(called()).containsExactly("a: TaskCancelledException");
  }

  @Test
  void shouldBeDoneAndPastCancellingWhenAWorkerHasAnswered() {
    start(1);
    TaskHandle<String> handle = submit("a").get(0);
    answer(0, task(0), "done");
    assertThat(called()).containsExactly("a: done");
    assertThat(handle.isDone()).isTrue();
    assertThat(handle.cancel()).as("answered already").isFalse();
    assertThat(called()).containsExactly("a: done");
  }
}
