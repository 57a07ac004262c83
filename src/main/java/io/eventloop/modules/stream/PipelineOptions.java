package io.eventloop.modules.stream;

import io.eventloop.loop.AbortSignal;
import org.jspecify.annotations.Nullable;

/**
 * How {@link Streams#pipeline} is to be. Immutable.
 *
 * @param signal destroys all streams when it is aborted; null for none
 * @param end whether the last stream is ended when the first has ended; if not, it is not destroyed
 *     with the others either
 */
public record PipelineOptions(@Nullable AbortSignal signal, boolean end) {

  /** No signal, and the last stream is ended. */
  public static final PipelineOptions DEFAULT = new PipelineOptions(null, true);

  /** With a signal that destroys all streams. */
  public PipelineOptions withSignal(@Nullable AbortSignal destroying) {
    return new PipelineOptions(destroying, end);
  }

  /** With or without the end of the last stream. */
  public PipelineOptions withEnd(boolean ends) {
    return new PipelineOptions(signal, ends);
  }
}
