package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventloop.testing.ProgramRun;
import io.eventloop.testing.ProgramRun.Printing;
import io.eventloop.value.OutOfRangeException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The functions of the module {@code events}: in each case what Node 20.20 prints for the same. */
class EmitterFunctionsTest {
  private final EventEmitter emitter = new EventEmitter();

  private static void expect(Printing program, String... lines) {
    assertThat(ProgramRun.of(program)).isEqualTo(new ProgramRun(List.of(lines), 0));
  }

  private static Consumer<AsyncIterator.@Nullable Result<List<@Nullable Object>>> shown(
      Consumer<String> log) {
    return result -> log.accept(result.done() ? "end" : String.valueOf(result.value()));
  }

  @Test
  void shouldHandOutEventsInTheirOrderUntilItIsClosed() {
    expect(
        (loop, log) -> {
          AsyncIterator<List<@Nullable Object>> events = EventEmitter.on(emitter, "x");
          emitter.emit("x", 1, 2);
          events.next().thenAccept(shown(log));
          events.next().thenAccept(shown(log));
          events.next().thenAccept(shown(log));
          emitter.emit("x", 3);
          log.accept(emitter.eventNames().toString());
          events.close().then(() -> log.accept("closed"));
          log.accept(emitter.eventNames().toString());
          events.next().thenAccept(shown(log));
        },
        "[x, error]",
        "[]",
        "[1, 2]",
        "[3]",
        "end",
        "closed",
        "end");
  }

  @Test
  void shouldEndWithAnErrorAfterWhatCameBefore() {
    expect(
        (loop, log) -> {
          AsyncIterator<List<@Nullable Object>> events = EventEmitter.on(emitter, "x");
          emitter.emit("x", 1);
          emitter.emit("error", new IllegalStateException("bad"));
          log.accept(emitter.eventNames().toString());
          events.next().thenAccept(shown(log));
          events.next().catchAccept(error -> log.accept(error.getMessage()));
          events.next().thenAccept(shown(log));
        },
        "[]",
        "[1]",
        "bad",
        "end");
    expect(
        (loop, log) -> {
          AsyncIterator<List<@Nullable Object>> events = EventEmitter.on(emitter, "x");
          events.next().catchAccept(error -> log.accept(error.getMessage()));
          events.next().thenAccept(shown(log));
          emitter.emit("error", new IllegalStateException("bad"));
        },
        "bad",
        "end");
  }

  @Test
  void shouldEndWhenItsSignalIsAbortedAndRefuseOneThatIs() {
    AbortController controller = new AbortController();
    expect(
        (loop, log) -> {
          AsyncIterator<List<@Nullable Object>> events =
              EventEmitter.on(emitter, "x", controller.signal());
          events.next().catchAccept(error -> log.accept(error + " " + error.getCause()));
          events.next().thenAccept(shown(log));
          controller.abort(new IllegalStateException("why"));
          log.accept(emitter.eventNames().toString());
          try {
            EventEmitter.on(emitter, "x", controller.signal());
          } catch (AbortException refused) {
            log.accept("refused");
          }
        },
        "[]",
        "refused",
        "io.eventloop.loop.AbortException: The operation was aborted"
            + " java.lang.IllegalStateException: why",
        "end");
  }

  @Test
  void shouldBeWalkedByForAwaitAndListenNoMoreThen() {
    expect(
        (loop, log) -> {
          Async.async(
                  () ->
                      Async.forAwait(
                          EventEmitter.on(emitter, "x", null, "end"),
                          values -> {
                            log.accept(values.toString());
                            return true;
                          }))
              .then(() -> log.accept("done " + emitter.eventNames()));
          emitter.emit("x", 1);
          loop.setTimeout(
              () -> {
                emitter.emit("x", 2);
                emitter.emit("x", 3);
                emitter.emit("end");
                emitter.emit("x", 4);
              },
              1);
        },
        "[1]",
        "[2]",
        "[3]",
        "done []");
    expect(
        (loop, log) -> {
          Async.async(() -> Async.forAwait(EventEmitter.on(emitter, "x"), values -> false))
              .then(() -> log.accept("done " + emitter.eventNames()));
          emitter.emit("x", 1);
        },
        "done []");
  }

  @Test
  void shouldHaveADefaultLimitForEmittersWithoutTheirOwn() {
    int before = EventEmitter.defaultMaxListeners();
    assertThat(emitter.getMaxListeners()).isEqualTo(before).isEqualTo(10);
    try {
      EventEmitter.setDefaultMaxListeners(30);
      assertThat(emitter.getMaxListeners()).isEqualTo(30);
      EventEmitter.setMaxListeners(50, emitter);
      assertThat(emitter.getMaxListeners()).isEqualTo(50);
      EventEmitter.setMaxListeners(40, new EventEmitter[0]);
      assertThat(new EventEmitter().getMaxListeners()).isEqualTo(40);
      assertThat(emitter.getMaxListeners()).isEqualTo(50);
    } finally {
      EventEmitter.setDefaultMaxListeners(before);
    }
    assertThatThrownBy(() -> EventEmitter.setDefaultMaxListeners(-1))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessage(
            "The value of \"defaultMaxListeners\" is out of range. It must be >= 0. Received -1");
    assertThatThrownBy(() -> EventEmitter.setMaxListeners(-1, emitter))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessage(
            "The value of \"setMaxListeners\" is out of range. It must be >= 0. Received -1");
  }

  @Test
  void shouldShowTheListenersOfAnEventAsTheyWereGiven() {
    Runnable listener = () -> {};
    emitter.once("x", listener);
    assertThat(EventEmitter.getEventListeners(emitter, "x")).containsExactly(listener);
  }

  @Test
  void shouldEmitWarningsInATickWithNamesAndCodes() {
    expect(
        (loop, log) -> {
          loop.onWarning(warning -> log.accept(warning.toString()));
          loop.nextTick(() -> log.accept("tick before"));
          loop.emitWarning("one");
          loop.emitWarning("two", "MyWarning");
          loop.emitWarning("three", "MyWarning", "C1");
          loop.emitWarning(new Warning("T", "four", "C2", "more"));
          log.accept("sync");
        },
        "sync",
        "tick before",
        "Warning: one",
        "MyWarning: two",
        "[C1] MyWarning: three",
        "[C2] T: four\nmore");
  }
}
