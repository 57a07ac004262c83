package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.OutOfRangeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Emitters. Where an order is expected, Node 20.20 printed it for the same in JavaScript. */
class EventEmitterTest {
  private final EventEmitter emitter = new EventEmitter();
  private final List<String> log = new ArrayList<>();
  private final Runnable a = () -> log.add("a");
  private final Runnable b = () -> log.add("b");

  private String name(Object listener) {
    return listener == a ? "a" : listener == b ? "b" : "other";
  }

  private void logChanges() {
    emitter.on("removeListener", args -> log.add("rm " + args[0] + " " + name(args[1])));
    emitter.on(
        "newListener",
        args -> log.add("new " + args[0] + " " + name(args[1]) + emitter.listenerCount("x")));
  }

  @Test
  void shouldCallACopyOfTheListenersAndReturnWhetherThereWereAny() {
    Runnable second = () -> log.add("b");
    emitter.on(
        "x",
        args -> {
          log.add("a " + args[0]);
          emitter.off("x", second);
          emitter.on("x", () -> log.add("added"));
        });
    emitter.on("x", second);
    emitter.once("x", () -> log.add("once"));
    emitter.prependListener("x", () -> log.add("first"));
    log.add("emit returns " + emitter.emit("x", 1));
    emitter.emit("x", 2);
    log.add("nobody listens " + emitter.emit("y"));
    assertThat(log)
        .containsExactly(
            "first",
            "a 1",
            "b",
            "once",
            "emit returns true",
            "first",
            "a 2",
            "added",
            "nobody listens false");
  }

  @Test
  void shouldCallAOnceListenerOnceEvenIfItEmitsTheEventItself() {
    emitter.once(
        "x",
        () -> {
          log.add("o");
          emitter.emit("x");
        });
    emitter.emit("x");
    assertThat(log).containsExactly("o");
  }

  @Test
  void shouldPutAPrependedListenerFirst() {
    emitter.prependListener("x", a);
    emitter.prependOnceListener("x", b);
    emitter.emit("x");
    emitter.emit("x");
    assertThat(log).containsExactly("b", "a", "a");
  }

  @Test
  void shouldRemoveTheOneAddedLastByTheObjectThatWasGiven() {
    Listener listener = args -> log.add("l");
    emitter.on("x", a).on("x", listener).once("x", a).on("x", b);
    emitter.off("x", a);
    assertThat(emitter.listeners("x")).containsExactly(a, listener, b);
    emitter.off("x", listener).off("x", () -> log.add("a")).off("y", a);
    assertThat(emitter.listeners("x")).containsExactly(a, b);
    assertThat(emitter.listenerCount("x")).isEqualTo(2);
    assertThat(emitter.on("x", a).listenerCount("x", a)).isEqualTo(2);
  }

  @Test
  void shouldTellOfListenersThatComeAndGo() {
    logChanges();
    emitter.once("x", a);
    emitter.once("x", b);
    emitter.emit("x");
    assertThat(log).containsExactly("new x a0", "new x b1", "rm x other", "a", "rm x b", "b");
  }

  @Test
  void shouldTellOfEachThatIsRemovedWithAllTheOthersTheLastFirst() {
    emitter.on("removeListener", args -> log.add("rm " + args[0] + " " + name(args[1])));
    emitter.on("x", a).on("x", b).on("y", a);
    emitter.removeAllListeners("x");
    assertThat(log).containsExactly("rm x b", "rm x a");
    assertThat(emitter.eventNames()).containsExactly("removeListener", "y");
    log.clear();
    emitter.removeAllListeners();
    assertThat(log).containsExactly("rm y a");
    assertThat(emitter.eventNames()).isEmpty();
    emitter.on("x", a).on("y", a).removeAllListeners("x");
    assertThat(emitter.eventNames()).containsExactly("y");
  }

  @Test
  void shouldLetANewListenerListenerAddAnotherBefore() {
    emitter.once("newListener", () -> emitter.on("x", b));
    emitter.on("x", a);
    emitter.emit("x");
    assertThat(log).containsExactly("b", "a");
  }

  @Test
  void shouldThrowAnErrorThatNobodyListensToAtItsEmitter() {
    IOException own = new IOException("own");
    assertThatThrownBy(() -> emitter.emit("error", own)).isSameAs(own);
    assertThatThrownBy(() -> emitter.emit("error", "s"))
        .hasMessage("Unhandled error. ('s')")
        .isInstanceOfSatisfying(
            UnhandledErrorException.class,
            error -> {
              assertThat(error.name()).isEqualTo("Error");
              assertThat(error.code()).isEqualTo("ERR_UNHANDLED_ERROR");
              assertThat(error.context()).isEqualTo("s");
            });
    assertThatThrownBy(() -> emitter.emit("error", 42)).hasMessage("Unhandled error. (42)");
    assertThatThrownBy(() -> emitter.emit("error", (Object) null))
        .hasMessage("Unhandled error. (null)");
    assertThatThrownBy(() -> emitter.emit("error")).hasMessage("Unhandled error. (undefined)");
  }

  @Test
  void shouldTellTheErrorMonitorFirstAndThrowAllTheSame() {
    emitter.on(EventEmitter.ERROR_MONITOR, args -> log.add("mon " + args[0]));
    assertThatThrownBy(() -> emitter.emit("error", "q")).isNotNull();
    emitter.on("error", args -> log.add("h " + args[0]));
    assertThat(emitter.emit("error", "w")).isTrue();
    assertThat(log).containsExactly("mon q", "mon w", "h w");
  }

  @Test
  void shouldPassWhatAListenerThrowsToTheEmitterAndCallNoMore() {
    IOException checked = new IOException("t");
    emitter.on(
        "x",
        args -> {
          throw checked;
        });
    emitter.on("x", a);
    assertThatThrownBy(() -> emitter.emit("x")).isSameAs(checked);
    assertThat(log).isEmpty();
  }

  @Test
  void shouldNameEventsInTheOrderOfTheirFirstListenersAndSymbolsLast() {
    emitter.on("b", a).on(EventEmitter.ERROR_MONITOR, a).on("a", a).off("b", a).on("b", a);
    assertThat(emitter.eventNames()).containsExactly("a", "b", EventEmitter.ERROR_MONITOR);
  }

  @Test
  void shouldShowTheWrappersOfOnceWhichRemoveWhenCalled() throws Exception {
    emitter.once("x", a);
    Listener wrapper = emitter.rawListeners("x").get(0);
    wrapper.call();
    wrapper.call();
    assertThat(log).containsExactly("a");
    assertThat(emitter.listenerCount("x")).isZero();
    emitter.once("x", b);
    emitter.off("x", emitter.rawListeners("x").get(0));
    assertThat(emitter.eventNames()).isEmpty();
  }

  @Test
  void shouldWarnOncePerEventOfMoreListenersThanItsLimit() {
    ListAppender<ILoggingEvent> warnings = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(RuntimeActor.class);
    warnings.start();
    logger.addAppender(warnings);
    try {
      for (int i = 0; i < 12; i++) {
        emitter.on("x", a);
      }
      assertThat(warnings.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .containsExactly(
              "MaxListenersExceededWarning: Possible EventEmitter memory leak detected. 11 x"
                  + " listeners added to [EventEmitter]. MaxListeners is 10. Use"
                  + " emitter.setMaxListeners() to increase limit");
      emitter.setMaxListeners(1).on("y", a).on("y", a).off("y", a).on("y", a).on("y", a);
      assertThat(warnings.list).as("a mark lasts while there are two").hasSize(3);
      emitter.setMaxListeners(0).on("z", a).on("z", a);
      assertThat(warnings.list).hasSize(3);
    } finally {
      logger.detachAppender(warnings);
    }
    assertThatThrownBy(() -> emitter.setMaxListeners(-1))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessage(
            "The value of \"setMaxListeners\" is out of range. It must be >= 0. Received -1");
  }

  @Test
  void shouldRefuseAListenerThatIsNull() {
    assertThatThrownBy(() -> emitter.on("x", (Listener) null))
        .isInstanceOf(InvalidArgTypeException.class)
        .hasMessage("The \"listener\" argument must be of type function. Received null");
    assertThatCode(() -> emitter.emit("x")).doesNotThrowAnyException();
  }
}
