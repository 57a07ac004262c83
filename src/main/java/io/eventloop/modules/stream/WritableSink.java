package io.eventloop.modules.stream;

/**
 * Where a {@link Writable} puts its chunks. It may be a {@link GatheringSink}, a {@link
 * FinishingSink} and an {@link OpeningResource} besides.
 *
 * @param <T> a chunk; {@link java.nio.ByteBuffer} for bytes
 */
@FunctionalInterface
public interface WritableSink<T> extends StreamResource {

  /**
   * Takes a chunk: Node's {@code _write}. Not called again before it has been answered. What this
   * throws passes to the caller of {@link Writable#write}, as in Node; what is to fail the stream
   * goes to the callback.
   *
   * @param chunk the sink's own from now on; a buffer's content is the writer's, until the callback
   * @param callback says that the chunk is dealt with, or why not
   */
  void write(T chunk, Completion<Void> callback);
}
