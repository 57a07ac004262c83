package io.eventloop.modules.stream;

import io.eventloop.loop.AbortSignal;
import org.jspecify.annotations.Nullable;

/**
 * What of a stream {@link Streams#finished} waits for. Immutable.
 *
 * @param readable whether it waits for the end of what is read, if the stream can be read
 * @param writable whether it waits for the finish of what is written, if the stream can be written
 *     to
 * @param error whether it listens to errors itself, so that they are no uncaught exceptions
 * @param signal gives the waiting up, and leaves the stream as it is; null for none
 */
public record FinishedOptions(
    boolean readable, boolean writable, boolean error, @Nullable AbortSignal signal) {

  /** All of it, and no signal. */
  public static final FinishedOptions DEFAULT = new FinishedOptions(true, true, true, null);

  /** What is read only. */
  public FinishedOptions readableOnly() {
    return new FinishedOptions(true, false, error, signal);
  }

  /** What is written only. */
  public FinishedOptions writableOnly() {
    return new FinishedOptions(false, true, error, signal);
  }

  /** Without a listener to errors. */
  public FinishedOptions withoutErrors() {
    return new FinishedOptions(readable, writable, false, signal);
  }

  /** With a signal that gives the waiting up. */
  public FinishedOptions withSignal(@Nullable AbortSignal givingUp) {
    return new FinishedOptions(readable, writable, error, givingUp);
  }
}
