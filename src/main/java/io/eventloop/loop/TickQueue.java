package io.eventloop.loop;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The next-tick queue and the microtask queue, drained after every callback as in Node's {@code
 * processTicksAndRejections}: all ticks, then all microtasks, again until both are empty, then the
 * promises that were rejected and have no handler.
 */
final class TickQueue {
  private final ArrayDeque<Runnable> ticks = new ArrayDeque<>();
  private final ArrayDeque<Runnable> microtasks = new ArrayDeque<>();
  private final Set<Promise<?>> rejected = new LinkedHashSet<>();
  private final Set<Promise<?>> awaitedOutside = new HashSet<>();

  void addTick(Runnable tick) {
    ticks.add(tick);
  }

  void addMicrotask(Runnable microtask) {
    microtasks.add(microtask);
  }

  /** A promise was rejected while nobody waited for it. */
  void addRejected(Promise<?> promise) {
    rejected.add(promise);
  }

  /** Somebody waits for it after all. */
  void removeRejected(Promise<?> promise) {
    rejected.remove(promise);
  }

  /** Code outside the loop waits for this promise: it must hear of the loop's end. */
  void addAwaitedOutside(Promise<?> promise) {
    awaitedOutside.add(promise);
  }

  /** It has its answer. */
  void removeAwaitedOutside(Promise<?> promise) {
    awaitedOutside.remove(promise);
  }

  boolean isEmpty() {
    return ticks.isEmpty() && microtasks.isEmpty() && rejected.isEmpty();
  }

  /** Ends the queues: fails what is awaited outside. */
  void terminate(RuntimeTerminatedException why) {
    clear();
    awaitedOutside.forEach(promise -> promise.abandon(why));
    awaitedOutside.clear();
  }

  void clear() {
    ticks.clear();
    microtasks.clear();
    rejected.clear();
  }

  /**
   * Runs everything, to exhaustion.
   *
   * @param run runs one callback; it clears these queues to stop
   * @param unhandled takes the reason of a rejection that nobody handles
   */
  void drain(Consumer<Runnable> run, Consumer<Throwable> unhandled) {
    while (!isEmpty()) {
      while (!ticks.isEmpty()) {
        run.accept(ticks.remove());
      }
      while (!microtasks.isEmpty()) {
        run.accept(microtasks.remove());
      }
      if (ticks.isEmpty() && !rejected.isEmpty()) {
        Promise<?> first = rejected.iterator().next();
        rejected.remove(first);
        unhandled.accept(first.reason());
      }
    }
  }
}
