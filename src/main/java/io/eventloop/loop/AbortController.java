package io.eventloop.loop;

import io.eventloop.value.ThrownValue;
import org.jspecify.annotations.Nullable;

/**
 * Gives up operations that were handed its signal. Of the loop's thread.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/globals.html#class-abortcontroller">Node:
 *     AbortController</a>
 */
public final class AbortController {
  private final AbortSignal signal = new AbortSignal();

  /** With a signal that is not aborted. */
  public AbortController() {}

  /** The signal, for whoever is to hear of {@link #abort()}. */
  public AbortSignal signal() {
    return signal;
  }

  /**
   * Aborts the signal for the reason {@code AbortError}, "This operation was aborted".
   *
   * @throws IllegalStateException if the calling thread runs no callback of a loop, or one of
   *     another loop than the signal's
   */
  public void abort() {
    signal.abortWith(DomException.aborted());
  }

  /**
   * Aborts the signal and calls its listeners before it returns; does nothing if it is aborted
   * already.
   *
   * @param reason any value; one that is no {@link Throwable} becomes a {@link ThrownValue}
   * @throws IllegalStateException if the calling thread runs no callback of a loop, or one of
   *     another loop than the signal's
   */
  public void abort(@Nullable Object reason) {
    signal.abortWith(ThrownValue.of(reason));
  }
}
