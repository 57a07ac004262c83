package io.eventloop.modules.stream;

/**
 * A stream that is read and not written to: Node's {@code stream.Readable}. Modules and programs
 * extend it to add what their stream has besides.
 *
 * @param <T> a chunk; {@link java.nio.ByteBuffer} for bytes
 */
public non-sealed class ReadableStream<T> extends Readable<T> {

  /**
   * A stream from a source. Of the thread of the loop that it is to belong to.
   *
   * @throws IllegalStateException if the calling thread runs no callback of a loop
   */
  public ReadableStream(StreamOptions options, ReadableSource<T> source) {
    super(source, source, options);
    life.start(this, options.signal());
  }
}
