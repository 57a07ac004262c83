package io.eventloop.modules.stream;

/**
 * A {@link Transform} that changes nothing.
 *
 * @param <T> a chunk
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/stream.html#class-streampassthrough">Node:
 *     stream.PassThrough</a>
 */
public class PassThrough<T> extends Transform<T, T> {

  /** One of bytes, or of text. */
  public PassThrough() {
    this(StreamOptions.BYTES);
  }

  /** One with options. */
  public PassThrough(StreamOptions options) {
    super(options, (chunk, stream, callback) -> callback.done(chunk));
  }
}
