package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.EventLoop;
import io.eventloop.testing.ProgramRun;
import io.eventloop.testing.ProgramRun.Printing;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * In which microtask the promises of timers are settled: in each case what Node 20.20 prints for
 * the same, with a chain of reactions to count by.
 */
class TimersPromisesTest {

  private static void expect(Printing program, String... lines) {
    assertThat(ProgramRun.of(program)).isEqualTo(new ProgramRun(List.of(lines), 0));
  }

  private static void chain(int length, String name, Consumer<String> log) {
    Promise<Void> last = Promise.resolve();
    for (int i = 0; i < length; i++) {
      String line = name + i;
      last = last.then(() -> log.accept(line));
    }
  }

  private static Consumer<Throwable> rejected(Consumer<String> log) {
    return error -> log.accept("rejected");
  }

  @Test
  void shouldSettleATimeoutWithASignalSixTurnsLater() {
    AbortController controller = new AbortController();
    expect(
        (loop, log) -> {
          loop.timers()
              .setTimeout(100, "v", TimerOptions.signal(controller.signal()))
              .catchAccept(rejected(log));
          loop.setTimeout(
              () -> {
                controller.abort();
                chain(7, "m", log);
              },
              1);
        },
        "m0",
        "m1",
        "m2",
        "m3",
        "m4",
        "rejected",
        "m5",
        "m6");
  }

  @Test
  void shouldSettleAnImmediateWithASignalSixTurnsLater() {
    expect(
        (loop, log) -> {
          AbortController controller = new AbortController();
          loop.timers()
              .setImmediate("v", TimerOptions.signal(controller.signal()))
              .catchAccept(rejected(log));
          controller.abort();
          chain(7, "m", log);
        },
        "m0",
        "m1",
        "m2",
        "m3",
        "m4",
        "rejected",
        "m5",
        "m6");
  }

  /** The promise is fulfilled in a callback of its own, where only what it queued itself counts. */
  @Test
  void shouldFulfilWithASignalSixTurnsLater() {
    expect(
        (loop, log) -> {
          TimerOptions options = TimerOptions.signal(new AbortController().signal());
          Promise.all(loop.timers().setTimeout(1, "v", options), own(loop, log))
              .then(() -> log.accept("all"));
          loop.timers().setTimeout(1, "v", options).then(() -> log.accept("fulfilled"));
        },
        "m0",
        "m1",
        "m2",
        "m3",
        "m4",
        "all",
        "fulfilled");
  }

  /** Six turns of its own after the same timer: the two promises are settled side by side. */
  private static Promise<Void> own(EventLoop loop, Consumer<String> log) {
    return loop.timers()
        .setTimeout(1, "v")
        .then(() -> log.accept("m0"))
        .then(() -> log.accept("m1"))
        .then(() -> log.accept("m2"))
        .then(() -> log.accept("m3"))
        .then(() -> log.accept("m4"));
  }

  @Test
  void shouldRejectAtOnceWithASignalThatIsAborted() {
    TimerOptions aborted = TimerOptions.signal(AbortSignal.abort());
    expect(
        (loop, log) -> {
          loop.timers().setTimeout(1, "v", aborted).catchAccept(rejected(log));
          loop.timers().setInterval(1, "v", aborted).next().catchAccept(rejected(log));
          chain(1, "m", log);
        },
        "rejected",
        "rejected",
        "m0");
  }

  @Test
  void shouldRejectAnIntervalFourTurnsAfterTheAbortAndBeDoneThen() {
    AbortController controller = new AbortController();
    expect(
        (loop, log) -> {
          AsyncIterator<String> interval =
              loop.timers().setInterval(100, "v", TimerOptions.signal(controller.signal()));
          interval
              .next()
              .catchAccept(
                  error -> {
                    log.accept("rejected");
                    interval.next().thenAccept(next -> log.accept("done " + next.done()));
                    chain(2, "r", log);
                  });
          loop.setTimeout(
              () -> {
                controller.abort();
                chain(6, "m", log);
              },
              1);
        },
        "m0",
        "m1",
        "m2",
        "rejected",
        "m3",
        "done true",
        "r0",
        "m4",
        "r1",
        "m5");
  }

  @Test
  void shouldYieldWhatHasElapsedTwoTurnsAfterItIsAskedFor() {
    expect(
        (loop, log) -> {
          AsyncIterator<String> interval = loop.timers().setInterval(3, "v");
          interval.next().then(() -> log.accept("one"));
          loop.setTimeout(
              () -> {
                interval
                    .next()
                    .then(
                        () -> {
                          log.accept("two");
                          interval.close().then(() -> log.accept("closed"));
                          chain(3, "r", log);
                        });
                chain(3, "m", log);
              },
              7);
        },
        "one",
        "m0",
        "two",
        "m1",
        "r0",
        "m2",
        "closed",
        "r1",
        "r2");
  }

  @Test
  void shouldCloseAnIntervalOnceThoseWhoWaitHaveTheirValues() {
    expect(
        (loop, log) -> {
          AsyncIterator<String> interval = loop.timers().setInterval(10, "v");
          interval.next().thenAccept(next -> log.accept("one " + next.done()));
          interval.next().thenAccept(next -> log.accept("two " + next.done()));
          interval.close().then(() -> log.accept("closed"));
          interval.next().thenAccept(next -> log.accept("three " + next.done()));
          loop.setTimeout(() -> log.accept("t5"), 5);
          loop.setTimeout(() -> log.accept("t15"), 15);
          loop.setTimeout(() -> log.accept("t25"), 25);
        },
        "t5",
        "one false",
        "t15",
        "two false",
        "closed",
        "three true",
        "t25");
  }

  @Test
  void shouldNotStartAnIntervalThatIsClosedFirst() {
    expect(
        (loop, log) -> {
          AsyncIterator<String> interval = loop.timers().setInterval(10, "v");
          interval.close().then(() -> log.accept("closed"));
          interval.next().thenAccept(next -> log.accept("done " + next.done()));
          chain(3, "m", log);
        },
        "m0",
        "closed",
        "done true",
        "m1",
        "m2");
  }

  @Test
  void shouldWaitAndGiveWay() {
    AbortController controller = new AbortController();
    expect(
        (loop, log) -> {
          TimersPromises.Scheduler scheduler = loop.timers().scheduler();
          scheduler.waitFor(Duration.ofMillis(5)).then(() -> log.accept("waited"));
          scheduler.yieldNow().then(() -> log.accept("yielded"));
          loop.setImmediate(() -> log.accept("immediate"));
          loop.setTimeout(() -> log.accept("t5"), 5);
          scheduler
              .waitFor(Duration.ofMillis(50), TimerOptions.signal(controller.signal()))
              .catchAccept(rejected(log));
          loop.setTimeout(controller::abort, 10);
        },
        "yielded",
        "immediate",
        "waited",
        "t5",
        "rejected");
  }

  @Test
  void shouldKeepWhatATimersCallbackHasEnteredForItsNextTime() {
    AsyncLocal<String> store = new AsyncLocal<>();
    int[] fired = {0};
    Timer[] timers = new Timer[2];
    expect(
        (loop, log) -> {
          store.run(
              "A",
              () ->
                  timers[0] =
                      loop.setInterval(
                          () -> {
                            log.accept("interval " + store.get());
                            store.enterWith("B" + fired[0]);
                            if (++fired[0] == 3) {
                              timers[0].close();
                            }
                          },
                          2));
          store.run(
              "R",
              () ->
                  timers[1] =
                      loop.setTimeout(
                          () -> {
                            log.accept("timeout " + store.get());
                            if ("R".equals(store.get())) {
                              store.enterWith("S");
                              timers[1].refresh();
                            }
                          },
                          20));
        },
        "interval A",
        "interval B0",
        "interval B1",
        "timeout R",
        "timeout S");
  }
}
