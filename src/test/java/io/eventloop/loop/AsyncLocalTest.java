package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Values that follow calls, also where Node has nothing to compare with: into tasks. */
class AsyncLocalTest {
  private static final ActorTestKit KIT = ActorTestKit.create("async-local");

  private final TestRuntime runtime = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1));
  private final AsyncLocal<String> local = new AsyncLocal<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private void note(String where) {
    seen.add(where + " " + local.get());
  }

  @Test
  void shouldReachTheTaskAndItsCallbackAndNoOther() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    runtime.run(
        loop -> {
          local.run("one", () -> submit(loop, "first", () -> {}));
          submit(loop, "second", () -> done.complete(null));
          note("outside");
        });
    Waiting.valueOf(done);
    assertThat(seen)
        .containsExactlyInAnyOrder(
            "outside null",
            "first task one",
            "first callback one",
            "second task null",
            "second callback null");
    runtime.stop();
  }

  private void submit(Loop loop, String name, Runnable then) {
    loop.submit(
        TestRuntime.WORK,
        () -> {
          note(name + " task");
          return name;
        },
        (error, value) -> {
          note(value + " callback");
          then.run();
        });
  }

  @Test
  void shouldNestAndEndWithWhatItWasSetIn() throws Exception {
    AsyncLocal<Integer> other = new AsyncLocal<>();
    assertThat(local.get()).isNull();
    String result =
        local.call(
            "outer",
            () -> {
              other.run(1, () -> note("both " + other.get()));
              local.run("inner", () -> note("inner"));
              local.exit(() -> note("exited"));
              note("outer");
              return local.get();
            });
    assertThat(result).isEqualTo("outer");
    assertThat(seen).containsExactly("both 1 outer", "inner inner", "exited null", "outer outer");
    assertThat(local.get()).isNull();
    runtime.stop();
  }

  @Test
  void shouldLastForTheRestOfACallbackWhenItIsEntered() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    runtime.run(
        loop -> {
          loop.setImmediate(
              () -> {
                local.enterWith("entered");
                note("rest");
                loop.setTimeout(() -> note("timer"), Duration.ofMillis(1));
              });
          loop.setImmediate(() -> note("next immediate"));
          loop.setTimeout(() -> done.complete(null), Duration.ofMillis(20));
        });
    Waiting.valueOf(done);
    assertThat(seen).containsExactly("rest entered", "next immediate null", "timer entered");
    runtime.stop();
  }

  @Test
  void shouldComeWithWhatIsExecutedFromOutside() {
    CompletableFuture<String> value = new CompletableFuture<>();
    Loop loop = runtime.loop();
    local.run("sender", () -> loop.execute(() -> value.complete(local.get())));
    assertThat(Waiting.valueOf(value)).isEqualTo("sender");
    runtime.stop();
  }

  @Test
  void shouldBeTheEmittersForAListener() {
    EventEmitter emitter = new EventEmitter();
    local.run("listener", () -> emitter.on("x", () -> note("heard")));
    local.run("emitter", () -> emitter.emit("x"));
    assertThat(seen).containsExactly("heard emitter");
    runtime.stop();
  }
}
