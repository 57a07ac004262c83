package io.eventloop.loop;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Timers and immediates that are promises. Of the loop's thread. A promise is rejected with {@link
 * AbortException} when its signal is aborted, or at once if it is already; the reason is the cause.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/timers.html#timers-promises-api">Node:
 *     Timers Promises API</a>
 */
public final class TimersPromises {
  private final LoopEngine loop;

  TimersPromises(LoopEngine loop) {
    this.loop = loop;
  }

  /** A promise that is fulfilled after a delay: what to wait for to sleep. */
  public Promise<Void> setTimeout(Duration delay) {
    return setTimeout(Delays.millis(delay), null);
  }

  /** A promise of this value after a delay in the limits of {@link Loop#setTimeout}. */
  public <T> Promise<T> setTimeout(double delayMillis, @Nullable T value) {
    return setTimeout(delayMillis, value, TimerOptions.DEFAULT);
  }

  /** The same with options. */
  public <T> Promise<T> setTimeout(double delayMillis, @Nullable T value, TimerOptions options) {
    return once(
        options,
        settle -> {
          Timer timer = loop.addTimer(delayMillis, false, options.ref()).calling(settle);
          return timer::close;
        },
        value);
  }

  /** A promise that is fulfilled in the check phase. */
  public Promise<Void> setImmediate() {
    return setImmediate(null);
  }

  /** A promise of this value in the check phase. */
  public <T> Promise<T> setImmediate(@Nullable T value) {
    return setImmediate(value, TimerOptions.DEFAULT);
  }

  /** The same with options. */
  public <T> Promise<T> setImmediate(@Nullable T value, TimerOptions options) {
    return once(
        options,
        settle -> {
          Immediate immediate = loop.addImmediate().calling(settle);
          if (!options.ref()) {
            immediate.unref();
          }
          return immediate::clear;
        },
        value);
  }

  /** Starts something that calls back, and says how to take it back. */
  private interface Start {
    Runnable start(Runnable settle);
  }

  private static <T> Promise<T> once(TimerOptions options, Start start, @Nullable T value) {
    AbortSignal signal = options.signal().orElse(null);
    if (signal == null) {
      return new Promise<>((resolve, reject) -> start.start(() -> resolve.accept(value)));
    }
    if (signal.aborted()) {
      return Promise.reject(new AbortException(signal.reason()));
    }
    Registration[] listener = new Registration[1];
    Promise<T> promise =
        new Promise<>(
            (resolve, reject) -> {
              Runnable takeBack = start.start(() -> resolve.accept(value));
              listener[0] = signal.onAbort(() -> giveUp(takeBack, reject, signal));
            });
    return Combinators.finallyWrapped(promise, listener[0]::remove);
  }

  private static void giveUp(Runnable takeBack, Consumer<Throwable> reject, AbortSignal signal) {
    takeBack.run();
    reject.accept(new AbortException(signal.reason()));
  }

  /** Node's {@code timersPromises.scheduler}, with the two methods that it has there. */
  public Scheduler scheduler() {
    return new Scheduler(this);
  }

  /**
   * Waits and gives way, as in a draft of the web's standards. In JavaScript the methods are {@code
   * wait} and {@code yield}: names that Java has taken.
   *
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/timers.html#timerspromisesschedulerwaitdelay-options">
   *     Node: scheduler.wait</a>
   */
  public static final class Scheduler {
    private final TimersPromises timers;

    private Scheduler(TimersPromises timers) {
      this.timers = timers;
    }

    /** A promise that is fulfilled after a delay. */
    public Promise<Void> waitFor(Duration delay) {
      return timers.setTimeout(delay);
    }

    /** The same with options. */
    public Promise<Void> waitFor(Duration delay, TimerOptions options) {
      return timers.setTimeout(Delays.millis(delay), null, options);
    }

    /** A promise that is fulfilled in the check phase: others go first. */
    public Promise<Void> yieldNow() {
      return timers.setImmediate();
    }
  }

  /** This value again and again, one each interval; those that nobody has asked for are kept. */
  public <T> AsyncIterator<T> setInterval(double intervalMillis, @Nullable T value) {
    return setInterval(intervalMillis, value, TimerOptions.DEFAULT);
  }

  /**
   * The same with options. The interval runs from the first {@link AsyncIterator#next()} until the
   * iterator is closed or the signal is aborted: then {@code next} is rejected.
   */
  public <T> AsyncIterator<T> setInterval(
      double intervalMillis, @Nullable T value, TimerOptions options) {
    Supplier<Timer> timer = () -> loop.addTimer(intervalMillis, true, options.ref());
    return new IntervalIterator<>(loop.ticks(), timer, value, options.signal().orElse(null));
  }
}
