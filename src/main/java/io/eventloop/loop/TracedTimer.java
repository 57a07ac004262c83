package io.eventloop.loop;

import org.jspecify.annotations.Nullable;

/**
 * A timer that knows where it was set. A class of its own, so that a million others are smaller.
 */
final class TracedTimer extends Timer {
  private final StackTraceElement callSite;

  TracedTimer(
      TimerQueue queue,
      long durationMillis,
      boolean repeats,
      boolean referenced,
      @Nullable CallContext context,
      StackTraceElement callSite) {
    super(queue, durationMillis, repeats, referenced, context);
    this.callSite = callSite;
  }

  @Override
  StackTraceElement callSite() {
    return callSite;
  }
}
