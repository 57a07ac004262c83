package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.pool.PoolWorker;
import io.eventloop.pool.PoolWorker.Task;
import io.eventloop.pool.PoolWorker.ThreadpoolResult;
import io.eventloop.pool.Pools;
import io.eventloop.pool.TaskKind;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.Waiting;
import io.eventloop.value.Outcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The executor of an offload, whose workers are stopped before they begin a command. */
class OffloadExecutorLossTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final TaskKind SDK = TaskKind.of("sdk");

  private final List<TestProbe<PoolWorker.Command>> workers =
      IntStream.range(0, 2).mapToObj(i -> KIT.createTestProbe(PoolWorker.Command.class)).toList();
  private final ActorRef<RuntimeActor.Command> runtime =
      KIT.spawn(
          RuntimeActor.create(
              LoopSettings.from(KIT.system().settings().config(), Pools.own()),
              registrar -> {},
              workers.stream().map(TestProbe::ref).toList()),
          RuntimeActor.dispatcher());
  private final ExecutorService executor = Offload.to(runtime, KIT.system()).executor(SDK);

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private Task told(int worker) {
    return workers.get(worker).expectMessageClass(Task.class, Waiting.LIMIT);
  }

  private static void run(int worker, Task task) throws Exception {
    Object value = task.work().call();
    task.replyTo().tell(new ThreadpoolResult(worker, task.callbackId(), Outcome.success(value)));
  }

  private void awaitTermination() throws InterruptedException {
    assertThat(executor.awaitTermination(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldGiveTheCommandToAnotherSoThatSupplyAsyncCompletes() throws Exception {
    CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> "answer", executor);
    told(0);
    workers.get(0).stop();
    run(1, told(1));
    assertThat(Waiting.valueOf(answer)).isEqualTo("answer");
  }

  @Test
  void shouldGiveItToAnotherEvenWhenShutDownInPeace() throws Exception {
    Future<String> answer = executor.submit(() -> "answer");
    told(0);
    executor.shutdown();
    workers.get(0).stop();
    run(1, told(1));
    assertThat(answer.get()).isEqualTo("answer");
    awaitTermination();
  }

  @Test
  void shouldNotRunTheCommandWhenItWasShutDownNow() throws Exception {
    Future<String> answer = executor.submit(() -> "never");
    told(0);
    assertThat(executor.shutdownNow()).extracting(Object.class::cast).containsExactly(answer);
    workers.get(0).stop();
    awaitTermination();
    workers.get(1).expectNoMessage();
  }

  @Test
  void shouldEndTheCommandWhenNoWorkerIsLeft() throws Exception {
    CompletableFuture<String> never = CompletableFuture.supplyAsync(() -> "never", executor);
    told(0);
    workers.get(0).stop();
    told(1);
    LoggingTestKit.warn("sdk command was not run")
        .expect(
            KIT.system(),
            () -> {
              workers.get(1).stop();
              return null;
            });
    assertThat(never).isNotDone();
    Future<String> late = executor.submit(() -> "never");
    executor.shutdown();
    awaitTermination();
    assertThat(late.isCancelled()).isTrue();
  }

  @Test
  void shouldRunEachCommandOnceWhenWorkersDieAllTheTime() {
    TestRuntime dying = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 3));
    ExecutorService executorOfDying = Offload.to(dying.ref(), KIT.system()).executor(SDK);
    AtomicInteger runs = new AtomicInteger();
    List<CompletableFuture<Integer>> answers =
        IntStream.range(0, 2_000)
            .mapToObj(
                i -> {
                  if (i % 20 == 0) {
                    dying.tellWorker("pool" + i / 20 % 3, PoisonPill.getInstance());
                  }
                  return CompletableFuture.supplyAsync(runs::incrementAndGet, executorOfDying);
                })
            .toList();
    assertThat(answers).extracting(Waiting::<Integer>valueOf).doesNotHaveDuplicates();
    assertThat(runs).hasValue(2_000);
    dying.stop();
  }
}
