package io.eventloop.modules.stream;

import io.eventloop.value.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is both read and written to, as a socket is: two buffers, one life. Modules and
 * programs extend it to add what their stream has besides.
 *
 * @param <I> a chunk that is written
 * @param <O> a chunk that is read
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/stream.html#class-streamduplex">Node:
 *     stream.Duplex</a>
 */
public non-sealed class Duplex<I, O> extends Readable<O> implements Writable<I> {
  final WriteSide<I> writeSide;

  /**
   * A stream on a resource. Of the thread of the loop that it is to belong to.
   *
   * @throws IllegalStateException if the calling thread runs no callback of a loop
   */
  public Duplex(StreamOptions options, DuplexResource<I, O> resource) {
    this(options, resource, resource);
  }

  Duplex(StreamOptions options, StreamResource resource, DuplexResource<I, O> sides) {
    super(resource, sides, options);
    this.writeSide = new WriteSide<>(life, sides, options);
    life.writeSide = writeSide;
    life.start(this, options.signal());
  }

  /** Whether it may be written to after its end was read. */
  public final boolean allowHalfOpen() {
    return life.allowHalfOpen;
  }

  @Override
  public boolean write(I chunk, @Nullable Callback<? super Void> callback) {
    return writeSide.write(chunk, callback);
  }

  @Override
  public void end(@Nullable I last, @Nullable Callback<? super Void> callback) {
    writeSide.end(last, callback);
  }

  @Override
  public void cork() {
    writeSide.cork();
  }

  @Override
  public void uncork() {
    writeSide.uncork();
  }

  @Override
  public final boolean writable() {
    return writeSide.isWritable();
  }

  @Override
  public final boolean writableNeedDrain() {
    return writeSide.needsDrain();
  }

  @Override
  public final int writableLength() {
    return writeSide.length();
  }

  @Override
  public final int writableHighWaterMark() {
    return writeSide.highWaterMark;
  }

  @Override
  public final int writableCorked() {
    return writeSide.corked();
  }

  @Override
  public final boolean writableEnded() {
    return writeSide.hasEnded();
  }

  @Override
  public final boolean writableFinished() {
    return writeSide.finished;
  }

  @Override
  public final boolean writableObjectMode() {
    return writeSide.objects;
  }
}
