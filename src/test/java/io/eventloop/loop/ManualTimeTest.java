package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskTimeoutException;
import io.eventloop.testing.Gate;
import io.eventloop.testing.ManualTimeClock;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.TestTask;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A loop under the testkit's virtual time: hours pass in no time, and nothing before its time. */
class ManualTimeTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create(
          ConfigFactory.parseString("eventloop.clock = \"" + ManualTimeClock.class.getName() + '"')
              .withFallback(ManualTime.config())
              .withFallback(ConfigFactory.load()));

  private final ManualTime time = ManualTime.get(KIT.system());
  private final TestRuntime runtime = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1));
  private final List<String> log = new CopyOnWriteArrayList<>();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private void passes(Duration duration) {
    time.timePasses(duration);
    runtime.run(loop -> {}); // behind the wake-up, if there is one
  }

  @Test
  void shouldFireTimersWhenTheTestLetsTimePass() {
    runtime.run(
        loop -> {
          loop.setTimeout(() -> log.add("a day"), Duration.ofDays(1));
          loop.setTimeout(() -> log.add("an hour"), Duration.ofHours(1));
          loop.setInterval(() -> log.add("tea"), Duration.ofHours(10));
        });
    passes(Duration.ofMinutes(59));
    assertThat(log).isEmpty();
    passes(Duration.ofMinutes(1));
    assertThat(log).containsExactly("an hour");
    passes(Duration.ofHours(9));
    passes(Duration.ofHours(10));
    assertThat(log).containsExactly("an hour", "tea", "tea");
    passes(Duration.ofHours(4));
    assertThat(log).containsExactly("an hour", "tea", "tea", "a day");
    runtime.stop();
  }

  @Test
  void shouldAnswerATaskAtItsDeadlineWhenTheTestLetsTimePass() {
    Gate gate = new Gate();
    TestTask<String> task =
        runtime.submit(
            TestRuntime.WORK, gate.yielding("late"), CallOptions.deadline(Duration.ofMinutes(5)));
    gate.awaitBegun(1);
    passes(Duration.ofMinutes(4));
    assertThat(task.answers()).isZero();
    passes(Duration.ofMinutes(1));
    assertThat(task.error()).isInstanceOf(TaskTimeoutException.class);
    gate.open();
    runtime.stop();
  }
}
