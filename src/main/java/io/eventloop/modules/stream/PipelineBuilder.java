package io.eventloop.modules.stream;

import io.eventloop.loop.Promise;
import io.eventloop.value.Callback;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link Streams#pipeline} that is being put together, stage by stage. Immutable; nothing starts
 * before {@link #to}.
 *
 * @param <T> what the last stage so far brings
 */
public final class PipelineBuilder<T> {
  private final PipelineOptions options;
  private final List<Stream> streams;

  PipelineBuilder(PipelineOptions options, List<Stream> streams) {
    this.options = options;
    this.streams = streams;
  }

  /** With options. */
  public PipelineBuilder<T> with(PipelineOptions chosen) {
    return new PipelineBuilder<>(chosen, streams);
  }

  /** Through a stream. */
  public <R> PipelineBuilder<R> through(Duplex<? super T, R> stage) {
    return new PipelineBuilder<>(options, and(stage));
  }

  private List<Stream> and(Stream stage) {
    List<Stream> all = new ArrayList<>(streams);
    all.add(stage);
    return all;
  }

  /**
   * Starts.
   *
   * @param callback gets null once all is through, or what has gone wrong first
   */
  public void to(Writable<? super T> target, Callback<? super Void> callback) {
    Streams.run(options, and(target), callback);
  }

  /** The promise form. */
  public Promise<Void> to(Writable<? super T> target) {
    return Streams.promise(options, and(target));
  }
}
