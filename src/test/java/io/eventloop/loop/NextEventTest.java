package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.TurnLog;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Promises of an event. Each expected line is what Node 20.20 printed for the same. */
class NextEventTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static TestRuntime runtime;

  private final EventEmitter emitter = new EventEmitter();
  private final TurnLog log = new TurnLog();

  @BeforeAll
  static void start() {
    runtime = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1));
  }

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private void awaitX() {
    EventEmitter.once(emitter, "x")
        .then(args -> "v" + args, error -> "e" + error.getMessage())
        .thenAccept(log::log);
  }

  private String said() {
    return runtime.call(loop -> log.take());
  }

  @Test
  void shouldResolveTwoTurnsLaterIfEmittedAtOnce() {
    runtime.run(
        loop -> {
          awaitX();
          emitter.emit("x", 1, 2);
          log.ticks(4);
        });
    assertThat(said()).isEqualTo("t1 t2 t3 v[1, 2] t4");
  }

  @Test
  void shouldResolveOneTurnLaterIfEmittedByALaterCallback() {
    runtime.run(loop -> awaitX());
    runtime.run(
        loop -> {
          emitter.emit("x", 3);
          log.ticks(4);
        });
    assertThat(said()).isEqualTo("t1 t2 v[3] t3 t4");
    assertThat(emitter.eventNames()).isEmpty();
  }

  @Test
  void shouldRejectWithAnErrorThatIsEmittedBefore() {
    runtime.run(loop -> awaitX());
    runtime.run(
        loop -> {
          emitter.emit("error", new Exception("no"));
          log.log(emitter.eventNames().size());
          log.ticks(4);
        });
    assertThat(said()).isEqualTo("0 t1 t2 eno t3 t4");
  }

  @Test
  void shouldResolveWithAnErrorThatIsTheEventAskedFor() {
    Exception asked = new Exception("asked");
    runtime.run(loop -> EventEmitter.once(emitter, "error").thenAccept(log::log));
    runtime.run(loop -> emitter.emit("error", asked));
    assertThat(said()).isEqualTo("[" + asked + "]");
  }

  private void awaitX(AbortSignal signal) {
    EventEmitter.once(emitter, "x", signal)
        .then(args -> "v" + args, error -> error + " because of " + error.getCause().getMessage())
        .thenAccept(log::log);
  }

  @Test
  void shouldRejectAndListenNoMoreWhenItsSignalIsAborted() {
    AbortController controller = new AbortController();
    runtime.run(loop -> awaitX(controller.signal()));
    runtime.run(
        loop -> {
          controller.abort("why");
          log.log(emitter.eventNames().size());
          log.ticks(3);
        });
    String error = "io.eventloop.loop.AbortException: The operation was aborted";
    assertThat(said()).isEqualTo("0 t1 t2 " + error + " because of why t3");
    runtime.run(loop -> awaitX(AbortSignal.abort("before")));
    assertThat(said()).isEqualTo(error + " because of before");
    assertThat(emitter.eventNames()).isEmpty();
  }

  @Test
  void shouldNotHearOfAnAbortAfterTheEvent() {
    AbortController controller = new AbortController();
    runtime.run(loop -> awaitX(controller.signal()));
    runtime.run(
        loop -> {
          emitter.emit("x", 7);
          controller.abort("why");
        });
    assertThat(said()).isEqualTo("v[7]");
  }
}
