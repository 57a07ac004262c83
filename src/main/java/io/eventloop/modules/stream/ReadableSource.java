package io.eventloop.modules.stream;

/**
 * Where a {@link Readable} gets its chunks from. It may be an {@link OpeningResource} besides.
 *
 * @param <T> a chunk; {@link java.nio.ByteBuffer} for bytes
 */
@FunctionalInterface
public interface ReadableSource<T> extends StreamResource {

  /**
   * More is wanted: Node's {@code _read}. Answered by {@link Readable#push}, at once or later; not
   * called again before that. What it throws destroys the stream.
   *
   * @param stream whose {@code push} is to be called, as long as it returns true; {@link
   *     Readable#pushEnd} after the last chunk
   */
  void read(Readable<T> stream) throws Exception;
}
