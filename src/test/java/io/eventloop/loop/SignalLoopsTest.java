package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventloop.pool.CallOptions;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.Waiting;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** To which loop a signal belongs, how long it is kept, and what it calls off. */
class SignalLoopsTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Duration HOUR = Duration.ofHours(1);
  private static TestRuntime runtime;

  @BeforeAll
  static void start() {
    runtime = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1));
  }

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  @Test
  void shouldRefuseAnotherLoopThanItsOwn() {
    TestRuntime other = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1));
    List<String> log = new ArrayList<>();
    AbortController made = runtime.call(loop -> new AbortController());
    AbortController bound = new AbortController(); // to the loop that uses it first
    AbortSignal abortedOne = runtime.call(loop -> AbortSignal.abort("why"));
    runtime.run(loop -> bound.signal().onAbort(() -> log.add("heard")));
    List<Callable<?>> uses =
        List.of(
            () -> made.signal().onAbort(() -> log.add("never")),
            () -> AbortSignal.any(bound.signal()),
            () -> other.call(loop -> made.signal().onAbort(() -> log.add("never"))),
            () -> other.call(loop -> AbortSignal.any(made.signal())),
            () ->
                other.call(
                    loop -> {
                      bound.abort();
                      return null;
                    }),
            () ->
                other.call(
                    loop ->
                        loop.submit(
                            TestRuntime.WORK, () -> 1, CallOptions.DEFAULT, made.signal())));
    for (Callable<?> use : uses) {
      assertThatThrownBy(use::call).hasStackTraceContaining("its own loop only");
    }
    assertThat(other.stats().pendingEvents()).isZero();
    Throwable reason = other.call(loop -> AbortSignal.any(abortedOne).reason());
    assertThat(reason).hasMessage("why");
    runtime.run(loop -> bound.abort());
    assertThat(log).containsExactly("heard");
    other.stop();
  }

  @Test
  void shouldForgetATimeoutThatNobodyListensToAndTakeItsTimerBack() {
    TestRuntime own = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1));
    List<Registration> heard = new ArrayList<>();
    own.run(loop -> heard.add(AbortSignal.timeout(HOUR).onAbort(() -> {})));
    own.run(loop -> heard.add(AbortSignal.any(AbortSignal.timeout(HOUR)).onAbort(() -> {})));
    WeakReference<AbortSignal> dropped =
        own.call(loop -> new WeakReference<>(AbortSignal.timeout(HOUR)));
    own.run(loop -> AbortSignal.timeout(HOUR).onAbort(() -> {}).remove());
    AbortSignal kept = own.call(loop -> AbortSignal.timeout(HOUR));
    assertThat(timersAfterCollection(own, 3)).isEqualTo(3);
    assertThat(dropped.get()).isNull();
    own.run(loop -> heard.forEach(Registration::remove));
    heard.clear(); // a registration knows its signal
    assertThat(timersAfterCollection(own, 1)).isEqualTo(1);
    assertThat(kept.aborted()).isFalse();
    own.stop();
  }

  /** Makes such signals, which is when the loop looks for those that are gone. */
  private static int timersAfterCollection(TestRuntime own, int expected) {
    int timers = Integer.MAX_VALUE;
    for (int i = 0; i < 100 && timers > expected; i++) {
      System.gc();
      own.run(loop -> AbortSignal.timeout(HOUR));
      timers = own.stats().timers() - 1;
    }
    return timers;
  }

  @Test
  void shouldRejectThePromiseOfATaskThatItsSignalCallsOff() {
    CountDownLatch never = new CountDownLatch(1);
    AbortController controller = runtime.call(loop -> new AbortController());
    CompletableFuture<Throwable> rejected = new CompletableFuture<>();
    runtime.run(
        loop ->
            loop.submit(
                    TestRuntime.WORK,
                    () -> {
                      never.await();
                      return 1;
                    },
                    CallOptions.DEFAULT,
                    controller.signal())
                .catchAccept(rejected::complete));
    runtime.run(loop -> controller.abort("why"));
    assertThat(Waiting.valueOf(rejected))
        .isInstanceOf(AbortException.class)
        .hasRootCauseMessage("why");
  }

  @Test
  void shouldWaitForAStageNoLongerThanUntilItsSignalIsAborted() {
    AbortController controller = runtime.call(loop -> new AbortController());
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<Throwable> rejected = new CompletableFuture<>();
    CompletableFuture<Throwable> again = new CompletableFuture<>();
    runtime.run(loop -> Promise.from(stage, controller.signal()).catchAccept(rejected::complete));
    assertThat(runtime.stats().pendingEvents()).isEqualTo(1);
    runtime.run(loop -> controller.abort("why"));
    assertThat(Waiting.valueOf(rejected)).isInstanceOf(AbortException.class);
    assertThat(runtime.stats().pendingEvents()).isZero();
    assertThat(stage).isNotDone();
    runtime.run(loop -> Promise.from(stage, controller.signal()).catchAccept(again::complete));
    assertThat(Waiting.valueOf(again)).isInstanceOf(AbortException.class);
    AbortController unused = runtime.call(loop -> new AbortController());
    CompletableFuture<String> value = new CompletableFuture<>();
    runtime.run(loop -> Promise.from(stage, unused.signal()).thenAccept(value::complete));
    Executor thread = work -> new Thread(work).start();
    thread.execute(() -> stage.complete("v"));
    assertThat(Waiting.valueOf(value)).isEqualTo("v");
  }

  @Test
  void shouldRegisterNothingForAStageThatRefuses() {
    CompletableFuture<String> refusing =
        new CompletableFuture<>() {
          @Override
          public CompletableFuture<String> whenComplete(
              java.util.function.BiConsumer<? super String, ? super Throwable> action) {
            throw new UnsupportedOperationException("expected");
          }
        };
    assertThatThrownBy(() -> runtime.run(loop -> Promise.from(refusing)))
        .hasRootCauseMessage("expected");
    CompletableFuture<String> none = null;
    assertThatThrownBy(() -> runtime.run(loop -> Promise.from(none)))
        .hasRootCauseInstanceOf(NullPointerException.class);
    assertThat(runtime.stats().pendingEvents()).isZero();
  }
}
