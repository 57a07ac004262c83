package io.eventloop.loop;

import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a loop, kept as in Node's {@code lib/internal/timers.js}: a linked list for each
 * duration, in the order of starting, and the lists in a heap by the expiry of their heads. Two
 * timers that fall on one instant are two. To set and to clear one costs the same however many
 * there are, and nothing is kept of one that was cleared, save the place of some lists.
 *
 * <p>A timer starts at the time of the call that sets it; {@code now} of a pass stands still, so
 * that a timer that is set in it waits for a later one.
 */
final class TimerQueue {
  private static final int MOST_EMPTY = 1024;

  private final LoopThread thread;
  private final LongSupplier clock;
  private final Map<Long, TimerList> lists = new HashMap<>();
  private final TimerHeap heap = new TimerHeap();

  /** Most programs use few durations, one after the other. */
  private @Nullable TimerList latest;

  /** Lists that had no timer when they were put here; they may have one again, or be dropped. */
  private final List<TimerList> empty = new ArrayList<>();

  /** While its callback runs: it counts as set, as in Node. */
  private @Nullable Timer running;

  private final ReferenceQueue<AbortSignal> collectedSignals = new ReferenceQueue<>();

  private long listNumbers;
  private int referenced;
  private int size;

  /**
   * Empty.
   *
   * @param clock milliseconds since some moment
   */
  TimerQueue(LoopThread thread, LongSupplier clock) {
    this.thread = thread;
    this.clock = clock;
  }

  void check() {
    thread.check();
  }

  /** Where signals go of which only the timer is left: see {@link SignalTimeout}. */
  ReferenceQueue<AbortSignal> collectedSignals() {
    return collectedSignals;
  }

  /** Sets a new timer. */
  void add(Timer timer) {
    referenced += timer.hasRef() ? 1 : 0;
    timer.active(true);
    insert(timer, clock.getAsLong());
  }

  private void insert(Timer timer, long nowMillis) {
    timer.start(nowMillis);
    long duration = timer.durationMillis();
    TimerList list = latest != null && latest.duration == duration ? latest : lists.get(duration);
    if (list == null) {
      list = new TimerList(duration, timer.expiryMillis(), listNumbers++);
      lists.put(duration, list);
      heap.add(list);
    }
    latest = list;
    list.append(timer);
    size++;
  }

  private void unlink(Timer timer, TimerList list) {
    list.unlink(timer);
    size--;
  }

  /** Node's {@code refresh}: starts it anew, whether it is set or has run. */
  void restart(Timer timer) {
    TimerList list = timer.list;
    if (list != null) {
      unlink(timer, list); // an empty list stays for the timer to come back
    }
    if (!timer.isActive()) {
      timer.active(true);
      referenced += timer.hasRef() ? 1 : 0;
    }
    insert(timer, clock.getAsLong());
  }

  /** Takes a timer out for good; does nothing the second time. */
  void clear(Timer timer) {
    if (timer.isCleared()) {
      return;
    }
    if (!timer.isActive()) {
      timer.forget(); // has run: as in Node it may be started anew, and has nothing to call then
      return;
    }
    timer.cleared();
    TimerList list = timer.list;
    if (list != null) {
      unlink(timer, list);
    }
    TimerList its = // also of one that runs, as in Node
        list != null ? list : lists.get(timer.durationMillis());
    if (its != null && its.head() == null) {
      if (timer.hasRef()) {
        drop(its);
      } else {
        keepEmpty(its);
      }
    }
    retire(timer);
  }

  /** Has run, or was cleared: keeps nothing alive. */
  private void retire(Timer timer) {
    if (timer.isActive()) {
      timer.active(false);
      referenced -= timer.hasRef() ? 1 : 0;
    }
  }

  /**
   * Node keeps the place of a list whose last timer was unreferenced when it was cleared, until its
   * expiry: a timer of that duration which is set meanwhile takes that place. So do we, but for the
   * latest few, or a program whose durations are all different would pile them up.
   */
  private void keepEmpty(TimerList list) {
    if (list.keptEmpty) {
      return;
    }
    if (empty.size() == MOST_EMPTY) {
      for (TimerList kept : empty) {
        kept.keptEmpty = false;
        if (kept.head() == null) {
          drop(kept);
        }
      }
      empty.clear();
    }
    list.keptEmpty = true;
    empty.add(list);
  }

  private void drop(TimerList list) {
    if (lists.remove(list.duration, list)) {
      heap.remove(list);
      if (latest == list) {
        latest = null;
      }
    }
  }

  void referencesChanged(int by) {
    referenced += by;
  }

  /** How many timers keep the loop alive. */
  int referenced() {
    return referenced;
  }

  int size() {
    return size;
  }

  /** When the earliest list is due, or {@link Long#MAX_VALUE} if there is none. */
  long nextExpiry() {
    TimerList first = heap.peek();
    return first == null ? Long.MAX_VALUE : first.expiry;
  }

  /**
   * The list that is to be run next at this time, or null. It is run whole before another, even if
   * a timer of that one is due earlier.
   */
  @Nullable TimerList dueList(long now) {
    TimerList first = heap.peek();
    return first != null && first.expiry <= now ? first : null;
  }

  /** The first timer of a list, if it is due; if none is, the list is done with for this time. */
  @Nullable Timer dueTimer(TimerList list, long now) {
    Timer head = list.head();
    if (head == null) {
      drop(list);
      return null;
    }
    if (head.expiryMillis() <= now) {
      return head;
    }
    list.expiry = Math.max(head.expiryMillis(), now + 1);
    list.number = listNumbers++;
    heap.postponed(list);
    return null;
  }

  /**
   * Runs one timer, by these means, and sets it again if it repeats: from the time at which its
   * callback began, so that it drifts but never runs too soon.
   */
  boolean run(Timer timer, CallbackRunner runner) {
    TimerList list = timer.list;
    if (list != null) {
      unlink(timer, list);
    }
    if (timer.isCleared()) {
      return true; // since it was looked at
    }
    long began = timer.repeats() ? clock.getAsLong() : 0;
    return runner.run(
        () -> {
          running = timer;
          try {
            timer.fire();
          } finally {
            timer.keepValues(); // for the next time, be it by an interval or by refresh
            hasRun(timer, began); // before anybody hears of what it threw
          }
        },
        timer.context());
  }

  private void hasRun(Timer timer, long began) {
    running = null;
    if (timer.repeats() && !timer.isCleared()) {
      if (timer.list != null) {
        unlink(timer, timer.list); // it was refreshed: Node starts it anew from its beginning
      }
      insert(timer, began);
    } else if (timer.list == null) {
      retire(timer);
    }
  }

  /** Calls what is due at once, on the calling thread: for timers that are no user's. */
  void fireDue(long now) {
    for (TimerList list = dueList(now); list != null; list = dueList(now)) {
      for (Timer timer = dueTimer(list, now); timer != null; timer = dueTimer(list, now)) {
        unlink(timer, list);
        retire(timer);
        timer.fire();
      }
    }
  }

  /** Shows each timer that is set, and first the one that runs, unless it was cleared. */
  void forEach(Consumer<Timer> each) {
    Timer runs = running;
    if (runs != null && runs.isActive() && runs.list == null) {
      each.accept(runs);
    }
    for (TimerList list : lists.values()) {
      for (Timer timer = list.head(); timer != null; timer = timer.next) {
        each.accept(timer);
      }
    }
  }
}
