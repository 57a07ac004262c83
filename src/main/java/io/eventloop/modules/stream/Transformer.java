package io.eventloop.modules.stream;

/**
 * What a {@link Transform} makes of its chunks.
 *
 * @param <I> a chunk that is written
 * @param <O> a chunk that is read
 */
@FunctionalInterface
public interface Transformer<I, O> extends StreamResource {

  /**
   * Makes any number of chunks of one: Node's {@code _transform}. Not called again before it has
   * been answered. What this throws passes to the caller of {@link Writable#write}, as in Node.
   *
   * @param chunk the transformer's own
   * @param stream whose {@link Readable#push} takes what is made
   * @param callback says that the chunk is dealt with; takes one more chunk, if given, or an error
   */
  void transform(I chunk, Readable<O> stream, Completion<O> callback);

  /**
   * All has been transformed: Node's {@code _flush}. The end follows when this is answered. What it
   * throws is as what the callback is given.
   */
  default void flush(Readable<O> stream, Completion<O> callback) throws Exception {
    callback.done();
  }
}
