package io.eventloop.loop;

import io.eventloop.pool.Carrier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the user's callbacks, one at a time, and counts them against the budget of the turn. Of the
 * loop's thread.
 */
final class CallbackRunner {
  private final ProcessEvents process;
  private final LoopCounters counters;
  private final Runnable afterHandledException;
  private int budget;

  /**
   * Made once for each loop.
   *
   * @param afterHandledException runs when a handler has dealt with an exception
   */
  CallbackRunner(ProcessEvents process, LoopCounters counters, Runnable afterHandledException) {
    this.process = process;
    this.counters = counters;
    this.afterHandledException = afterHandledException;
  }

  void allow(int callbacks) {
    budget = callbacks;
  }

  /** Whether another callback may run before the loop yields its thread. */
  boolean mayGoOn() {
    return budget > 0 && !process.hasEnded();
  }

  /**
   * Runs a callback of the loop's phases.
   *
   * @return false if it threw; the exception has been dealt with
   */
  boolean run(Runnable callback, @Nullable CallContext context) {
    Carrier.handOver(); // what waits for this thread must not wait for a user's code
    counters.nextPhaseCallback();
    CallContext.enter(context);
    return runHere(callback);
  }

  /** The same for a tick or microtask, which sets its own context. */
  boolean runHere(Runnable callback) {
    if (process.hasEnded()) {
      return false;
    }
    budget--;
    counters.nextCallback();
    try {
      callback.run();
      return true;
    } catch (Throwable thrown) { // an Error too: it is the user's code
      uncaught(thrown);
      return false;
    } finally {
      CallContext.leave();
    }
  }

  /** Something of the user's threw outside a callback of its own. */
  void uncaught(Throwable thrown) {
    if (process.uncaught(thrown, ExceptionOrigin.UNCAUGHT_EXCEPTION)) {
      afterHandledException.run();
    }
  }

  /** A promise was rejected and has no handler. */
  void unhandledRejection(Promise<?> promise) {
    if (process.unhandledRejection(promise)) {
      afterHandledException.run();
    }
  }
}
