package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventloop.NodeRuntime;
import io.eventloop.Program;
import io.eventloop.RuntimeSettings;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskKind;
import io.eventloop.testing.Gate;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Promises of tasks. */
class PromiseTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final TaskKind WORK = TaskKind.of("work");

  /** In the order in which things happened; of the loop. */
  private final List<String> log = new ArrayList<>();

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private static int run(Program program) {
    return NodeRuntime.run(RuntimeSettings.load().withPoolSize(1), program);
  }

  private static <T> Promise<T> failing(Loop loop, Exception error) {
    return loop.submit(
        WORK,
        () -> {
          throw error;
        });
  }

  @Test
  void shouldPassTheValueOnFromReactionToReaction() {
    int exitCode =
        run(
            loop ->
                loop.submit(WORK, () -> 20)
                    .then(value -> value + 1)
                    .thenCompose(value -> loop.submit(WORK, () -> value * 2))
                    .then(value -> log.add("got " + value)));
    assertThat(exitCode).isZero();
    assertThat(log).containsExactly("got 42");
  }

  @Test
  void shouldPassARejectionByReactionsToTheFirstHandler() {
    int exitCode =
        run(
            loop ->
                PromiseTest.<Integer>failing(loop, new IllegalStateException("no"))
                    .then(value -> log.add("not called"))
                    .then(value -> log.add("not called"))
                    .catchError(error -> log.add("caught " + error.getMessage()))
                    .then(value -> log.add("after " + value)));
    assertThat(exitCode).isZero();
    assertThat(log).containsExactly("caught no", "after true");
  }

  @Test
  void shouldRejectWithWhatAReactionThrows() {
    int exitCode =
        run(
            loop ->
                loop.submit(WORK, () -> 1)
                    .then(
                        value -> {
                          throw new AssertionError("thrown by a reaction");
                        })
                    .catchError(
                        error -> {
                          log.add(error.getMessage());
                          return null;
                        }));
    assertThat(exitCode).isZero();
    assertThat(log).containsExactly("thrown by a reaction");
  }

  @Test
  void shouldTakeOnTheRejectionOfAPromiseThatAReactionReturns() {
    int exitCode =
        run(
            loop ->
                loop.submit(WORK, () -> 1)
                    .thenCompose(value -> PromiseTest.<String>failing(loop, new Exception("inner")))
                    .catchError(error -> error.getMessage())
                    .then(log::add));
    assertThat(exitCode).isZero();
    assertThat(log).containsExactly("inner");
  }

  @Test
  void shouldRunReactionsInTheirOrderAsMicrotasksAfterTicks() {
    int exitCode =
        run(
            loop -> {
              Promise<Integer> promise = loop.submit(WORK, () -> 1);
              promise.then(value -> log.add("first"));
              promise.then(
                  value -> {
                    loop.nextTick(() -> log.add("tick"));
                    loop.queueMicrotask(() -> log.add("microtask"));
                    return log.add("second");
                  });
              promise.then(value -> log.add("third"));
            });
    assertThat(exitCode).isZero();
    assertThat(log).containsExactly("first", "second", "third", "microtask", "tick");
  }

  @Test
  void shouldNotCallAReactionWithinTheCallThatRegistersIt() {
    int exitCode =
        run(
            loop -> {
              Promise<Integer> promise = loop.submit(WORK, () -> 1);
              promise.then(
                  value -> {
                    promise.then(again -> log.add("registered when settled"));
                    return log.add("end of the first reaction");
                  });
            });
    assertThat(exitCode).isZero();
    assertThat(log).containsExactly("end of the first reaction", "registered when settled");
  }

  @Test
  void shouldHandBothToACallbackWhenSettled() {
    int exitCode =
        run(
            loop -> {
              loop.submit(WORK, () -> "value")
                  .whenSettled((error, value) -> log.add(error + " " + value));
              PromiseTest.<String>failing(loop, new Exception("error"))
                  .whenSettled((error, value) -> log.add(error.getMessage() + " " + value));
            });
    assertThat(exitCode).isZero();
    assertThat(log).containsExactly("null value", "error null");
  }

  @Test
  void shouldEndTheProgramWithOneWhenNobodyHandlesARejection() {
    int exitCode =
        run(
            loop -> {
              failing(loop, new Exception("expected: nobody handles this"));
              loop.setTimeout(() -> log.add("not reached"), Duration.ofMinutes(10));
            });
    assertThat(exitCode).isEqualTo(1);
    assertThat(log).isEmpty();
  }

  @Test
  void shouldEndTheProgramWithOneWhenAReactionThrowsAndNobodyHandlesThat() {
    int exitCode =
        run(
            loop ->
                loop.submit(WORK, () -> 1)
                    .then(
                        value -> {
                          throw new IllegalStateException("expected");
                        }));
    assertThat(exitCode).isEqualTo(1);
  }

  @Test
  void shouldTakeARejectionThatIsHandledInAMicrotaskForHandled() {
    int exitCode =
        run(
            loop ->
                loop.submit(WORK, () -> 1)
                    .then(
                        value -> {
                          Promise<Object> rejected = loop.submit(WORK, () -> 1).then(v -> null);
                          loop.queueMicrotask(
                              () -> rejected.catchError(error -> log.add("in time")));
                          return null;
                        }));
    assertThat(exitCode).isZero();
  }

  @Test
  void shouldHeedTheOptionsOfItsTaskAndKeepTheContextOfItsCaller() {
    Gate gate = new Gate();
    int exitCode =
        run(
            loop -> {
              MDC.put("user", "ada");
              loop.submit(WORK, () -> MDC.get("user"))
                  .then(user -> log.add(user + " on a worker, " + MDC.get("user") + " on the loop"))
                  .thenCompose(
                      added ->
                          loop.submit(
                              WORK,
                              gate.yielding("never"),
                              CallOptions.deadline(Duration.ofMillis(20))))
                  .catchAccept(error -> log.add(error.getClass().getSimpleName()));
            });
    assertThat(exitCode).isZero();
    assertThat(log).containsExactly("ada on a worker, ada on the loop", "TaskTimeoutException");
  }

  @Test
  void shouldRejectWhereTheCallbackFormThrows() {
    int exitCode =
        run(
            loop ->
                loop.submit(WORK, (Callable<String>) null)
                    .catchAccept(error -> log.add(error.getClass().getSimpleName())));
    assertThat(exitCode).isZero();
    assertThat(log).containsExactly("InvalidArgTypeException");
  }

  @Test
  void shouldCompleteAStageForTheRestOfJava() {
    TestRuntime runtime = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1));
    CompletionStage<Integer> good =
        runtime.call(loop -> loop.submit(WORK, () -> 20).then(v -> v + 1).toCompletionStage());
    assertThat(Waiting.valueOf(good)).isEqualTo(21);
    Exception users = new Exception("error");
    CompletionStage<Integer> bad =
        runtime.call(loop -> PromiseTest.<Integer>failing(loop, users).toCompletionStage());
    assertThat(Waiting.errorOf(bad)).isSameAs(users);
    assertThat(runtime.submit(() -> "the stage has handled it").value()).isNotNull();
    runtime.stop();
  }

  @Test
  void shouldFailAStageWhenTheRuntimeEndsBeforeItsPromiseIsSettled() {
    TestRuntime runtime = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1));
    Gate gate = new Gate();
    CompletionStage<String> stage =
        runtime.call(loop -> loop.submit(WORK, gate.yielding("never")).toCompletionStage());
    gate.awaitBegun(1);
    CompletableFuture<String> dependent = stage.thenApply(value -> value).toCompletableFuture();
    KIT.stop(runtime.ref(), Waiting.LIMIT);
    assertThat(Waiting.errorOf(stage)).isInstanceOf(RuntimeTerminatedException.class);
    assertThat(Waiting.errorOf(dependent)).isInstanceOf(RuntimeTerminatedException.class);
  }

  @Test
  void shouldSettleOnTheLoopWithWhatAStageBringsAndLiveUntilThen() {
    int exitCode =
        run(
            loop -> {
              CompletableFuture<String> stage = CompletableFuture.supplyAsync(() -> "value");
              Promise.from(stage) // another thread may not set an immediate
                  .thenAccept(value -> loop.setImmediate(() -> log.add(value)));
            });
    assertThat(exitCode).isZero();
    assertThat(log).containsExactly("value");
  }

  @Test
  void shouldTakeTheErrorOfAStageOutOfItsWrapper() {
    Exception users = new Exception("error");
    int exitCode =
        run(
            loop -> {
              CompletionStage<String> stage =
                  CompletableFuture.<String>failedFuture(users).thenApply(value -> value);
              Promise.from(stage).catchAccept(error -> log.add("same: " + (error == users)));
            });
    assertThat(exitCode).isZero();
    assertThat(log).containsExactly("same: true");
  }

  @Test
  void shouldRefuseOtherThreadsAndOtherLoops() {
    TestRuntime runtime = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1));
    TestRuntime other = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1));
    List<Promise.Resolver<Integer>> resolvers = new ArrayList<>();
    Promise<Integer> promise =
        runtime.call(loop -> new Promise<>((resolve, reject) -> resolvers.add(resolve)));
    List<ThrowableAssert.ThrowingCallable> calls =
        List.of(
            () -> promise.then(value -> value),
            () -> promise.catchError(error -> null),
            () -> promise.finallyDo(() -> {}),
            () -> promise.whenSettled((error, value) -> {}),
            promise::toCompletionStage,
            () -> Promise.all(promise),
            () -> resolvers.get(0).accept(1));
    for (ThrowableAssert.ThrowingCallable call : calls) {
      assertThatThrownBy(call).isInstanceOf(IllegalStateException.class);
      other.run(
          loop ->
              assertThatThrownBy(call)
                  .isInstanceOf(IllegalStateException.class)
                  .hasMessageContaining("its own loop"));
    }
    assertThatThrownBy(() -> Promise.resolve(1)).isInstanceOf(IllegalStateException.class);
    runtime.stop();
    other.stop();
  }
}
