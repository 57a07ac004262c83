package io.eventloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.loop.RuntimeTerminatedException;
import io.eventloop.pool.TaskHandle;
import io.eventloop.testing.Gate;
import io.eventloop.testing.Waiting;
import io.eventloop.value.Js;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes that come and go while they have tasks. A worker has two threads, hence six places. */
class LostNodesTest {
  private final TestCluster cluster = new TestCluster();
  private final Gate gate = Kinds.newGate();

  @AfterEach
  void stop() {
    cluster.close();
  }

  private static List<TaskHandle<String>> submit(
      ClusterPool pool, RemoteKind<String, String> kind, int count) {
    return IntStream.range(0, count).mapToObj(i -> pool.submit(kind, "t" + i)).toList();
  }

  private static void assertValues(List<TaskHandle<String>> tasks) {
    for (int i = 0; i < tasks.size(); i++) {
      assertThat(Waiting.<String>valueOf(tasks.get(i).toCompletionStage())).isEqualTo("t" + i);
    }
  }

  private static void awaitRunning(ClusterPool pool, int count) {
    Waiting.until(count + " tasks are with workers", () -> pool.stats().running() == count);
  }

  @Test
  void shouldHandBackWhatHasNotBegunWhenANodeLeavesInOrder() {
    ClusterPool pool = ClusterPool.get(cluster.submitter(0));
    ActorSystem<Void> leaving = cluster.worker(Kinds.ALL);
    List<TaskHandle<String>> tasks = submit(pool, Kinds.GATED, 8);
    gate.awaitBegun(2);
    awaitRunning(pool, 6);
    cluster.worker(Kinds.ALL);
    gate.awaitBegun(2);

    leaving.terminate();
    Waiting.until("what waited is back", () -> pool.stats().rerun() == 4);
    gate.open();

    assertValues(tasks);
    gate.awaitBegun(4);
    assertThat(gate.hasBegunMore()).as("a task that ran twice").isFalse();
    assertThat(pool.stats().answered()).isEqualTo(8);
  }

  @Test
  void shouldRunTheTasksOfALostNodeElsewhere() {
    ClusterPool pool = ClusterPool.get(cluster.submitter(0));
    ActorSystem<Void> lost = cluster.worker(Kinds.ALL);
    List<TaskHandle<String>> tasks = submit(pool, Kinds.GATED, 8);
    gate.awaitBegun(2);
    awaitRunning(pool, 6);
    cluster.worker(Kinds.ALL);
    gate.awaitBegun(2);

    cluster.crash(lost);
    Waiting.until("the node is removed", () -> pool.stats().workerNodes() == 1);
    Waiting.until("its tasks are given to another", () -> pool.stats().rerun() == 6);
    gate.open();

    assertValues(tasks);
    assertThat(pool.stats().answered()).isEqualTo(8);
  }

  @Test
  void shouldNotRunATaskTwiceThatMayNot() {
    ClusterPool pool = ClusterPool.get(cluster.submitter(0));
    ActorSystem<Void> lost = cluster.worker(Kinds.ALL);
    List<TaskHandle<String>> tasks = submit(pool, Kinds.ONCE, 4);
    gate.awaitBegun(2);
    awaitRunning(pool, 4);

    cluster.crash(lost);
    for (TaskHandle<String> begun : tasks.subList(0, 2)) {
      assertThat(Waiting.errorOf(begun.toCompletionStage()))
          .isInstanceOf(WorkerLostException.class)
          .hasMessageContaining("once task: its node pekko://cluster@127.0.0.1:");
    }
    cluster.worker(Kinds.ALL);
    gate.awaitBegun(2);
    gate.open();

    assertThat(Waiting.<String>valueOf(tasks.get(2).toCompletionStage())).isEqualTo("t2");
    assertThat(Waiting.<String>valueOf(tasks.get(3).toCompletionStage())).isEqualTo("t3");
    assertThat(gate.hasBegunMore()).isFalse();
  }

  @Test
  void shouldCancelTheTasksOfASubmitterThatEnds() {
    cluster.worker(Kinds.ALL);
    ActorSystem<Void> submitter = cluster.submitter(1);
    List<TaskHandle<String>> tasks = submit(ClusterPool.get(submitter), Kinds.GATED, 8);
    gate.awaitBegun(2);

    submitter.terminate();

    gate.awaitInterrupt();
    gate.awaitInterrupt();
    tasks.forEach(
        task ->
            assertThat(Waiting.errorOf(task.toCompletionStage()))
                .isInstanceOf(RuntimeTerminatedException.class));
    assertThat(gate.hasBegunMore()).isFalse();
    assertThat(
            Waiting.errorOf(
                ClusterPool.get(submitter).submit(Kinds.ECHO, Js.ofNull()).toCompletionStage()))
        .isInstanceOf(RuntimeTerminatedException.class);
  }

  @Test
  void shouldLetNoMoreThanTwoWaitBehindARunningOneOverAllSubmitters() {
    cluster.worker(Kinds.ALL);
    ClusterPool one = ClusterPool.get(cluster.submitter(1));
    ClusterPool other = ClusterPool.get(cluster.submitter(1));
    List<TaskHandle<String>> tasks = submit(one, Kinds.GATED, 20);
    awaitRunning(one, 6);
    List<TaskHandle<String>> others = submit(other, Kinds.GATED, 20);
    gate.awaitBegun(2);

    Waiting.until("the other waits", () -> other.stats().waiting() == 20);
    assertThat(one.stats().running() + other.stats().running()).isEqualTo(6);

    gate.open();
    tasks.forEach(task -> Waiting.valueOf(task.toCompletionStage()));
    others.forEach(task -> Waiting.valueOf(task.toCompletionStage()));
    assertThat(gate.mostAtOnce()).isEqualTo(2);
  }

  @Test
  void shouldRejectWhatFindsTheQueueFull() {
    ActorSystem<Void> bounded =
        cluster.node("eventloop.cluster { worker = off, max-queued = 3, kind-timeout = 30s }");
    ClusterPool pool = ClusterPool.get(bounded);

    List<TaskHandle<String>> tasks = submit(pool, Kinds.GATED, 4);

    assertThat(Waiting.errorOf(tasks.get(3).toCompletionStage()))
        .hasMessage(
            "gated task rejected: 3 tasks wait for a node, the bound of"
                + " eventloop.cluster.max-queued");
    assertThat(tasks.get(0).isDone()).isFalse();
  }
}
