package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.pool.TaskKind;
import io.eventloop.testing.Gate;
import io.eventloop.testing.ProgramRun;
import io.eventloop.testing.ProgramRun.Printing;
import io.eventloop.value.ThrownValue;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** How a stand-alone program ends: in each case what Node 20 prints, and its exit code. */
class ExitTest {
  private static final IllegalStateException X = new IllegalStateException("x");

  private static void expect(int code, Printing program, String... lines) {
    assertThat(ProgramRun.of(program)).isEqualTo(new ProgramRun(List.of(lines), code));
  }

  @Test
  void shouldEndAfterBeforeExitWhenThatStartsTicksOnly() {
    expect(
        0,
        (loop, log) ->
            loop.onBeforeExit(
                code -> {
                  log.accept("before exit");
                  loop.nextTick(() -> log.accept("tick"));
                  Promise.resolve().then(() -> log.accept("micro"));
                }),
        "before exit",
        "tick",
        "micro");
  }

  @Test
  void shouldAskAgainAfterEachRevival() {
    int[] asked = {0};
    expect(
        0,
        (loop, log) ->
            loop.onBeforeExit(
                code -> {
                  log.accept("before exit " + ++asked[0]);
                  if (asked[0] < 3) {
                    loop.setTimeout(() -> log.accept("timer"), 1);
                  }
                  loop.nextTick(() -> log.accept("tick"));
                }),
        "before exit 1",
        "tick",
        "timer",
        "before exit 2",
        "tick",
        "timer",
        "before exit 3",
        "tick");
  }

  @Test
  void shouldBeRevivedByAnExceptionThatWasHandledInBeforeExit() {
    int[] asked = {0};
    expect(
        0,
        (loop, log) -> {
          loop.onUncaughtException((error, origin) -> log.accept("handled"));
          loop.onBeforeExit(
              code -> {
                log.accept("before exit " + ++asked[0]);
                if (asked[0] < 3) {
                  throw X;
                }
              });
        },
        "before exit 1",
        "handled",
        "before exit 2",
        "handled",
        "before exit 3");
  }

  @Test
  void shouldKeepTheCodeWhenAnExitHandlerThrowsAndTheExceptionIsHandled() {
    expect(
        4,
        (loop, log) -> {
          loop.exitCode(4);
          loop.onUncaughtException((error, origin) -> log.accept("handled"));
          throwing(loop);
          loop.onExit(code -> log.accept("WRONG second handler"));
        },
        "handled");
  }

  private static void throwing(Loop loop) {
    loop.onExit(
        code -> {
          throw X;
        });
  }

  @Test
  void shouldEndWithOneWhenAnExitHandlerThrows() {
    expect(1, (loop, log) -> throwing(loop));
  }

  @Test
  void shouldLetExitHandlersChangeTheCodeOfAFatalException() {
    expect(
        6,
        (loop, log) -> {
          loop.onExit(
              code -> {
                log.accept("exit " + code);
                loop.exitCode(6);
              });
          throw X;
        },
        "exit 1");
    expect(
        8,
        (loop, log) -> {
          loop.onExit(code -> loop.exit(8));
          throw X;
        });
  }

  @Test
  void shouldExitWithTheCodeThatAHandlerOfExceptionsCallsFor() {
    expect(
        3,
        (loop, log) -> {
          loop.onUncaughtException((error, origin) -> loop.exit(3));
          loop.onExit(code -> log.accept("exit " + code));
          loop.setTimeout(() -> log.accept("WRONG timer"), 1);
          throw X;
        },
        "exit 3");
  }

  @Test
  void shouldEndWithSevenWhenAHandlerOrMonitorThrows() {
    expect(
        7,
        (loop, log) -> {
          loop.onUncaughtExceptionMonitor(
              (error, origin) -> {
                throw new IllegalArgumentException("y");
              });
          loop.onExit(code -> log.accept("WRONG exit"));
          throw X;
        });
  }

  @Test
  void shouldRunNothingAfterExitWhoeverCatchesIt() {
    expect(
        2,
        (loop, log) -> {
          loop.nextTick(() -> log.accept("WRONG tick"));
          Promise.resolve().then(() -> log.accept("WRONG micro"));
          try {
            loop.exit(2);
          } catch (Error caught) {
            loop.setImmediate(() -> log.accept("WRONG immediate"));
          }
        });
    expect(
        5,
        (loop, log) -> {
          Promise.resolve()
              .then(() -> loop.exit(5))
              .catchAccept(error -> log.accept("WRONG rejection"));
          loop.setTimeout(() -> log.accept("WRONG timer"), 1);
        });
    expect(
        5,
        (loop, log) -> {
          loop.nextTick(() -> loop.exit(5));
          loop.nextTick(() -> log.accept("WRONG tick"));
          loop.onBeforeExit(code -> log.accept("WRONG before exit"));
          loop.onExit(code -> log.accept("exit " + code));
        },
        "exit 5");
  }

  @Test
  void shouldNotWaitForTasksWhenTheProgramExits() {
    Gate gate = new Gate();
    ProgramRun run =
        ProgramRun.inRealTime(
            (loop, log) -> {
              loop.submit(
                  TaskKind.of("stuck"),
                  gate.yielding(1),
                  (error, value) -> log.accept("WRONG answer"));
              gate.awaitBegun(1);
              loop.exit(2);
            });
    gate.open();
    assertThat(run).isEqualTo(new ProgramRun(List.of(), 2));
  }

  @Test
  void shouldTellOfARejectionThatWasHandledTooLate() {
    expect(
        0,
        (loop, log) -> {
          Promise<Object> late = Promise.reject(X);
          loop.onUnhandledRejection(
              (reason, promise) -> log.accept("unhandled " + (promise == late)));
          loop.onRejectionHandled(promise -> log.accept("handled " + (promise == late)));
          loop.setImmediate(
              () -> {
                log.accept("immediate");
                late.catchAccept(reason -> log.accept("caught"));
                loop.nextTick(() -> log.accept("tick"));
              });
        },
        "unhandled true",
        "immediate",
        "tick",
        "caught",
        "handled true");
  }

  @Test
  void shouldNotReportTheOtherRejectionsOfARoundWhenAHandlerThrows() {
    expect(
        0,
        (loop, log) -> {
          loop.onUnhandledRejection(
              (reason, promise) -> {
                log.accept("unhandled " + reason.getMessage());
                throw X;
              });
          loop.onUncaughtException(
              (error, origin) -> log.accept(error.getMessage() + " " + origin));
          Promise.reject(ThrownValue.of(1));
          Promise.reject(ThrownValue.of(2));
          loop.setImmediate(() -> log.accept("immediate"));
        },
        "unhandled 1",
        "x uncaughtException",
        "immediate");
  }

  @Test
  void shouldEndWithOneWhenNobodyHandlesARejection() {
    expect(
        1,
        (loop, log) -> {
          loop.onUncaughtExceptionMonitor((error, origin) -> log.accept(origin.toString()));
          loop.onExit(code -> log.accept("exit " + code));
          Promise.reject(X);
          loop.setImmediate(() -> log.accept("WRONG immediate"));
        },
        "unhandledRejection",
        "exit 1");
  }

  @Test
  void shouldForgetAHandlerThatWasTakenBack() {
    expect(
        1,
        (loop, log) -> {
          Registration handler =
              loop.onUncaughtException((error, origin) -> log.accept("WRONG handler"));
          handler.remove();
          handler.remove();
          throw X;
        });
  }

  @Test
  void shouldEndWithZeroOnceTheExitCodeIsUnset() {
    expect(
        0,
        (loop, log) -> {
          loop.exitCode(5);
          loop.onBeforeExit(
              code -> {
                log.accept("before exit " + code);
                loop.exitCode(OptionalInt.empty());
              });
          loop.onExit(code -> log.accept("exit " + code + " " + loop.exitCode()));
        },
        "before exit 5",
        "exit 0 OptionalInt.empty");
    expect(
        0,
        (loop, log) -> {
          loop.onExit(
              code -> {
                log.accept("exit " + code);
                loop.exitCode(OptionalInt.empty());
              });
          loop.exit(4);
        },
        "exit 4");
  }

  @Test
  void shouldEndWithOneAfterAnExceptionUnlessItIsToldToExit() {
    expect(
        1,
        (loop, log) -> {
          loop.onExit(code -> loop.exitCode(OptionalInt.empty()));
          throw X;
        });
    expect(
        0,
        (loop, log) -> {
          loop.onExit(
              code -> {
                loop.exitCode(OptionalInt.empty());
                loop.exit();
              });
          throw X;
        });
  }
}
