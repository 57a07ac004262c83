package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.Gate;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.TestTask;
import io.eventloop.testing.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.Kill;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A worker that somebody stops through the classic adapter: its task, and its place. */
class LostWorkerTest {
  private static final ActorTestKit KIT = ActorTestKit.create();

  private final TestProbe<String> events = KIT.createTestProbe(String.class);

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  static Stream<Object> deaths() {
    return Stream.of(PoisonPill.getInstance(), Kill.getInstance());
  }

  private PoolSettings settings(int size) {
    return TestRuntime.poolOf(KIT, size)
        .withListener(
            new PoolListener() {
              @Override
              public void workerReplaced(
                  String pool, int threadId, String lost, String replacement, boolean stuck) {
                events
                    .ref()
                    .tell(threadId + " " + lost + " " + replacement + (stuck ? " stuck" : ""));
              }
            });
  }

  private TestRuntime runtime(int size) {
    return TestRuntime.start(KIT, settings(size));
  }

  private void expectReplaced(int threadId) {
    String name = "pool" + threadId;
    assertThat(events.receiveMessage(Waiting.LIMIT)).isEqualTo(threadId + " " + name + " " + name);
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void shouldBeReplacedUnderItsNameWhenItDiesIdle(Object death) {
    TestRuntime runtime = runtime(2);
    runtime.submit(() -> "it has run").value();
    for (int threadId : new int[] {0, 1, 0, 0}) {
      runtime.tellWorker("pool" + threadId, death);
      expectReplaced(threadId);
      Gate gate = new Gate();
      TestTask<String> first = runtime.submit(gate.yielding("first"));
      TestTask<String> second = runtime.submit(gate.yielding("second"));
      gate.awaitBegun(2); // the pool has all of its capacity
      gate.open();
      first.value();
      second.value();
    }
    runtime.stop();
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void shouldAnswerItsTaskAndAllThatWaitWhenItDiesAtWork(Object death) {
    TestRuntime runtime = runtime(1);
    Gate gate = new Gate();
    TestTask<String> running = runtime.submit(gate.yielding("ended"));
    gate.awaitBegun(1);
    List<TestTask<Integer>> queued =
        IntStream.range(0, 50).mapToObj(i -> runtime.submit(() -> i)).toList();
    runtime.tellWorker("pool0", death);
    gate.open();
    assertThat(running.value()).isEqualTo("ended");
    for (int i = 0; i < 50; i++) {
      assertThat(queued.get(i).value()).isEqualTo(i);
    }
    expectReplaced(0);
    assertThat(runtime.submit(() -> "goes on").value()).isEqualTo("goes on");
    runtime.stop();
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void shouldAnswerEveryTaskOnceWhenWorkersDieAllTheTime(Object death) {
    TestRuntime runtime = runtime(3);
    List<TestTask<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      int number = i;
      tasks.add(runtime.submit(() -> number));
      if (i % 20 == 0) {
        runtime.tellWorker("pool" + i / 20 % 3, death);
      }
    }
    int lost = 0;
    for (TestTask<Integer> task : tasks) {
      if (task.outcome().error() != null) {
        assertThat(task.outcome().error()).isInstanceOf(WorkerTerminatedException.class);
        lost++;
      }
    }
    assertThat(tasks).allMatch(task -> task.answers() == 1);
    assertThat(runtime.stats().workerTerminated()).isEqualTo(lost);
    assertThat(runtime.stats().succeeded()).isEqualTo(600 - lost);
    assertThat(lost).as("at most the one task that a worker had been told").isLessThanOrEqualTo(30);
    runtime.stop();
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void shouldBeReplacedOnASharedPool(Object death) {
    String name = "shared-" + death.getClass().getSimpleName().charAt(0);
    TestRuntime runtime = TestRuntime.start(KIT, settings(1), Pools.named(name, 1));
    assertThat(runtime.submit(() -> Thread.currentThread().getName()).value())
        .isEqualTo(name + "0");
    Adapter.toClassic(KIT.system())
        .actorSelection("/system/eventloop-" + name + "/" + name + "0")
        .tell(death, org.apache.pekko.actor.ActorRef.noSender());
    assertThat(events.receiveMessage(Waiting.LIMIT)).isEqualTo("0 " + name + "0 " + name + "0");
    assertThat(runtime.submit(() -> Thread.currentThread().getName()).value())
        .isEqualTo(name + "0");
    runtime.stop();
  }
}
