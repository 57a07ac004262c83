package io.eventloop.loop;

import io.eventloop.loop.BlockedLoop.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the loops of an actor system from outside, to see one that does not get on. It looks a
 * few times a second while a loop is at work, and not at all when all are idle. In real time, also
 * where the loops' own is virtual: a thread that is stuck is stuck in real time.
 */
final class LoopWatch {
  private static final Logger LOG = LoggerFactory.getLogger(RuntimeActor.class);
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
        told = true;
        tell(current, Reason.CALLBACK, now - callbackSince);
      } else if (!told && samePhase && !sameCallback && now - phaseSince >= limitMillis) {
        told = true;
        tell(current, Reason.TICKS, now - phaseSince);
      }
      return true;
    }

    private void tell(Thread current, Reason reason, long millis) {
      List<StackTraceElement> stack = List.of(current.getStackTrace());
      Throwable trace = new Throwable("what " + settings.threadName() + " does");
      trace.setStackTrace(stack.toArray(StackTraceElement[]::new));
      if (reason == Reason.CALLBACK) {
        LOG.warn("a callback has held the loop for {} ms", millis, trace);
      } else {
        LOG.warn(
            "ticks and microtasks have held the loop for {} ms: they queue one another, and nothing"
                + " else gets its turn",
            millis,
            trace);
      }
      try {
        settings
            .listener()
            .blocked(
                new BlockedLoop(settings.threadName(), reason, Duration.ofMillis(millis), stack));
      } catch (RuntimeException thrown) {
        LOG.error("a listener of the loop threw", thrown);
      }
    }
  }
}
