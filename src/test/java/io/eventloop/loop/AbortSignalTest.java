package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventloop.NodeRuntime;
import io.eventloop.RuntimeSettings;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.Waiting;
import io.eventloop.value.NodeError;
import io.eventloop.value.OutOfRangeException;
import io.eventloop.value.ThrownValue;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Signals. Where an order is expected, Node 20.20 printed it for the same in JavaScript. */
class AbortSignalTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static TestRuntime runtime;

  private final List<String> log = new ArrayList<>();
  private final AbortController controller = new AbortController();
  private final AbortSignal signal = controller.signal();

  @BeforeAll
  static void start() {
    runtime = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1));
  }

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private void abort(Object reason) {
    runtime.run(loop -> controller.abort(reason));
  }

  @Test
  void shouldCallItsListenersOnceInOrderAndAsTheyAreByThen() {
    Registration[] second = new Registration[1];
    signal.onAbort(
        () -> {
          log.add("1");
          second[0].remove();
          signal.onAbort(() -> log.add("added"));
        });
    second[0] = signal.onAbort(() -> log.add("2"));
    signal.onAbort(() -> log.add("3"));
    abort("why");
    abort("again");
    assertThat(log).containsExactly("1", "3", "added");
    assertThat(signal.reason()).hasMessage("why");
  }

  @Test
  void shouldNotCallWhatTheLastListenerAddsNorWhatIsAddedLater() {
    signal.onAbort(() -> signal.onAbort(() -> log.add("added by the last")));
    abort("why");
    signal.onAbort(() -> log.add("added later"));
    abort("again");
    assertThat(log).isEmpty();
  }

  @Test
  void shouldRemoveAListenerWhereverItStandsAndOnlyThat() {
    Registration first = signal.onAbort(() -> log.add("1"));
    signal.onAbort(() -> log.add("2"));
    Registration third = signal.onAbort(() -> log.add("3"));
    first.remove();
    third.remove();
    third.remove();
    signal.onAbort(() -> log.add("4"));
    abort("why");
    assertThat(log).containsExactly("2", "4");
  }

  @Test
  void shouldHaveTheReasonsThatNodeHas() {
    assertThat(signal.aborted()).isFalse();
    assertThat(signal.reason()).isNull();
    runtime.run(loop -> controller.abort());
    assertThat(signal.aborted()).isTrue();
    assertThat(signal.reason()).hasMessage("This operation was aborted");
    NodeError reason = (NodeError) signal.reason();
    assertThat(reason.name()).isEqualTo("AbortError");
    assertThat(reason.code()).isEqualTo("20");
    assertThat(AbortSignal.abort().reason()).hasMessage("This operation was aborted");
    assertThat(AbortSignal.abort("text").reason())
        .isInstanceOfSatisfying(
            ThrownValue.class, thrown -> assertThat(thrown.value()).isEqualTo("text"));
    AbortException error = new AbortException(signal.reason());
    assertThat(error).hasMessage("The operation was aborted").hasCause(signal.reason());
    assertThat(error.name() + " " + error.code()).isEqualTo("AbortError ABORT_ERR");
  }

  @Test
  void shouldThrowItsReasonItselfIfAborted() {
    IOException reason = new IOException("why");
    signal.throwIfAborted();
    abort(reason);
    assertThatThrownBy(signal::throwIfAborted).isSameAs(reason);
  }

  @Test
  void shouldBeAbortedByTheFirstOfSeveralSignals() {
    AbortController other = new AbortController();
    AbortSignal any = AbortSignal.any(signal, other.signal());
    AbortSignal nested = AbortSignal.any(any);
    any.onAbort(() -> log.add("any"));
    nested.onAbort(() -> log.add("nested " + any.aborted()));
    signal.onAbort(() -> log.add("source " + any.aborted()));
    runtime.run(loop -> other.abort("b"));
    abort("a");
    assertThat(log).containsExactly("any", "nested true", "source true");
    assertThat(nested.reason()).hasMessage("b");
    assertThat(AbortSignal.any(List.of(signal, other.signal())).reason()).hasMessage("a");
    assertThat(AbortSignal.any().aborted()).isFalse();
  }

  @Test
  void shouldKeepADependantSignalForItsListenersOnly() {
    WeakReference<AbortSignal> unheard = new WeakReference<>(AbortSignal.any(signal));
    Registration registration = listenToAny();
    AbortSignal.any(signal).onAbort(() -> log.add("removed")).remove();
    Waiting.untilCollected(List.of(unheard));
    abort("why");
    assertThat(log).containsExactly("heard");
    registration.remove();
  }

  private Registration listenToAny() {
    return AbortSignal.any(signal).onAbort(() -> log.add("heard"));
  }

  @Test
  void shouldBeAbortedWhenItsTimeIsOver() {
    int exitCode =
        NodeRuntime.run(
            RuntimeSettings.load().withPoolSize(1),
            loop -> {
              AbortSignal timeout = AbortSignal.timeout(Duration.ofMillis(1));
              timeout.onAbort(
                  () -> {
                    NodeError reason = (NodeError) timeout.reason();
                    log.add(reason.name() + " " + reason.code());
                    log.add(timeout.reason().getMessage());
                  });
              loop.setTimeout(() -> log.add("alive until then"), Duration.ofMillis(20));
            });
    assertThat(exitCode).isZero();
    assertThat(log)
        .containsExactly(
            "TimeoutError 23", "The operation was aborted due to timeout", "alive until then");
  }

  @Test
  void shouldRefuseADelayThatNodeRefuses() {
    Map<Duration, String> received =
        Map.of(
            Duration.ofMillis(-1), "-1",
            Duration.ofNanos(-1), "-1",
            Duration.ofMillis(4294967296L), "4294967296",
            Duration.ofMillis(42949672960L), "42_949_672_960");
    received.forEach(
        (delay, shown) ->
            assertThatThrownBy(() -> AbortSignal.timeout(delay))
                .isInstanceOf(OutOfRangeException.class)
                .hasMessage(
                    "The value of \"delay\" is out of range. It must be >= 0 && <= 4294967295."
                        + " Received "
                        + shown));
  }

  @Test
  void shouldReportWhatAListenerThrowsInATickAfterAllListeners() {
    int exitCode =
        NodeRuntime.run(
            RuntimeSettings.load().withPoolSize(1),
            loop -> {
              signal.onAbort(
                  () -> {
                    throw new IllegalStateException("expected: thrown by a listener");
                  });
              signal.onAbort(() -> log.add("after"));
              loop.nextTick(() -> log.add("tick before"));
              controller.abort();
              log.add("aborted");
              loop.nextTick(() -> log.add("not reached"));
            });
    assertThat(exitCode).isEqualTo(1);
    assertThat(log).containsExactly("after", "aborted", "tick before");
  }

  @Test
  void shouldRefuseToAbortOutsideALoop() {
    assertThatThrownBy(controller::abort).isInstanceOf(IllegalStateException.class);
    assertThat(signal.aborted()).isFalse();
  }
}
