package io.eventloop.loop;

import io.eventloop.loop.BlockedLoop.Reason;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at the loops of an actor system from outside, to see one that does not get on. It looks a
 * few times a second while a loop is at work, and not at all when all are idle. In real time, also
 * where the loops' own is virtual: a thread that is stuck is stuck in real time.
 */
final class LoopWatch {
  private static final long INTERVAL_MILLIS = 20;

  private final RealTimeClock clock;
  private final LoopClock.Alarm alarm;
  private final Set<Watched> loops = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean looking = new AtomicBoolean();

  LoopWatch(RealTimeClock clock) {
    this.clock = clock;
    this.alarm = clock.alarm(this::look);
  }

  /** Watches over this loop until it is closed. */
  Watched over(LoopSettings settings, Queues queues) {
    Watched watched = new Watched(settings, queues);
    if (settings.blockedLoopWarning().isPresent()) {
      loops.add(watched);
    }
    return watched;
  }

  private void lookSoon() {
    if (!looking.get() && looking.compareAndSet(false, true)) {
      alarm.set(clock.nowMillis() + INTERVAL_MILLIS);
    }
  }

  private void look() {
    boolean busy = false;
    for (Watched loop : loops) {
      busy |= loop.look(clock.nowMillis());
    }
    if (busy) {
      alarm.set(clock.nowMillis() + INTERVAL_MILLIS);
    } else {
      looking.set(false);
      if (loops.stream().anyMatch(Watched::isAtWork)) { // began before it could see that
        lookSoon();
      }
    }
  }

  /** One loop, as seen from here. */
  final class Watched {
    private final LoopSettings settings;
    private final LoopThread thread;
    private final LoopCounters counters;
    private final long limitMillis;

    // of the clock's thread
    private long callbacks;
    private long callbackSince;
    private long phaseCallbacks;
    private long phaseSince;
    private boolean wasAtWork;
    private boolean told;

    /** A thread is telling of this loop, and ends when it has. */
    private final AtomicBoolean telling = new AtomicBoolean();

    private Watched(LoopSettings settings, Queues queues) {
      this.settings = settings;
      this.thread = queues.thread;
      this.counters = queues.counters;
      this.limitMillis = settings.blockedLoopWarning().map(Duration::toMillis).orElse(0L);
    }

    /** A turn begins; on the loop's thread, after it has been entered. */
    void enter() {
      if (limitMillis > 0) {
        lookSoon();
      }
    }

    void close() {
      loops.remove(this);
    }

    private boolean isAtWork() {
      return thread.current() != null;
    }

    /** Whether the loop is at work. */
    private boolean look(long now) {
      Thread current = thread.current();
      if (current == null) {
        wasAtWork = false;
        return false;
      }
      boolean sameCallback = wasAtWork && counters.callbacks() == callbacks;
      boolean samePhase = wasAtWork && counters.phaseCallbacks() == phaseCallbacks;
      callbacks = counters.callbacks();
      phaseCallbacks = counters.phaseCallbacks();
      wasAtWork = true;
      if (!sameCallback) {
        callbackSince = now;
      }
      if (!samePhase) {
        phaseSince = now;
        told = false;
      }
      if (!told && sameCallback && now - callbackSince >= limitMillis) {
        told = tell(current, Reason.CALLBACK, now - callbackSince);
      } else if (!told && samePhase && !sameCallback && now - phaseSince >= limitMillis) {
        told = tell(current, Reason.TICKS, now - phaseSince);
      }
      return true;
    }

    /** Has it told by a thread of its own: on this one all timers of the system wait. */
    private boolean tell(Thread current, Reason reason, long millis) {
      if (telling.get()) { // a listener is slow: whatever it has missed by then, it has missed
        return false;
      }
      telling.set(true);
      try {
        Thread teller =
            new Thread(
                new BlockedReport(settings, counters, current, reason, millis, telling),
                "eventloop-watch");
        teller.setDaemon(true);
        teller.start();
        return true;
      } catch (Throwable noThread) { // of which there is none to be had: looks again, and tries
        telling.set(false);
        return false;
      }
    }
  }
}
