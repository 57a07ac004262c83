package io.eventloop.loop;

import java.util.Objects;
import java.util.Optional;

/**
 * How a promise of a timer behaves. Immutable.
 *
 * @param signal gives it up: the promise is rejected with {@link AbortException}
 * @param ref whether it keeps the loop alive
 */
public record TimerOptions(Optional<AbortSignal> signal, boolean ref) {
  /** Without a signal, and keeping the loop alive. */
  public static final TimerOptions DEFAULT = new TimerOptions(Optional.empty(), true);

  /** Refuses what is missing. */
  public TimerOptions {
    Objects.requireNonNull(signal, "signal");
  }

  /** The defaults, with this signal. */
  public static TimerOptions signal(AbortSignal signal) {
    return DEFAULT.withSignal(signal);
  }

  /** The defaults, but keeping the loop alive or not. */
  public static TimerOptions ref(boolean ref) {
    return DEFAULT.withRef(ref);
  }

  /** A copy with this signal. */
  public TimerOptions withSignal(AbortSignal newSignal) {
    return new TimerOptions(Optional.of(newSignal), ref);
  }

  /** A copy that keeps the loop alive or does not. */
  public TimerOptions withRef(boolean newRef) {
    return new TimerOptions(signal, newRef);
  }
}
