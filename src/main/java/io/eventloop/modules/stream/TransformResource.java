package io.eventloop.modules.stream;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Both sides of a {@link Transform}: each is what the other waits for. It is itself what the
 * transformer answers. Of the loop's thread.
 *
 * @see <a href="https://github.com/nodejs/node/blob/v20.x/lib/internal/streams/transform.js">Node:
 *     transform.js</a>
 * @param <I> a chunk that is written
 * @param <O> a chunk that is read
 */
final class TransformResource<I, O> implements DuplexResource<I, O>, FinishingSink, Completion<O> {
  private final Transformer<I, O> transformer;
  private @Nullable Transform<I, O> transform;

  /** What the reader had before the present chunk. */
  private int lengthBefore;

  /** Waits until the reader has room. */
  private @Nullable Completion<Void> held;

  TransformResource(Transformer<I, O> transformer) {
    this.transformer = transformer;
  }

  /** Without room on the reader's side there is none on the writer's, lest it be held twice. */
  static StreamOptions marks(StreamOptions options) {
    return options.readableHighWaterMark() == 0 ? options.withWritableHighWaterMark(0) : options;
  }

  void attach(Transform<I, O> stream) {
    transform = stream;
  }

  private Transform<I, O> stream() {
    return Objects.requireNonNull(transform);
  }

  @Override
  public void write(I chunk, Completion<Void> callback) {
    lengthBefore = stream().readSide.length();
    transformer.transform(chunk, stream(), this);
  }

  @Override
  public void call(@Nullable Throwable error, @Nullable O made) {
    Transform<I, O> stream = stream();
    Completion<Void> callback = stream.writeSide; // it knows of an answer that is one too many
    if (error != null) {
      callback.fail(error);
      return;
    }
    ReadSide<O> side = stream.readSide;
    if (made != null) {
      side.push(made);
    }
    if (side.ended) {
      stream.life.loop.nextTick(callback::done);
    } else if (stream.writeSide.isPastEnd()
        || side.length() == lengthBefore
        || side.length() < side.highWaterMark()) {
      callback.done();
    } else {
      held = callback;
    }
  }

  @Override
  public void read(Readable<O> stream) {
    Completion<Void> callback = held;
    if (callback != null) {
      held = null;
      callback.done();
    }
  }

  @Override
  public void finish(Completion<Void> callback) throws Exception {
    Transform<I, O> stream = stream();
    transformer.flush(
        stream,
        new Once<>(
            (error, made) -> {
              if (error == null) {
                if (made != null) {
                  stream.push(made);
                }
                stream.push(null);
              }
              callback.call(error, null);
            },
            again -> callback.call(again, null)));
  }
}
