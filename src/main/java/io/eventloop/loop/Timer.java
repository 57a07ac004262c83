package io.eventloop.loop;

import org.jspecify.annotations.Nullable;

/**
 * A timer that was set, as Node's {@code Timeout}: the handle for {@code clearTimeout}. Of the
 * loop's thread.
 */
public final class Timer {
  /** The links of its list; this timer is in none while {@code list} is null. */
  @Nullable Timer previous;

  @Nullable Timer next;
  TimerQueue.@Nullable TimerList list;

  private final @Nullable Runnable callback;
  private final long durationMillis;
  private final boolean referenced;
  private long startMillis;

  Timer(@Nullable Runnable callback, long durationMillis, boolean referenced) {
    this.callback = callback;
    this.durationMillis = durationMillis;
    this.referenced = referenced;
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

  boolean isReferenced() {
    return referenced;
  }

  void fire() {
    if (callback != null) {
      callback.run();
    }
  }
}
