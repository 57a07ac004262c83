package io.eventloop.loop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The next-tick queue and the microtask queue, drained after every callback as in Node's {@code
 * processTicksAndRejections}: all ticks, then all microtasks, again until both are empty, then the
 * promises that were rejected and have no handler. Of the loop's thread.
 *
 * @see <a
 *     href="https://github.com/nodejs/node/blob/v20.x/lib/internal/process/task_queues.js">Node:
 *     task_queues.js</a>
 */
final class TickQueue {
  private final CallbackRunner runner;
  private final ProcessEvents process;
  private final ArrayDeque<Runnable> ticks = new ArrayDeque<>();
  private final ArrayDeque<Runnable> microtasks = new ArrayDeque<>();

  /** With the number of each, counted from 1 over all promises that were rejected unheard. */
  private final Map<Promise<?>, Integer> rejected = new LinkedHashMap<>();

  /** Those that were reported, as long as the program knows them; with their numbers. */
  private final Map<Promise<?>, Integer> reported = new WeakHashMap<>();

  /** Were reported, and have a handler now. */
  private final ArrayDeque<Late> handledLate = new ArrayDeque<>();

  private int rejections;

  private final Set<Promise<?>> awaitedOutside = new HashSet<>();

  /** A drain that ran out of budget goes on with the queue that it was at. */
  private boolean atMicrotasks;

  private boolean tickThrew;

  private record Late(Promise<?> promise, int number) {
    Warning warning() {
      return new Warning(
          "PromiseRejectionHandledWarning",
          "Promise rejection was handled asynchronously (rejection id: " + number + ')');
    }
  }

  TickQueue(CallbackRunner runner, ProcessEvents process) {
    this.runner = runner;
    this.process = process;
  }

  void addTick(Runnable tick) {
    if (!process.isExiting()) {
      ticks.add(tick);
    }
  }

  void addMicrotask(Runnable microtask) {
    microtasks.add(microtask);
  }

  /** A promise was rejected while nobody waited for it. */
  void addRejected(Promise<?> promise) {
    rejections++;
    rejected.put(promise, rejections);
  }

  /** Somebody waits for it after all. */
  void removeRejected(Promise<?> promise) {
    if (rejected.remove(promise) != null) {
      return;
    }
    Integer number = reported.remove(promise);
    if (number != null) { // else it was passed over, when a handler threw
      handledLate.add(new Late(promise, number));
    }
  }

  /** Code outside the loop waits for this promise: it must hear of the loop's end. */
  void addAwaitedOutside(Promise<?> promise) {
    awaitedOutside.add(promise);
  }

  /** It has its answer. */
  void removeAwaitedOutside(Promise<?> promise) {
    awaitedOutside.remove(promise);
  }

  /** Ends the queues: fails what is awaited outside. */
  void terminate(RuntimeTerminatedException why) {
    ticks.clear();
    microtasks.clear();
    rejected.clear();
    awaitedOutside.forEach(promise -> promise.abandon(why));
    awaitedOutside.clear();
  }

  /**
   * Runs everything, to exhaustion. A tick that throws ends it: what is left waits for the next
   * drain.
   *
   * @return false if the budget was spent first, and this is to be called again
   */
  boolean drain() {
    tickThrew = false;
    do {
      while (!atMicrotasks && !ticks.isEmpty()) {
        if (!runner.mayGoOn()) {
          return false;
        }
        if (!runner.runHere(ticks.remove())) {
          tickThrew = true;
          return true;
        }
      }
      atMicrotasks = true;
      while (!microtasks.isEmpty()) {
        if (!runner.mayGoOn()) {
          return false;
        }
        runner.runHere(microtasks.remove()); // one that throws does not stop the others
      }
      atMicrotasks = false;
    } while (!ticks.isEmpty() || (hasRejections() && reportRejections()));
    return true;
  }

  /** Whether the latest drain was ended by a tick that threw. */
  boolean tickThrew() {
    return tickThrew;
  }

  private boolean hasRejections() {
    return !rejected.isEmpty() || !handledLate.isEmpty();
  }

  /** Whether the queues are to be looked at again. */
  private boolean reportRejections() {
    return runner.runHere(
        () -> {
          for (Late late = handledLate.poll(); late != null; late = handledLate.poll()) {
            reportHandled(late);
          }
          reportUnhandled();
        });
  }

  private void reportHandled(Late late) {
    if (!process.rejectionHandled(late.promise())) {
      addTick(() -> process.warn(late.warning()));
    }
  }

  private void reportUnhandled() {
    List<Promise<?>> unhandled = new ArrayList<>(rejected.keySet());
    try {
      for (Promise<?> promise : unhandled) {
        Integer number = rejected.remove(promise);
        if (number != null && !process.hasEnded()) { // one of the handlers may have dealt with it
          reported.put(promise, number);
          AsyncValues.set(promise.values());
          runner.unhandledRejection(promise);
          AsyncValues.set(null);
        }
      }
    } finally { // as in Node, a handler that throws keeps the others from being reported
      unhandled.forEach(rejected::remove);
    }
  }

  /** Runs the microtasks that exit handlers have queued, and reports what they reject. */
  void drainAtExit() {
    runner.allow(Integer.MAX_VALUE);
    drain();
  }
}
