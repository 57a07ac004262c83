package io.eventloop.modules.stream;

import java.util.function.Function;

/**
 * A stream that makes what is read of what is written. A chunk is transformed no sooner than the
 * reader has room for what comes of it.
 *
 * @param <I> a chunk that is written
 * @param <O> a chunk that is read
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/stream.html#class-streamtransform">Node:
 *     stream.Transform</a>
 */
public class Transform<I, O> extends Duplex<I, O> {

  /** A stream of a transformer. Of the thread of the loop that it is to belong to. */
  public Transform(StreamOptions options, Transformer<I, O> transformer) {
    this(options, transformer, new TransformResource<>(transformer));
  }

  private Transform(
      StreamOptions options, Transformer<I, O> transformer, TransformResource<I, O> sides) {
    super(TransformResource.marks(options), transformer, sides);
    readSide.startAsync();
    sides.attach(this);
  }

  /** A stream of objects, each made of one. What the function throws fails the stream. */
  public static <I, O> Transform<I, O> map(Function<? super I, ? extends O> function) {
    return new Transform<>(
        StreamOptions.OBJECTS,
        (chunk, stream, callback) -> {
          O made;
          try {
            made = function.apply(chunk);
          } catch (RuntimeException thrown) {
            callback.fail(thrown);
            return;
          }
          callback.done(made);
        });
  }
}
