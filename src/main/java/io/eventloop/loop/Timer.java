package io.eventloop.loop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A timer that was set by {@code setTimeout} or {@code setInterval}: Node's {@code Timeout}. Of the
 * loop's thread; a call from anywhere else throws {@link IllegalStateException}.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/timers.html#class-timeout">Node: class
 *     Timeout</a>
 */
public sealed class Timer permits TracedTimer {
  /** The links of its list; this timer is in none while {@code list} is null. */
  @Nullable Timer previous;

  @Nullable Timer next;
  @Nullable TimerList list;

  private final TimerQueue queue;
  private final long durationMillis;
  private final boolean repeats;

  private @Nullable Runnable callback;
  private @Nullable CallContext context;
  private boolean referenced;
  private boolean active;
  private boolean cleared;
  private long startMillis;

  Timer(
      TimerQueue queue,
      long durationMillis,
      boolean repeats,
      boolean referenced,
      @Nullable CallContext context) {
    this.queue = queue;
    this.durationMillis = durationMillis;
    this.repeats = repeats;
    this.referenced = referenced;
    this.context = context;
  }

  /** Keeps the loop alive until the timer has run, as it does from the start. */
  public Timer ref() {
    queue.check();
    if (!referenced) {
      referenced = true;
      queue.referencesChanged(active ? 1 : 0);
    }
    return this;
  }

  /** Lets the loop end before the timer has run. It runs if something else keeps the loop. */
  public Timer unref() {
    queue.check();
    if (referenced) {
      referenced = false;
      queue.referencesChanged(active ? -1 : 0);
    }
    return this;
  }

  /** Whether it keeps the loop alive as long as it is set. */
  public boolean hasRef() {
    return referenced;
  }

  /** Starts the delay anew, also after the timer has run; does nothing once it was cleared. */
  public Timer refresh() {
    queue.check();
    if (!cleared) {
      queue.restart(this);
    }
    return this;
  }

  /** The same as {@link Loop#clearTimeout(Timer)}. */
  public Timer close() {
    queue.check();
    queue.clear(this);
    return this;
  }

  /** What runs when the delay is over. */
  Timer calling(Runnable given) {
    callback = Objects.requireNonNull(given);
    return this;
  }

  TimerQueue queue() {
    return queue;
  }

  void start(long nowMillis) {
    startMillis = nowMillis;
  }

  long durationMillis() {
    return durationMillis;
  }

  long expiryMillis() {
    return startMillis + durationMillis;
  }

  boolean repeats() {
    return repeats;
  }

  /** Set, or run at this moment: counts, if it is referenced. */
  boolean isActive() {
    return active;
  }

  void active(boolean nowActive) {
    active = nowActive;
  }

  boolean isCleared() {
    return cleared;
  }

  /** For good, and lets go of what it would have run. */
  void cleared() {
    cleared = true;
    forget();
  }

  /** Lets go of what it would run. */
  void forget() {
    callback = null;
    context = null;
  }

  @Nullable CallContext context() {
    return context;
  }

  /**
   * Keeps what its callback has entered: to Node a timer is one resource, however often it runs.
   */
  void keepValues() {
    if (callback != null) { // else it was cleared meanwhile
      context = CallContext.withValuesHere(context);
    }
  }

  /** Where it was set, if that is tracked. */
  @Nullable StackTraceElement callSite() {
    return null;
  }

  void fire() {
    Runnable given = callback;
    if (given != null) {
      given.run();
    }
  }
}
