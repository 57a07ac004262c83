package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.ProgramRun;
import io.eventloop.testing.ProgramRun.Printing;
import io.eventloop.value.ThrownValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rejections that nobody handles in time: in each case what Node 20.20 prints for the same. */
class RejectionsTest {

  private static void expect(Printing program, String... lines) {
    assertThat(ProgramRun.of(program)).isEqualTo(new ProgramRun(List.of(lines), 0));
  }

  private static Throwable error(String message) {
    return new IllegalStateException(message);
  }

  @Test
  void shouldShowAReasonThatIsNoErrorAsV8ShowsIt() {
    expect(
        (loop, log) -> {
          loop.onUncaughtException(
              (e, origin) -> {
                String code = ((UnhandledRejectionException) e).code();
                String message = e.getMessage();
                log.accept(code + message.substring(message.indexOf(" reason ")));
              });
          Promise.reject(ThrownValue.of("no"));
          Promise.reject(ThrownValue.of(42));
          Promise.reject(ThrownValue.of(true));
          Promise.reject(ThrownValue.of(null));
          Promise.reject(ThrownValue.of(new Object()));
          Promise.reject(ThrownValue.of(Promise.resolve("not shown")));
        },
        "ERR_UNHANDLED_REJECTION reason \"no\".",
        "ERR_UNHANDLED_REJECTION reason \"42\".",
        "ERR_UNHANDLED_REJECTION reason \"true\".",
        "ERR_UNHANDLED_REJECTION reason \"null\".",
        "ERR_UNHANDLED_REJECTION reason \"#<Object>\".",
        "ERR_UNHANDLED_REJECTION reason \"#<Promise>\".");
  }

  @Test
  void shouldNotTakeOneThatIsHandledBeforeItsReportForHandledLate() {
    expect(
        (loop, log) -> {
          List<Promise<?>> second = new ArrayList<>();
          loop.onUnhandledRejection(
              (reason, promise) -> {
                log.accept("unhandled " + reason.getMessage());
                second.forEach(b -> b.catchAccept(e -> log.accept("caught " + e.getMessage())));
                second.clear();
              });
          loop.onRejectionHandled(promise -> log.accept("handled late"));
          Promise.reject(error("a"));
          second.add(Promise.reject(error("b")));
        },
        "unhandled a",
        "caught b");
  }

  @Test
  void shouldTellOfOneThatItsOwnReportHandles() {
    expect(
        (loop, log) -> {
          loop.onUnhandledRejection(
              (reason, promise) -> {
                log.accept("unhandled " + reason.getMessage());
                promise.catchAccept(e -> log.accept("caught " + e.getMessage()));
              });
          loop.onRejectionHandled(promise -> log.accept("handled late"));
          Promise.reject(error("a"));
          Promise.reject(error("b"));
        },
        "unhandled a",
        "unhandled b",
        "caught a",
        "caught b",
        "handled late",
        "handled late");
  }

  @Test
  void shouldNumberTheRejectionsInItsWarnings() {
    expect(
        (loop, log) -> {
          loop.onWarning(warning -> log.accept(warning.toString()));
          loop.onUnhandledRejection((reason, promise) -> log.accept("unhandled"));
          Promise<?> first = Promise.reject(error("1"));
          Promise<?> second = Promise.reject(error("2"));
          Promise.reject(error("3")).catchAccept(e -> {});
          Promise<?> fourth = Promise.reject(error("4"));
          loop.setTimeout(() -> fourth.catchAccept(e -> log.accept("caught 4")), 2);
          loop.setTimeout(() -> first.catchAccept(e -> log.accept("caught 1")), 5);
          second.catchAccept(e -> {});
        },
        "unhandled",
        "unhandled",
        "caught 4",
        "PromiseRejectionHandledWarning: Promise rejection was handled asynchronously"
            + " (rejection id: 4)",
        "caught 1",
        "PromiseRejectionHandledWarning: Promise rejection was handled asynchronously"
            + " (rejection id: 1)");
  }

  @Test
  void shouldPassOverTheRestOfARoundWhoseHandlerThrowsForGood() {
    expect(
        (loop, log) -> {
          loop.onUncaughtException((e, origin) -> log.accept("uncaught " + e.getMessage()));
          loop.onRejectionHandled(promise -> log.accept("handled late"));
          loop.onUnhandledRejection(
              (reason, promise) -> {
                log.accept("unhandled " + reason.getMessage());
                if (reason.getMessage().equals("a")) {
                  throw new IllegalStateException("h");
                }
              });
          Promise.reject(error("a"));
          Promise<?> passedOver = Promise.reject(error("b"));
          loop.setTimeout(() -> Promise.reject(error("d")), 5);
          loop.setTimeout(() -> passedOver.catchAccept(e -> log.accept("caught b")), 7);
        },
        "unhandled a",
        "uncaught h",
        "unhandled d",
        "caught b");
  }

  @Test
  void shouldShowTheHandlerTheValuesOfThePromise() {
    AsyncLocal<String> store = new AsyncLocal<>();
    expect(
        (loop, log) -> {
          loop.onUnhandledRejection(
              (reason, promise) -> {
                log.accept(reason.getMessage() + " " + store.get());
                store.enterWith("handler's");
              });
          store.run("rejected", () -> Promise.reject(error("a")));
          List<Runnable> reject = new ArrayList<>();
          store.run("made", () -> new Promise<>((r, j) -> reject.add(() -> j.accept(error("b")))));
          store.run("rejecter", reject.get(0));
          Promise<String> failed = Promise.reject(error("c"));
          store.run("then", () -> failed.then(() -> {}));
          store.run(
              "thrown",
              () ->
                  Promise.resolve()
                      .then(
                          () -> {
                            store.enterWith("entered");
                            throw new IllegalStateException("d");
                          }));
          Promise.reject(error("e"));
        },
        "a rejected",
        "b made",
        "e null",
        "c then",
        "d entered");
  }

  @Test
  void shouldReportWhatACallbackOfWhenSettledThrowsAsUncaught() {
    expect(
        (loop, log) -> {
          loop.onUnhandledRejection((reason, promise) -> log.accept("unhandled"));
          loop.onUncaughtException((e, origin) -> log.accept(e.getMessage() + " " + origin));
          Promise.reject(error("x"))
              .whenSettled(
                  (e, value) -> {
                    log.accept("callback " + e.getMessage());
                    throw new Exception("y");
                  });
          loop.queueMicrotask(() -> log.accept("next"));
        },
        "callback x",
        "y uncaughtException",
        "next");
  }
}
