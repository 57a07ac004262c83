package io.eventloop.loop;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a loop, kept as in Node's {@code lib/internal/timers.js}: a linked list for each
 * duration, in the order of starting, and the lists in a queue by the expiry of their heads. Two
 * timers that fall on one instant are two.
 */
final class TimerQueue {
  private final Map<Long, TimerList> lists = new HashMap<>();
  private final PriorityQueue<TimerList> queue =
      new PriorityQueue<>(
          Comparator.<TimerList>comparingLong(l -> l.expiry).thenComparingLong(l -> l.number));
  private long listNumbers;
  private int referenced;
  private int size;

  /** Starts the timer at this time, in milliseconds. */
  void add(Timer timer, long nowMillis) {
    timer.start(nowMillis);
    TimerList list = lists.get(timer.durationMillis());
    if (list == null) {
      list = new TimerList(timer.durationMillis(), timer.expiryMillis(), listNumbers++);
      lists.put(list.duration, list);
      queue.add(list);
    }
    list.append(timer);
    referenced += timer.isReferenced() ? 1 : 0;
    size++;
  }

  /** Takes the timer out, if it is in. */
  void remove(Timer timer) {
    TimerList list = timer.list;
    if (list != null) {
      list.unlink(timer);
      referenced -= timer.isReferenced() ? 1 : 0;
      size--;
      if (list.isEmpty() && list.idle) {
        lists.remove(list.duration);
        queue.remove(list);
      }
    }
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
    TimerList first = queue.peek();
    return first == null ? Long.MAX_VALUE : first.expiry;
  }

  /**
   * Runs what is due. {@code now} stands still for the whole pass, so that a timer that is started
   * in it waits for a later one; a list is run whole before the next is looked at.
   */
  void runDue(long now, Consumer<Timer> run) {
    for (TimerList list = queue.peek(); list != null && list.expiry <= now; list = queue.peek()) {
      runList(list, now, run);
    }
  }

  private void runList(TimerList list, long now, Consumer<Timer> run) {
    list.idle = false;
    for (Timer timer = list.head; timer != null; timer = list.head) {
      if (timer.expiryMillis() > now) {
        queue.remove(list);
        list.expiry = Math.max(timer.expiryMillis(), now + 1);
        list.number = listNumbers++;
        list.idle = true;
        queue.add(list);
        return;
      }
      remove(timer);
      run.accept(timer);
    }
    lists.remove(list.duration);
    queue.remove(list);
  }

  /** The timers of one duration, the one that was started first at the head. */
  static final class TimerList {
    private final long duration;
    private long expiry;
    private long number;
    private @Nullable Timer head;
    private @Nullable Timer tail;

    /** Not being run at the moment: may go as soon as it is empty. */
    private boolean idle = true;

    TimerList(long duration, long expiry, long number) {
      this.duration = duration;
      this.expiry = expiry;
      this.number = number;
    }

    boolean isEmpty() {
      return head == null;
    }

    void append(Timer timer) {
      timer.list = this;
      timer.previous = tail;
      if (tail == null) {
        head = timer;
      } else {
        tail.next = timer;
      }
      tail = timer;
    }

    void unlink(Timer timer) {
      if (timer.previous == null) {
        head = timer.next;
      } else {
        timer.previous.next = timer.next;
      }
      if (timer.next == null) {
        tail = timer.previous;
      } else {
        timer.next.previous = timer.previous;
      }
      timer.previous = null;
      timer.next = null;
      timer.list = null;
    }
  }
}
