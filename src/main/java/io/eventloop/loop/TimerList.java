package io.eventloop.loop;

import org.jspecify.annotations.Nullable;

/**
 * The timers of one duration, the one that was started first at the head: since all take equally
 * long, they expire in that order.
 */
final class TimerList {
  final long duration;

  /** When the head is due, at the earliest. */
  long expiry;

  /** Tells lists that expire at one moment apart: the lower comes first. */
  long number;

  /** In the heap. */
  int place;

  /** Noted as one that may be empty. */
  boolean keptEmpty;

  private @Nullable Timer head;
  private @Nullable Timer tail;

  TimerList(long duration, long expiry, long number) {
    this.duration = duration;
    this.expiry = expiry;
    this.number = number;
  }

  @Nullable Timer head() {
    return head;
  }

  boolean isBefore(TimerList other) {
    return expiry != other.expiry ? expiry < other.expiry : number < other.number;
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
