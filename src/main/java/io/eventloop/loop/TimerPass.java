package io.eventloop.loop;

import org.jspecify.annotations.Nullable;

/**
 * One pass over the timers that are due, step by step: Node's {@code processTimers} and {@code
 * listOnTimeout}, with their drains of the ticks in the same places. Its time stands still. Of the
 * loop's thread.
 *
 * @see <a href="https://github.com/nodejs/node/blob/v20.x/lib/internal/timers.js">Node:
 *     internal/timers.js</a>
 */
final class TimerPass {
  /** What is to follow a step. */
  enum Then {
    GO_ON,
    DRAIN,
    END
  }

  private final TimerQueue timers;
  private final CallbackRunner runner;
  private long now;
  private boolean ranAList;
  private boolean ranATimer;
  private @Nullable TimerList list;

  /** Looked at before the drain, and run after it whatever has become of its delay. */
  private @Nullable Timer next;

  TimerPass(TimerQueue timers, CallbackRunner runner) {
    this.timers = timers;
    this.runner = runner;
  }

  void begin(long nowMillis) {
    now = nowMillis;
    restart();
  }

  /** A callback threw, be it a tick in a drain: Node calls its function again. */
  void restart() {
    ranAList = false;
    list = null;
    next = null;
  }

  Then step() {
    if (next != null) {
      Timer timer = next;
      next = null;
      if (!timers.run(timer, runner)) {
        restart();
      }
      return Then.GO_ON;
    }
    return list == null ? openList() : look(list);
  }

  private Then openList() {
    list = timers.dueList(now);
    if (list == null) {
      return Then.END;
    }
    boolean drain = ranAList;
    ranAList = true;
    ranATimer = false;
    return drain ? Then.DRAIN : Then.GO_ON;
  }

  private Then look(TimerList open) {
    next = timers.dueTimer(open, now);
    if (next == null) {
      list = null;
      return Then.GO_ON;
    }
    boolean drain = ranATimer;
    ranATimer = true;
    return drain ? Then.DRAIN : Then.GO_ON;
  }
}
