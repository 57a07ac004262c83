package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.loop.Offload;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** The MDC of whoever submits: in the task, in its callback, and nowhere else. */
class ContextTest {
  private static final ActorTestKit KIT = ActorTestKit.create();

  private final TestRuntime runtime = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1));

  @AfterEach
  void stop() {
    MDC.clear();
    runtime.stop();
  }

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private static String user() {
    return String.valueOf(MDC.get("user"));
  }

  @Test
  void shouldFollowATaskAndItsCallback() {
    CompletableFuture<String> seen = new CompletableFuture<>();
    runtime.run(
        loop -> {
          MDC.put("user", "ada");
          loop.submit(
              TestRuntime.WORK,
              ContextTest::user,
              (error, inTask) -> seen.complete(inTask + " " + user()));
        });
    assertThat(Waiting.valueOf(seen)).isEqualTo("ada ada");
  }

  @Test
  void shouldKeepTheMdcsOfManyTasksApart() {
    int tasks = 500;
    List<String> seen = new ArrayList<>(); // of the loop
    CompletableFuture<List<String>> all = new CompletableFuture<>();
    runtime.run(
        loop -> {
          for (int i = 0; i < tasks; i++) {
            if (i % 5 == 0) {
              MDC.clear();
            } else {
              MDC.put("user", "user" + i);
            }
            String expected = user();
            loop.submit(
                TestRuntime.WORK,
                ContextTest::user,
                (error, inTask) -> {
                  seen.add(expected + " " + inTask + " " + user());
                  if (seen.size() == tasks) {
                    all.complete(seen);
                  }
                });
          }
        });
    assertThat(Waiting.valueOf(all))
        .allSatisfy(
            line ->
                assertThat(List.of(line.split(" "))).hasSize(3).containsOnly(line.split(" ")[0]));
  }

  @Test
  void shouldNotLeaveTheLoopThroughACallback() {
    CompletableFuture<String> next = new CompletableFuture<>();
    runtime.run(
        loop -> {
          MDC.put("user", "ada");
          loop.execute(() -> next.complete(user()));
        });
    assertThat(Waiting.valueOf(next)).isEqualTo("ada"); // it follows what was registered there
    assertThat(runtime.<String>call(loop -> user())).isEqualTo("null");
  }

  @Test
  void shouldNotShowACallbackWhatTheTaskHasPut() {
    CompletableFuture<String> seen = new CompletableFuture<>();
    runtime.run(
        loop -> {
          MDC.put("user", "ada");
          loop.submit(
              TestRuntime.WORK,
              () -> {
                MDC.put("user", "eve");
                return "";
              },
              (error, value) -> seen.complete(user()));
        });
    assertThat(Waiting.valueOf(seen)).isEqualTo("ada");
    assertThat(runtime.submit(ContextTest::user).value()).isEqualTo("null");
  }

  @Test
  void shouldFollowTimersTicksMicrotasksAndPromises() {
    List<String> seen = new ArrayList<>(); // of the loop
    CompletableFuture<List<String>> all = new CompletableFuture<>();
    runtime.run(
        loop -> {
          MDC.put("user", "ada");
          loop.nextTick(() -> seen.add("tick " + user()));
          loop.queueMicrotask(() -> seen.add("microtask " + user()));
          loop.setTimeout(
              () -> {
                seen.add("timer " + user());
                all.complete(seen);
              },
              Duration.ofMillis(50));
          loop.submit(TestRuntime.WORK, () -> 1).then(one -> seen.add("promise " + user()));
          MDC.put("user", "eve"); // what came before was registered as ada
        });
    assertThat(Waiting.valueOf(all))
        .containsExactly("tick ada", "microtask ada", "promise ada", "timer ada");
  }

  @Test
  void shouldFollowACallOfAnotherThread() {
    MDC.put("user", "ada");
    Offload offload = Offload.to(runtime.ref(), KIT.system());
    String inTask =
        Waiting.valueOf(offload.call(TestRuntime.WORK, ContextTest::user).toCompletionStage());
    assertThat(inTask).isEqualTo("ada");
    assertThat(user()).isEqualTo("ada");
  }
}
