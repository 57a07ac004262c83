package io.eventloop.modules.stream;

import io.eventloop.value.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is written to and not read: Node's {@code stream.Writable}. Modules and programs
 * extend it to add what their stream has besides.
 *
 * @param <T> a chunk; {@link java.nio.ByteBuffer} for bytes
 */
public non-sealed class WritableStream<T> extends BaseStream implements Writable<T> {
  final WriteSide<T> writeSide;

  /**
   * A stream into a sink. Of the thread of the loop that it is to belong to.
   *
   * @throws IllegalStateException if the calling thread runs no callback of a loop
   */
  @SuppressWarnings("this-escape") // to what keeps it
  public WritableStream(StreamOptions options, WritableSink<T> sink) {
    super(sink, options);
    this.writeSide = new WriteSide<>(life, sink, options);
    life.writeSide = writeSide;
    life.start(this, options.signal());
  }

  @Override
  public boolean write(T chunk, @Nullable Callback<? super Void> callback) {
    return writeSide.write(chunk, callback);
  }

  @Override
  public void end(@Nullable T last, @Nullable Callback<? super Void> callback) {
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
  public boolean writable() {
    return writeSide.isWritable();
  }

  @Override
  public boolean writableNeedDrain() {
    return writeSide.needsDrain();
  }

  @Override
  public int writableLength() {
    return writeSide.length();
  }

  @Override
  public int writableHighWaterMark() {
    return writeSide.highWaterMark;
  }

  @Override
  public int writableCorked() {
    return writeSide.corked();
  }

  @Override
  public boolean writableEnded() {
    return writeSide.hasEnded();
  }

  @Override
  public boolean writableFinished() {
    return writeSide.finished;
  }

  @Override
  public boolean writableObjectMode() {
    return writeSide.objects;
  }
}
