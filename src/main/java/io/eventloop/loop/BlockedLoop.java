package io.eventloop.loop;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A loop does not get on.
 *
 * @param threadName of the loop
 * @param reason what holds it
 * @param held for how long, at least
 * @param stack what its thread does at this moment, the innermost call first; empty if the loop got
 *     on while this was looked at
 */
public record BlockedLoop(
    String threadName, Reason reason, Duration held, List<StackTraceElement> stack) {
  /** What holds a loop. */
  public enum Reason {
    /** One callback runs and runs. */
    CALLBACK,
    /** Ticks or microtasks queue others without end: no timer and no event gets its turn. */
    TICKS
  }

  /** Refuses what is missing. */
  public BlockedLoop {
    Objects.requireNonNull(threadName, "threadName");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(held, "held");
    stack = List.copyOf(stack);
  }
}
