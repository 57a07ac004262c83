package io.eventloop.loop;

import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a loop has of Node's {@code process}: who hears of exceptions that nobody caught, and how
 * the program ends. Part of {@link Loop}, and public for those who look for its methods by
 * reflection, as script engines do. Of the loop's thread: a call from anywhere else throws {@link
 * IllegalStateException}.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/process.html">Node: Process</a>
 */
public abstract sealed class LoopProcess permits Loop {
  private final LoopEngine engine;

  LoopProcess(LoopEngine engine) {
    this.engine = engine;
  }

  /**
   * Has a handler for exceptions that no callback caught, and for rejections that nobody handles:
   * while there is one, the loop goes on after them. Without one they end a stand-alone runtime
   * with exit code 1, and fail an embedded one.
   *
   * @param handler called at once, on the loop's thread; what it throws ends the program with exit
   *     code 7
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/process.html#event-uncaughtexception">Node:
   *     'uncaughtException'</a>
   */
  public final Registration onUncaughtException(
      BiConsumer<? super Throwable, ExceptionOrigin> handler) {
    return engine.process().uncaught.add(handler::accept);
  }

  /**
   * Hands exceptions that no callback caught, and rejections that nobody handles, to this instead
   * of {@link #onUncaughtException}: for whoever has to take them all, such as a debugger.
   *
   * @param capture called at once, on the loop's thread, after the monitors; what it throws ends
   *     the program with exit code 7. Null: the handlers have them again
   * @throws CaptureAlreadySetException if there is one already
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/process.html#processsetuncaughtexceptioncapturecallbackfn">
   *     Node: process.setUncaughtExceptionCaptureCallback</a>
   */
  public final void setUncaughtExceptionCaptureCallback(
      @Nullable Consumer<? super Throwable> capture) {
    engine.process().capture(capture);
  }

  /** Whether there is one. */
  public final boolean hasUncaughtExceptionCaptureCallback() {
    return engine.process().isCapturing();
  }

  /** Is told of these before any handler, and changes nothing: for logs and metrics. */
  public final Registration onUncaughtExceptionMonitor(
      BiConsumer<? super Throwable, ExceptionOrigin> monitor) {
    return engine.process().monitors.add(monitor::accept);
  }

  /**
   * Has a handler for promises that were rejected and have no handler once ticks and microtasks
   * have run. Without one such a rejection is an uncaught exception.
   *
   * @param handler gets the reason and the promise
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/process.html#event-unhandledrejection">Node:
   *     'unhandledRejection'</a>
   */
  public final Registration onUnhandledRejection(
      BiConsumer<? super Throwable, ? super Promise<?>> handler) {
    return engine.process().unhandledRejection.add(handler::accept);
  }

  /** Is told of a promise that got a handler after its rejection had been reported. */
  public final Registration onRejectionHandled(Consumer<? super Promise<?>> handler) {
    return engine.process().rejectionHandled.add(handler::accept);
  }

  /** Is told of each warning; it is logged besides. */
  public final Registration onWarning(Consumer<? super Warning> handler) {
    return engine.process().warning.add(handler::accept);
  }

  /**
   * Is called when nothing is pending any more, and may start something: then the loop goes on, and
   * this is called again; so does what is executed from outside meanwhile. Not for {@link #exit()},
   * and not for an embedded runtime, which has no end of its own.
   *
   * @param handler gets the exit code
   */
  public final Registration onBeforeExit(IntConsumer handler) {
    return engine.process().beforeExit.add(handler);
  }

  /**
   * Is called when the loop ends, however; the last of the user's code to run. What it starts is
   * dropped.
   *
   * @param handler gets the exit code, and may still change it with {@link #exitCode(int)}
   * @see <a href="https://nodejs.org/docs/latest-v20.x/api/process.html#event-exit">Node:
   *     'exit'</a>
   */
  public final Registration onExit(IntConsumer handler) {
    return engine.process().exit.add(handler);
  }

  /** The exit code that was set, if any was. */
  public final OptionalInt exitCode() {
    return engine.process().exitCode();
  }

  /** Sets the code with which the program ends, if nothing else changes it until then. */
  public final void exitCode(int code) {
    engine.process().exitCode(OptionalInt.of(code));
  }

  /**
   * The same with what {@link #exitCode()} gave; with none it is as if no code had been set: Node's
   * {@code process.exitCode = undefined}.
   */
  public final void exitCode(OptionalInt code) {
    engine.process().exitCode(code);
  }

  /**
   * Ends the program at once: exit handlers run, and after them no callback of any sort. Does not
   * return. An embedded runtime stops.
   *
   * <p>The call is left by an {@link Error}. A {@code finally} of the program runs, since Java has
   * no way around it; what it does with the loop is dropped. Nor has it one where somebody else's
   * code takes every {@link Throwable} for a failure: a dependent of a {@code CompletableFuture}
   * that calls this fails its future, and what depends on that runs on. A {@link Promise} and an
   * {@link Async} let the end pass.
   *
   * @see <a href="https://nodejs.org/docs/latest-v20.x/api/process.html#processexitcode">Node:
   *     process.exit</a>
   */
  public final void exit() {
    engine.process().exitNow(OptionalInt.empty());
  }

  /** The same with this exit code. */
  public final void exit(int code) {
    engine.process().exitNow(OptionalInt.of(code));
  }
}
