package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.EventLoop;
import io.eventloop.testing.ProgramRun;
import io.eventloop.testing.ProgramRun.Printing;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** No code of the program runs after {@code exit()}, wherever it is called, as in Node. */
class ExitInsideTest {

  private static void expect(int code, Printing program, String... lines) {
    assertThat(ProgramRun.of(program)).isEqualTo(new ProgramRun(List.of(lines), code));
  }

  private static void exit(EventLoop loop, Consumer<String> log) {
    log.accept("exit");
    loop.exit(3);
  }

  @Test
  void shouldNotGoOnAfterTheStepsOfAnAsyncFunction() {
    expect(
        3,
        (loop, log) ->
            Async.async(
                    () ->
                        Async.await("value")
                            .then(() -> exit(loop, log))
                            .catchAccept(error -> log.accept("step caught"))
                            .finallyDo(() -> log.accept("step finally")))
                .catchAccept(error -> log.accept("caught")),
        "exit");
  }

  @Test
  void shouldNotGoOnAfterAnExecutor() {
    expect(
        3,
        (loop, log) -> {
          new Promise<>((resolve, reject) -> exit(loop, log));
          log.accept("after");
        },
        "exit");
  }

  @Test
  void shouldNotGoOnAfterAReactionOrAThenable() {
    expect(
        3,
        (loop, log) ->
            Promise.resolve().then(() -> exit(loop, log)).catchAccept(e -> log.accept("c")),
        "exit");
    expect(
        3,
        (loop, log) ->
            Promise.from((Thenable<String>) (resolve, reject) -> exit(loop, log))
                .catchAccept(e -> log.accept("c")),
        "exit");
  }

  @Test
  void shouldNotGoOnAfterAListenerOfASignal() {
    expect(
        3,
        (loop, log) -> {
          AbortController controller = new AbortController();
          controller.signal().onAbort(() -> exit(loop, log));
          controller.signal().onAbort(() -> log.accept("next listener"));
          controller.abort();
          log.accept("after");
        },
        "exit");
  }

  @Test
  void shouldRunTheMicrotasksOfExitHandlersAtTheNaturalEnd() {
    expect(
        0,
        (loop, log) -> {
          loop.onExit(
              code -> {
                log.accept("exit " + code);
                loop.nextTick(() -> log.accept("tick"));
                loop.setTimeout(() -> log.accept("timer"), 0);
                loop.queueMicrotask(
                    () -> {
                      log.accept("micro");
                      loop.nextTick(() -> log.accept("tick of a microtask"));
                      loop.queueMicrotask(() -> log.accept("micro 2"));
                    });
                Promise.resolve(1).then(() -> log.accept("then"));
              });
          loop.onExit(code -> log.accept("second"));
        },
        "exit 0",
        "second",
        "micro",
        "then",
        "micro 2");
  }

  @Test
  void shouldEndWithOneWhenAnExitHandlerRejectsOrItsMicrotaskThrows() {
    IllegalStateException x = new IllegalStateException("expected");
    expect(
        1,
        (loop, log) -> {
          loop.onExit(code -> Promise.reject(x));
          loop.onExit(code -> log.accept("second " + code));
        },
        "second 0");
    expect(
        1,
        (loop, log) ->
            loop.onExit(
                code -> {
                  log.accept("exit " + code);
                  loop.queueMicrotask(
                      () -> {
                        throw x;
                      });
                  loop.queueMicrotask(() -> log.accept("not reached"));
                }),
        "exit 0");
  }

  @Test
  void shouldLetHandlersDealWithWhatTheMicrotasksOfExitHandlersThrowOrReject() {
    IllegalStateException x = new IllegalStateException("expected");
    expect(
        0,
        (loop, log) -> {
          loop.onUncaughtException((error, origin) -> log.accept("uncaught " + origin));
          loop.onExit(
              code -> {
                Promise.reject(x);
                loop.queueMicrotask(
                    () -> {
                      throw x;
                    });
                loop.queueMicrotask(() -> log.accept("micro"));
              });
        },
        "uncaught uncaughtException",
        "micro",
        "uncaught unhandledRejection");
    expect(
        9,
        (loop, log) ->
            loop.onExit(
                code -> {
                  loop.queueMicrotask(() -> loop.exit(9));
                  loop.queueMicrotask(() -> log.accept("not reached"));
                }));
  }

  @Test
  void shouldRunNoMicrotaskOfExitHandlersAfterExitOrAFatalException() {
    expect(
        3,
        (loop, log) -> {
          loop.onExit(code -> loop.queueMicrotask(() -> log.accept("micro")));
          exit(loop, log);
        },
        "exit");
    expect(
        1,
        (loop, log) -> {
          loop.onExit(code -> loop.queueMicrotask(() -> log.accept("micro")));
          throw new IllegalStateException("expected");
        });
  }
}
