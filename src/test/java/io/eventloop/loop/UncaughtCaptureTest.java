package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.ProgramRun;
import io.eventloop.value.NodeError;
import io.eventloop.value.ThrownValue;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Who takes all uncaught exceptions: in each case what Node 20.20 prints for the same. */
class UncaughtCaptureTest {

  private static void fail(String message) {
    throw new IllegalStateException(message);
  }

  private static void attempt(Consumer<String> log, Runnable action) {
    try {
      action.run();
      log.accept("done");
    } catch (IllegalStateException e) {
      log.accept(((NodeError) e).code() + ": " + e.getMessage());
    }
  }

  @Test
  void shouldTakeThemInsteadOfTheHandlersWhileItIsSet() {
    ProgramRun run =
        ProgramRun.of(
            (loop, log) -> {
              loop.onUncaughtException((e, origin) -> log.accept("handler " + e.getMessage()));
              loop.onUncaughtExceptionMonitor((e, origin) -> log.accept("monitor " + origin));
              log.accept("has " + loop.hasUncaughtExceptionCaptureCallback());
              attempt(
                  log,
                  () ->
                      loop.setUncaughtExceptionCaptureCallback(
                          e -> log.accept("captured " + e.getMessage())));
              log.accept("has " + loop.hasUncaughtExceptionCaptureCallback());
              attempt(log, () -> loop.setUncaughtExceptionCaptureCallback(e -> {}));
              loop.setTimeout(
                  () -> {
                    loop.nextTick(() -> log.accept("tick"));
                    fail("timer");
                  },
                  1);
              loop.setTimeout(() -> Promise.reject(ThrownValue.of(5)), 10);
              loop.setTimeout(
                  () -> {
                    attempt(log, () -> loop.setUncaughtExceptionCaptureCallback(null));
                    attempt(log, () -> loop.setUncaughtExceptionCaptureCallback(null));
                    log.accept("has " + loop.hasUncaughtExceptionCaptureCallback());
                  },
                  20);
              loop.setTimeout(() -> fail("later"), 30);
            });
    assertThat(run)
        .isEqualTo(
            new ProgramRun(
                List.of(
                    "has false",
                    "done",
                    "has true",
                    "ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET:"
                        + " `process.setupUncaughtExceptionCapture()` was called while a capture"
                        + " callback was already active",
                    "monitor uncaughtException",
                    "captured timer",
                    "tick",
                    "monitor unhandledRejection",
                    "captured This error originated either by throwing inside of an async function"
                        + " without a catch block, or by rejecting a promise which was not handled"
                        + " with .catch(). The promise rejected with the reason \"5\".",
                    "done",
                    "done",
                    "has false",
                    "monitor uncaughtException",
                    "handler later"),
                0));
  }

  @Test
  void shouldKeepTheProgramGoingAndItsExitCode() {
    ProgramRun run =
        ProgramRun.of(
            (loop, log) -> {
              loop.setUncaughtExceptionCaptureCallback(
                  e -> {
                    log.accept("captured " + e.getMessage());
                    loop.exitCode(3);
                  });
              loop.setTimeout(() -> log.accept("goes on"), 1);
              loop.onExit(
                  code -> {
                    log.accept("exit " + code);
                    fail("in exit");
                  });
              fail("main");
            });
    assertThat(run)
        .isEqualTo(
            new ProgramRun(List.of("captured main", "goes on", "exit 3", "captured in exit"), 3));
  }

  @Test
  void shouldEndTheProgramWithSevenIfItThrows() {
    ProgramRun run =
        ProgramRun.of(
            (loop, log) -> {
              loop.onExit(code -> log.accept("exit"));
              loop.setUncaughtExceptionCaptureCallback(e -> fail("expected: in capture"));
              fail("main");
            });
    assertThat(run).isEqualTo(new ProgramRun(List.of(), 7));
  }
}
