package io.eventloop.loop.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Node's timers: one list per duration, the lists in the order of their expiry. It follows {@code
 * internal/timers} of Node 20 statement by statement, since the order shows where a list is empty
 * but still there, or was taken away and made anew.
 */
final class ModelTimers {
  private static final Comparator<TimerList> ORDER =
      Comparator.<TimerList>comparingLong(list -> list.expiry).thenComparingLong(list -> list.id);

  private final Model model;
  private final Map<Integer, TimerList> byDuration = new HashMap<>();
  private final List<TimerList> queue = new ArrayList<>();
  private final List<ModelTimer> all = new ArrayList<>();
  private long nextListId;

  ModelTimers(Model model) {
    this.model = model;
  }

  private static final class TimerList {
    final List<ModelTimer> timers = new ArrayList<>();
    final int millis;
    long expiry;
    long id;

    TimerList(int millis, long expiry, long id) {
      this.millis = millis;
      this.expiry = expiry;
      this.id = id;
    }
  }

  private final class ModelTimer implements Host.Handle {
    @Nullable Runnable callback;
    int millis;
    final boolean repeats;
    boolean referenced = true;
    boolean destroyed;
    long start;
    @Nullable TimerList list;

    ModelTimer(Runnable callback, int millis, boolean repeats) {
      this.callback = callback;
      this.millis = millis;
      this.repeats = repeats;
    }

    @Override
    public void clear() {
      if (callback == null) {
        return;
      }
      callback = null;
      if (destroyed) {
        return;
      }
      destroyed = true;
      unlink(this);
      if (referenced) { // an empty list of a timer that is not referenced stays
        TimerList its = byDuration.get(millis);
        if (its != null && its.timers.isEmpty()) {
          remove(its);
        }
      }
      millis = -1;
    }

    @Override
    public void unref() {
      referenced = false;
    }

    @Override
    public void refresh() {
      if (millis >= 0) {
        insert(this, model.startTime());
        destroyed = false;
      }
    }
  }

  Host.Handle add(Runnable callback, int delay, boolean repeats) {
    ModelTimer timer = new ModelTimer(callback, Math.max(1, delay), repeats);
    all.add(timer);
    insert(timer, model.startTime());
    return timer;
  }

  boolean anyReferenced() {
    return all.stream().anyMatch(timer -> timer.referenced && !timer.destroyed);
  }

  /** When the earliest list is due, which may be empty; {@code Long.MAX_VALUE} if there is none. */
  long nextExpiry() {
    return queue.stream().mapToLong(list -> list.expiry).min().orElse(Long.MAX_VALUE);
  }

  private void insert(ModelTimer timer, long start) {
    timer.start = start;
    TimerList list = byDuration.get(timer.millis);
    if (list == null) {
      list = new TimerList(timer.millis, start + timer.millis, nextListId++);
      byDuration.put(timer.millis, list);
      queue.add(list);
      model.listAdded(list.millis, list.expiry);
    }
    unlink(timer);
    list.timers.add(timer);
    timer.list = list;
  }

  private static void unlink(ModelTimer timer) {
    if (timer.list != null) {
      timer.list.timers.remove(timer);
      timer.list = null;
    }
  }

  private void remove(TimerList list) {
    byDuration.remove(list.millis);
    queue.remove(list);
  }

  /**
   * Runs what is due.
   *
   * @return false if a callback or a tick threw, and was handled: to be called again
   */
  boolean process(long now) {
    boolean first = true;
    while (!queue.isEmpty()) {
      TimerList list = queue.stream().min(ORDER).orElseThrow();
      if (list.expiry > now) {
        return true;
      }
      if (!first && !model.drain()) {
        return false;
      }
      first = false;
      if (!process(list, now)) {
        return false;
      }
    }
    return true;
  }

  private boolean process(TimerList list, long now) {
    boolean first = true;
    while (!list.timers.isEmpty()) {
      ModelTimer timer = list.timers.get(0);
      if (now - timer.start < list.millis) {
        list.expiry = Math.max(timer.start + list.millis, now + 1);
        list.id = nextListId++;
        return true;
      }
      if (!first && !model.drain()) {
        return false;
      }
      first = false;
      unlink(timer);
      if (timer.callback == null) { // cleared by the drain, or before it was refreshed
        timer.destroyed = true;
      } else if (!run(timer, timer.callback)) {
        return false;
      }
    }
    if (byDuration.get(list.millis) == list) { // not taken away meanwhile
      remove(list);
    }
    return true;
  }

  private boolean run(ModelTimer timer, Runnable callback) {
    long start = timer.repeats ? model.startTime() : 0;
    return model.call(
        callback,
        () -> {
          if (timer.repeats && timer.millis != -1) {
            insert(timer, start);
          } else if (timer.list == null) {
            timer.destroyed = true;
          }
        });
  }
}
