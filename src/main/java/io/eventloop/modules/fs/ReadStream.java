package io.eventloop.modules.fs;

import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.Registration;
import io.eventloop.modules.stream.Completion;
import io.eventloop.modules.stream.OpeningResource;
import io.eventloop.modules.stream.Readable;
import io.eventloop.modules.stream.ReadableSource;
import io.eventloop.modules.stream.ReadableStream;
import io.eventloop.modules.stream.StreamOptions;
import io.eventloop.modules.stream.Streams;
import io.eventloop.value.Callback;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A file as a stream of its bytes: what {@link Fs#createReadStream} makes. Each piece is one trip
 * to the pool, made when there is room for it. Of the loop's thread.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/fs.html#class-fsreadstream">Node:
 *     fs.ReadStream</a>
 */
public final class ReadStream extends ReadableStream<ByteBuffer> {
  private final Source source;

  private ReadStream(StreamOptions options, Source source) {
    super(options, source);
    this.source = source;
    source.opened =
        () -> {
          events().emit("open");
          events().emit("ready");
        };
  }

  static ReadStream of(StreamFile file, ReadStreamOptions options, @Nullable AbortSignal signal) {
    return new ReadStream(
        StreamOptions.BYTES
            .withHighWaterMark(options.highWaterMark())
            .withAutoDestroy(options.autoClose())
            .withEmitClose(options.emitClose())
            .withSignal(signal),
        new Source(file, options));
  }

  private static final class Source implements ReadableSource<ByteBuffer>, OpeningResource {
    private final StreamTrips trips;
    private final long end;
    private final int size;
    private Runnable opened = () -> {};

    /** Negative for wherever the file is. */
    private long place;

    private long bytesRead;

    Source(StreamFile file, ReadStreamOptions options) {
      this.trips = new StreamTrips(file);
      this.place = options.start();
      this.end = options.end();
      this.size = options.highWaterMark();
    }

    @Override
    public void construct(Completion<Void> callback) {
      trips.open(callback, () -> opened.run());
    }

    @Override
    public void read(Readable<ByteBuffer> stream) {
      long left = end - (place < 0 ? bytesRead : place);
      int length = left < size ? (int) left + 1 : size;
      if (length <= 0) {
        stream.push(null);
        return;
      }
      ByteBuffer buffer = ByteBuffer.allocate(length);
      trips.read(
          buffer,
          place,
          (error, read) -> {
            if (stream.destroyed()) {
              return;
            }
            if (error != null) {
              stream.fail(error);
            } else {
              push(stream, buffer, StreamTrips.brought(read));
            }
          });
    }

    private void push(Readable<ByteBuffer> stream, ByteBuffer buffer, int read) {
      if (read == 0) {
        stream.push(null);
        return;
      }
      if (place >= 0) {
        place += read;
      }
      bytesRead += read;
      buffer.flip();
      boolean keepsRoom = 2 * read < buffer.capacity(); // much more than it needs
      stream.push(keepsRoom ? ByteBuffer.allocate(read).put(buffer).flip() : buffer);
    }

    @Override
    public void destroy(@Nullable Throwable error, Completion<Void> callback) {
      trips.close(false, error, callback);
    }
  }

  /** Listens to {@code open}: the file is open. */
  public Registration onOpen(Runnable listener) {
    events().on("open", listener);
    return () -> events().off("open", listener);
  }

  /** Listens to {@code ready}: the file can be read; right after {@code open}. */
  public Registration onReady(Runnable listener) {
    events().on("ready", listener);
    return () -> events().off("ready", listener);
  }

  /** The file, as it was named; null for one that was open before. */
  public @Nullable String path() {
    return source.trips.file.path();
  }

  /** How many bytes were read so far. */
  public long bytesRead() {
    return source.bytesRead;
  }

  /** Whether the file is not open, yet or any more. */
  public boolean pending() {
    return !source.trips.file.isOpen();
  }

  /** Closes the file, read or not: destroys the stream. */
  public void close() {
    destroy();
  }

  /**
   * The same with a callback.
   *
   * @param callback gets null once it is closed, or why the stream did not end well
   */
  public void close(Callback<? super Void> callback) {
    Streams.finished(this, callback);
    destroy();
  }
}
