package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventloop.testing.ProgramRun;
import io.eventloop.testing.ProgramRun.Printing;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Test;

/** Timers, intervals and immediates as a program sees them, beyond Node's own programs. */
class LoopTimersTest {
  private static void expect(Printing program, String... lines) {
    assertThat(ProgramRun.of(program)).isEqualTo(new ProgramRun(List.of(lines), 0));
  }

  @Test
  void shouldStartAnIntervalAnewFromTheBeginningOfItsCallback() {
    long[] start = {0};
    int[] runs = {0};
    expect(
        (loop, log) -> {
          start[0] = loop.nowMillis();
          loop.setInterval(
              (timer, args) -> {
                log.accept("at " + (loop.nowMillis() - start[0]));
                VirtualClock.pass(30); // longer than the interval
                if (++runs[0] == 3) {
                  timer.close();
                }
              },
              20);
        },
        "at 20",
        "at 50",
        "at 80");
  }

  @Test
  void shouldWriteADelayThatIsTooLongAsJavaScriptDoes() {
    double[] delays = {
      3000000000.5,
      2147483648.0,
      2147483647.5,
      9223372036854775807.0,
      1e21,
      1.5e300,
      Double.MAX_VALUE,
      Double.POSITIVE_INFINITY,
      123456789012345.67,
      4e15 + 0.5
    };
    String rest = " does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.";
    expect(
        (loop, log) -> {
          loop.onWarning(warning -> log.accept(warning.message().replace(rest, "")));
          for (double delay : delays) {
            loop.setTimeout(() -> {}, delay);
          }
        },
        // node -p "[3000000000.5, 2147483648, ...].map(String)"
        "3000000000.5",
        "2147483648",
        "2147483647.5",
        "9223372036854776000",
        "1e+21",
        "1.5e+300",
        "1.7976931348623157e+308",
        "Infinity",
        "123456789012345.67",
        "4000000000000000.5");
  }

  @Test
  void shouldKeepAnIntervalThatThrows() {
    int[] handled = {0};
    expect(
        (loop, log) -> {
          Timer timer =
              loop.setInterval(
                  () -> {
                    log.accept("interval");
                    throw new IllegalStateException("expected");
                  },
                  Duration.ofMillis(5));
          loop.onUncaughtException(
              (error, origin) -> {
                if (++handled[0] == 3) {
                  loop.clearInterval(timer);
                }
              });
        },
        "interval",
        "interval",
        "interval");
  }

  @Test
  void shouldSayWhetherItHoldsTheLoop() {
    expect(
        (loop, log) -> {
          Timer timer = loop.setTimeout(() -> log.accept("WRONG"), 10_000).unref();
          log.accept("unref'd " + timer.hasRef());
          loop.clearTimeout(timer);
          log.accept("cleared " + timer.hasRef() + ", ref'd after that " + timer.ref().hasRef());
          Timer fires = loop.setTimeout(() -> {}, 1);
          loop.setTimeout(() -> log.accept("fired " + fires.hasRef()), 5);
          Immediate immediate = loop.setImmediate(() -> log.accept("WRONG"));
          loop.clearImmediate(immediate);
          loop.clearImmediate(immediate);
          loop.clearImmediate(null);
          log.accept("immediate " + immediate.hasRef() + " " + immediate.ref().hasRef());
        },
        "unref'd false",
        "cleared false, ref'd after that true",
        "immediate false false",
        "fired true");
  }

  @Test
  void shouldSkipAnImmediateThatAnEarlierOneOfItsBatchHasCleared() {
    expect(
        (loop, log) -> {
          Immediate[] third = new Immediate[1];
          loop.setImmediate(
              () -> {
                log.accept("first");
                loop.nextTick(() -> loop.clearImmediate(third[0]));
              });
          third[0] = loop.setImmediate(() -> log.accept("WRONG third"));
          loop.setImmediate(() -> log.accept("fourth"));
        },
        "first",
        "fourth");
  }

  @Test
  void shouldRunCloseCallbacksBetweenImmediatesAndTimers() {
    expect(
        (loop, log) ->
            loop.setImmediate(
                () -> {
                  LoopEngine engine = CurrentLoop.get();
                  loop.setTimeout(() -> log.accept("timer"), 1);
                  VirtualClock.pass(5);
                  engine.closing(
                      () -> {
                        log.accept("close");
                        loop.nextTick(() -> log.accept("tick of close"));
                        engine.closing(() -> log.accept("close of the next turn"));
                      });
                  log.accept("immediate");
                }),
        "immediate",
        "close",
        "tick of close",
        "timer",
        "close of the next turn");
  }

  @Test
  void shouldWarnOfADelayThatIsTooLong() {
    expect(
        (loop, log) -> {
          loop.onWarning(warning -> log.accept(warning.toString()));
          Timer timer = loop.setTimeout(() -> log.accept("at once"), Duration.ofDays(25));
          log.accept("set " + timer.hasRef());
        },
        "set true",
        "TimeoutOverflowWarning: 2160000000 does not fit into a 32-bit signed integer.\n"
            + "Timeout duration was set to 1.",
        "at once");
  }

  @Test
  void shouldKeepNothingOfAMillionTimersThatWereCleared() {
    TimerQueue queue = new TimerQueue(new LoopThread(), () -> 0);
    List<Timer> timers = new ArrayList<>();
    for (int i = 0; i < 1_000_000; i++) {
      Timer timer = new Timer(queue, 1 + i % 100_000, false, true, null);
      timer.calling(() -> {});
      queue.add(timer);
      timers.add(timer);
    }
    assertThat(queue.referenced()).isEqualTo(1_000_000);
    timers.forEach(queue::clear);
    assertThat(queue.size()).isZero();
    assertThat(queue.referenced()).isZero();
    assertThat(queue.nextExpiry()).as("no list is left").isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldRefuseHandlesOutsideTheLoop() {
    ActorTestKit kit = ActorTestKit.create("timers-outside");
    TestRuntime runtime = TestRuntime.start(kit, TestRuntime.poolOf(kit, 1));
    Timer timer = runtime.call(loop -> loop.setTimeout(() -> {}, Duration.ofMinutes(1)));
    Immediate immediate = runtime.call(loop -> loop.setImmediate(() -> {}));
    for (Runnable call :
        List.<Runnable>of(
            timer::ref, timer::unref, timer::refresh, timer::close, immediate::unref)) {
      assertThatThrownBy(call::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("in its own callbacks only");
    }
    runtime.stop();
    kit.shutdownTestKit();
  }

  @Test
  void shouldHandOutTheIntervalsThatNobodyHadAskedForYet() {
    expect(
        (loop, log) -> {
          AsyncIterator<String> ticks = loop.timers().setInterval(10, "tick");
          Async.async(
              () ->
                  Async.await(ticks.next())
                      .thenAccept(first -> VirtualClock.pass(5))
                      .thenAwait(first -> loop.timers().setTimeout(35, null))
                      .thenAwait(late -> ticks.next())
                      .thenAwait(second -> ticks.next())
                      .thenAccept(third -> log.accept("three without waiting"))
                      .thenAwait(third -> ticks.close())
                      .thenAwait(closed -> ticks.next())
                      .thenAccept(end -> log.accept("done " + end.done())));
        },
        "three without waiting",
        "done true");
  }

  @Test
  void shouldRejectWhoeverWaitsForAnIntervalWhenItsSignalIsAborted() {
    expect(
        (loop, log) -> {
          AbortController controller = new AbortController();
          AsyncIterator<String> ticks =
              loop.timers().setInterval(10_000, "tick", TimerOptions.signal(controller.signal()));
          ticks
              .next()
              .catchAccept(error -> log.accept(error.getMessage() + ", " + error.getCause()));
          loop.setTimeout(() -> controller.abort(new IllegalStateException("enough")), 5);
        },
        "The operation was aborted, java.lang.IllegalStateException: enough");
  }
}
