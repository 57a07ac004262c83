package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.eventloop.testing.Gate;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.TestTask;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.slf4j.MDC;

/** Workers on virtual threads, as {@code eventloop.virtual-threads = on} has them on JDK 21. */
class VirtualThreadTest {
  private static final String ON = "eventloop.virtual-threads = on";

  private static void inKit(Consumer<ActorTestKit> test) {
    ActorTestKit kit =
        ActorTestKit.create(ConfigFactory.parseString(ON).withFallback(ConfigFactory.load()));
    try {
      test.accept(kit);
    } finally {
      kit.shutdownTestKit();
    }
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_20)
  void shouldBeRefusedWhenTheJdkHasNone() {
    assertThatThrownBy(
            () ->
                PoolSettings.from(ConfigFactory.parseString(ON).withFallback(ConfigFactory.load())))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("virtual")
        .hasMessageContaining("JDK 21");
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void shouldRunTasksOnVirtualThreadsOfTheWorkersNames() {
    inKit(
        kit -> {
          TestRuntime runtime = TestRuntime.start(kit, TestRuntime.poolOf(kit, 4));
          for (int round = 0; round < 10; round++) {
            Gate gate = new Gate();
            List<TestTask<String>> tasks =
                IntStream.range(0, 4)
                    .mapToObj(
                        i ->
                            runtime.submit(
                                () -> {
                                  gate.yielding("").call();
                                  Thread thread = Thread.currentThread();
                                  return thread.getName() + VirtualThreads.isVirtual(thread);
                                }))
                    .toList();
            gate.awaitBegun(4);
            gate.open();
            assertThat(tasks.stream().map(TestTask::value))
                .containsExactlyInAnyOrder("pool0true", "pool1true", "pool2true", "pool3true");
          }
          runtime.stop();
        });
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void shouldCancelTimeOutAndReplaceAsOthers() {
    inKit(
        kit -> {
          TestRuntime runtime =
              TestRuntime.start(
                  kit, TestRuntime.poolOf(kit, 1).withStuckGrace(Duration.ofMillis(10)));
          Gate gate = new Gate();
          TestTask<String> running = runtime.submit(gate.yielding(""));
          gate.awaitBegun(1);
          assertThat(running.handle().cancel()).isTrue();
          gate.awaitInterrupt();
          assertThat(running.error()).isInstanceOf(TaskCancelledException.class);
          TestTask<String> stuck =
              runtime.submit(
                  TestRuntime.WORK, gate.deaf(""), CallOptions.deadline(Duration.ofMillis(300)));
          gate.awaitBegun(1);
          assertThat(stuck.error()).isInstanceOf(TaskTimeoutException.class);
          assertThat(runtime.submit(() -> Thread.currentThread().getName()).value())
              .startsWith("pool0-");
          gate.open();
          runtime.stop();
        });
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void shouldCarryTheMdcIntoTheTaskAndNoFurther() {
    inKit(
        kit -> {
          TestRuntime runtime = TestRuntime.start(kit, TestRuntime.poolOf(kit, 1));
          TestTask<String> task =
              runtime.call(
                  loop -> {
                    MDC.put("user", "ada");
                    return TestRuntime.submitOn(
                        loop, TestRuntime.WORK, () -> MDC.get("user"), CallOptions.DEFAULT);
                  });
          assertThat(task.value()).isEqualTo("ada");
          assertThat(runtime.submit(() -> String.valueOf(MDC.get("user"))).value())
              .isEqualTo("null");
          runtime.stop();
        });
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void shouldAnswerManyTasks() {
    inKit(
        kit -> {
          TestRuntime runtime = TestRuntime.start(kit, TestRuntime.poolOf(kit, 8));
          List<TestTask<Integer>> tasks =
              runtime.call(
                  loop ->
                      IntStream.range(0, 5_000)
                          .mapToObj(
                              i ->
                                  TestRuntime.submitOn(
                                      loop, TestRuntime.WORK, () -> i, CallOptions.DEFAULT))
                          .toList());
          for (int i = 0; i < tasks.size(); i++) {
            assertThat(tasks.get(i).value()).isEqualTo(i);
          }
          runtime.stop();
        });
  }
}
