package io.eventloop.loop;

import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskHandle;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The event loop as a program sees it, save the modules of Node's library. Of the loop's thread: a
 * call from anywhere else throws {@link IllegalStateException}, save {@link #execute(Runnable)}.
 *
 * <p>All callbacks run one after the other on the loop, so that a program needs no lock. After
 * each, the next-tick queue and then the microtask queue are run empty. What a callback throws goes
 * to {@link #onUncaughtException}; without a handler there, it ends a stand-alone runtime with exit
 * code 1, and fails an embedded one for its supervisor to see.
 *
 * @see <a href="https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick">Node:
 *     the event loop</a>
 */
public non-sealed class Loop extends LoopProcess {
  private final LoopEngine engine;

  /**
   * A face on this loop.
   *
   * @param registrar what the main callback of a {@link RuntimeActor} is given
   */
  protected Loop(Registrar registrar) {
    this(engineOf(registrar));
  }

  private static LoopEngine engineOf(Registrar registrar) {
    if (registrar instanceof LoopEngine engine) {
      return engine;
    }
    throw new IllegalArgumentException(
        "registrar = " + registrar + ": that of a RuntimeActor's main callback is accepted");
  }

  private Loop(LoopEngine engine) {
    super(engine);
    this.engine = engine;
  }

  /**
   * Runs work on the pool and then the callback on the loop.
   *
   * @param kind what sort of work it is
   * @param work runs on a worker's thread and may block; it must not use the loop
   * @param callback gets the value, or whatever the work threw, or why it was not run
   * @return to cancel it
   */
  public final <T> TaskHandle<T> submit(
      TaskKind kind, Callable<? extends T> work, Callback<? super T> callback) {
    return submit(kind, work, CallOptions.DEFAULT, callback);
  }

  /** The same with options: a deadline, and whether it may be interrupted. */
  public final <T> TaskHandle<T> submit(
      TaskKind kind,
      Callable<? extends T> work,
      CallOptions options,
      Callback<? super T> callback) {
    return engine.submit(kind, work, options, callback);
  }

  /**
   * The same with a signal that calls the task off: it is answered with {@link AbortException}, and
   * if it runs it is interrupted as by {@link TaskHandle#cancel()}, or left to itself where its
   * options do not allow that.
   */
  public final <T> TaskHandle<T> submit(
      TaskKind kind,
      Callable<? extends T> work,
      CallOptions options,
      AbortSignal signal,
      Callback<? super T> callback) {
    signal.checkLoop();
    return engine.submit(kind, work, options, signal, callback);
  }

  /**
   * Runs work on the pool.
   *
   * @param kind what sort of work it is
   * @param work runs on a worker's thread and may block; it must not use the loop
   * @return fulfilled with its value, or rejected with whatever it threw, or why it was not run
   */
  public final <T> Promise<T> submit(TaskKind kind, Callable<? extends T> work) {
    return submit(kind, work, CallOptions.DEFAULT);
  }

  /** The same with options: a deadline, and whether it may be interrupted. */
  public final <T> Promise<T> submit(
      TaskKind kind, Callable<? extends T> work, CallOptions options) {
    return engine.promise(kind, work, options);
  }

  /** The same with a signal that calls the task off: then it is rejected with that exception. */
  public final <T> Promise<T> submit(
      TaskKind kind, Callable<? extends T> work, CallOptions options, AbortSignal signal) {
    signal.checkLoop();
    return engine.promise(callback -> engine.submit(kind, work, options, signal, callback));
  }

  // -- timers and immediates ----------------------------------------------------------------------

  /**
   * Runs a callback once, after a delay. The loop stays alive until then.
   *
   * @param callback runs in the timers phase
   * @param delay as in Node, one that is not in 1 to 2^31-1 ms is 1 ms, and fractions of a
   *     millisecond are cut off
   * @return for {@link #clearTimeout(Timer)}
   * @throws InvalidArgTypeException if the callback is null, and so for all methods below
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/timers.html#settimeoutcallback-delay-args">
   *     Node: setTimeout</a>
   */
  public final Timer setTimeout(Runnable callback, Duration delay) {
    return setTimeout(callback, Delays.millis(delay));
  }

  /** The same with the delay as Node takes it: a number of milliseconds, whatever number. */
  public final Timer setTimeout(Runnable callback, double delayMillis) {
    LoopEngine.function(callback);
    return engine.addTimer(delayMillis, false, true).calling(callback);
  }

  /**
   * The same with arguments, and with the timer itself, which is JavaScript's {@code this}.
   *
   * @param args handed to the callback as they are
   */
  public final Timer setTimeout(
      HandleCallback<Timer> callback, double delayMillis, @Nullable Object... args) {
    LoopEngine.function(callback);
    Timer timer = engine.addTimer(delayMillis, false, true);
    return timer.calling(() -> callback.call(timer, args));
  }

  /**
   * Runs a callback again and again. It is started anew from the moment at which its callback
   * begins, so that it drifts but never runs too soon.
   *
   * @param callback runs in the timers phase
   * @param interval in the limits of {@link #setTimeout(Runnable, Duration)}
   * @return for {@link #clearInterval(Timer)}
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/timers.html#setintervalcallback-delay-args">
   *     Node: setInterval</a>
   */
  public final Timer setInterval(Runnable callback, Duration interval) {
    return setInterval(callback, Delays.millis(interval));
  }

  /** The same with the interval as Node takes it: a number of milliseconds, whatever number. */
  public final Timer setInterval(Runnable callback, double intervalMillis) {
    LoopEngine.function(callback);
    return engine.addTimer(intervalMillis, true, true).calling(callback);
  }

  /**
   * The same with arguments, and with the timer itself, which is JavaScript's {@code this}.
   *
   * @param args handed to the callback as they are
   */
  public final Timer setInterval(
      HandleCallback<Timer> callback, double intervalMillis, @Nullable Object... args) {
    LoopEngine.function(callback);
    Timer timer = engine.addTimer(intervalMillis, true, true);
    return timer.calling(() -> callback.call(timer, args));
  }

  /** Takes a timer back; does nothing if it has run, was taken back, or is null. */
  public final void clearTimeout(@Nullable Timer timer) {
    if (timer != null) {
      timer.close();
    }
  }

  /** The same as {@link #clearTimeout(Timer)}: either takes back either sort. */
  public final void clearInterval(@Nullable Timer timer) {
    clearTimeout(timer);
  }

  /**
   * Runs a callback in the check phase: once the events that are there have been dealt with.
   *
   * @return for {@link #clearImmediate(Immediate)}
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/timers.html#setimmediatecallback-args">Node:
   *     setImmediate</a>
   */
  public final Immediate setImmediate(Runnable callback) {
    LoopEngine.function(callback);
    return engine.addImmediate().calling(callback);
  }

  /**
   * The same with arguments, and with the immediate itself, which is JavaScript's {@code this}.
   *
   * @param args handed to the callback as they are
   */
  public final Immediate setImmediate(
      HandleCallback<Immediate> callback, @Nullable Object... args) {
    LoopEngine.function(callback);
    Immediate immediate = engine.addImmediate();
    return immediate.calling(() -> callback.call(immediate, args));
  }

  /** Takes an immediate back; does nothing if it has run, was taken back, or is null. */
  public final void clearImmediate(@Nullable Immediate immediate) {
    if (immediate != null) {
      immediate.clear();
    }
  }

  /** Timers and immediates as promises: Node's {@code timers/promises}. */
  public final TimersPromises timers() {
    return new TimersPromises(engine);
  }

  // -- ticks and microtasks -----------------------------------------------------------------------

  /**
   * Runs a callback after the present one, before anything else.
   *
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/process.html#processnexttickcallback-args">
   *     Node: process.nextTick</a>
   */
  public final void nextTick(Runnable callback) {
    engine.nextTick(callback);
  }

  /**
   * The same with arguments.
   *
   * @param args handed to the callback as they are
   */
  public final void nextTick(ArgumentsCallback callback, @Nullable Object... args) {
    LoopEngine.function(callback);
    engine.nextTick(() -> callback.call(args));
  }

  /**
   * Runs a callback after the present one and after the next-tick queue.
   *
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/globals.html#queuemicrotaskcallback">Node:
   *     queueMicrotask</a>
   */
  public final void queueMicrotask(Runnable callback) {
    engine.queueMicrotask(callback);
  }

  // -- warnings -----------------------------------------------------------------------------------

  /**
   * Logs a warning and tells it the handlers of {@link #onWarning}, in a tick of its own.
   *
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/process.html#processemitwarningwarning-options">
   *     Node: process.emitWarning</a>
   */
  public final void emitWarning(Warning warning) {
    engine.process(); // refuses other threads
    engine.warn(Objects.requireNonNull(warning, "warning"));
  }

  /** The same for one of the name {@code Warning}. */
  public final void emitWarning(String message) {
    emitWarning(message, "Warning");
  }

  /** The same for one of this name. */
  public final void emitWarning(String message, String type) {
    emitWarning(new Warning(type, message));
  }

  /** The same for one of this name and code. */
  public final void emitWarning(String message, String type, String code) {
    emitWarning(new Warning(type, message, code, null));
  }

  // -- the loop itself ----------------------------------------------------------------------------

  /**
   * What keeps the loop alive at this moment, for the question why it does not end.
   *
   * @return tasks and requests, timers, immediates and callbacks of what is being closed, save
   *     those without a {@code ref}; a timer also while its callback runs, as in Node
   */
  public final List<ActiveResource> activeResources() {
    return engine.activeResources();
  }

  /** Milliseconds since some fixed moment, by the loop's clock: virtual where that is. */
  public final long nowMillis() {
    return engine.clock().nowMillis();
  }

  /**
   * Runs work on the loop as soon as it is free. From any thread; in order for each sender. By
   * itself it does not keep the loop alive, as a message to a port of Node's that is {@code
   * unref}ed: what comes when nothing else is left is run, and unless it starts something the loop
   * ends, without another {@link #onBeforeExit}.
   *
   * @throws RuntimeTerminatedException if the loop has ended
   */
  public final void execute(Runnable work) {
    engine.execute(work);
  }
}
