package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventloop.testing.ProgramRun;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.Waiting;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
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

  @Test
  void shouldBeThatOfTheBindingInABoundFunction() throws Exception {
    Runnable[] bound = new Runnable[1];
    local.run("bound", () -> bound[0] = AsyncLocal.bind(() -> note("in it")));
    Function<String, String> doubling =
        local.call("function", () -> AsyncLocal.bind((String a) -> a + local.get()));
    Callback<String> callback =
        local.call("callback", () -> AsyncLocal.bind((error, value) -> note(value)));
    local.run(
        "caller",
        () -> {
          bound[0].run();
          seen.add(doubling.apply("argument "));
          note("after");
        });
    callback.call(null, "value");
    AsyncLocal.bind(() -> note("bound outside")).run();
    assertThat(seen)
        .containsExactly(
            "in it bound",
            "argument function",
            "after caller",
            "value callback",
            "bound outside null");
    assertThat(local.get()).isNull();
    runtime.stop();
  }

  @Test
  void shouldKeepWhatABoundFunctionEntersToItself() throws Exception {
    AsyncLocal.Snapshot snapshot = local.call("taken", AsyncLocal::snapshot);
    local.run(
        "caller",
        () -> {
          snapshot.run(
              () -> {
                note("first");
                local.enterWith("entered");
              });
          note("caller");
        });
    assertThat(snapshot.call(local::get)).isEqualTo("entered");
    assertThatThrownBy(
            () ->
                snapshot.run(
                    () -> {
                      throw new IllegalStateException("thrown in it");
                    }))
        .hasMessage("thrown in it");
    assertThat(local.get()).isNull();
    assertThat(seen).containsExactly("first taken", "caller caller");
    runtime.stop();
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without its checks gives
  void shouldRefuseToBindNothing() {
    assertThatThrownBy(() -> AsyncLocal.bind((Runnable) null))
        .isInstanceOf(InvalidArgTypeException.class)
        .hasMessage("The \"fn\" argument must be of type function. Received null");
    runtime.stop();
  }

  /** As Node 20.20 prints it. */
  @Test
  void shouldBeGoneWhenAnErrorOfAMicrotaskIsHandledAndThereForAnyOther() {
    ProgramRun run =
        ProgramRun.of(
            (loop, log) -> {
              loop.onUncaughtException(
                  (e, origin) -> log.accept("uncaught " + e.getMessage() + " " + local.get()));
              local.run("tick", () -> loop.nextTick(failing("tick")));
              local.run("imm", () -> loop.setImmediate(failing("imm")));
              local.run("tm", () -> loop.setTimeout(failing("tm"), 1));
              local.run("then", () -> Promise.resolve().then(failing("then")));
              local.run("mt", () -> loop.queueMicrotask(failing("micro")));
              loop.queueMicrotask(
                  () -> {
                    local.enterWith("entered");
                    failing("micro2").run();
                  });
              local.run("in", () -> loop.queueMicrotask(() -> log.accept("in " + local.get())));
            });
    assertThat(run.lines())
        .containsExactlyInAnyOrder(
            "uncaught tick tick",
            "uncaught micro null",
            "uncaught micro2 null",
            "in in",
            "uncaught then then",
            "uncaught imm imm",
            "uncaught tm tm");
    runtime.stop();
  }

  private static Runnable failing(String message) {
    return () -> {
      throw new IllegalStateException(message);
    };
  }
}
