package io.eventloop.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.eventloop.NodeRuntime;
import io.eventloop.RuntimeSettings;
import io.eventloop.pool.PoolWorker;
import io.eventloop.pool.PoolWorker.Task;
import io.eventloop.pool.PoolWorker.ThreadpoolResult;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Outcome;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A test that plays the worker itself: the task is answered when, and as, the test says. */
class WorkerProbeTest {
  private static final ActorTestKit TEST_KIT = ActorTestKit.create();

  @AfterAll
  static void shutDown() {
    TEST_KIT.shutdownTestKit();
  }

  @Test
  void shouldRunTheCallbackWithWhatTheWorkerAnswers() {
    TestProbe<PoolWorker.Command> worker = TEST_KIT.createTestProbe();
    TestProbe<String> seen = TEST_KIT.createTestProbe();
    TEST_KIT.spawn(
        NodeRuntime.behavior(
            RuntimeSettings.from(ConfigFactory.load()),
            loop ->
                loop.submit(
                    TaskKind.of("jdbc"),
                    () -> "never run here",
                    (error, value) -> seen.ref().tell(String.valueOf(value))),
            List.of(worker.ref())));

    Task task = worker.expectMessageClass(Task.class);
    assertThat(task.kind()).isEqualTo(TaskKind.of("jdbc"));
    task.replyTo().tell(new ThreadpoolResult(0, task.callbackId(), Outcome.success("an order")));

    seen.expectMessage("an order");
  }
}
