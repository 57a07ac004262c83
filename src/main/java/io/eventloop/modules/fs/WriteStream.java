package io.eventloop.modules.fs;

import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.Promise;
import io.eventloop.loop.Registration;
import io.eventloop.modules.stream.Completion;
import io.eventloop.modules.stream.GatheringSink;
import io.eventloop.modules.stream.OpeningResource;
import io.eventloop.modules.stream.StreamOptions;
import io.eventloop.modules.stream.WritableStream;
import io.eventloop.value.Callback;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file as a stream that is written to: what {@link Fs#createWriteStream} makes. What waits is
 * written in one trip to the pool. Of the loop's thread.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/fs.html#class-fswritestream">Node:
 *     fs.WriteStream</a>
 */
public final class WriteStream extends WritableStream<ByteBuffer> {
  private final Sink sink;
  private final boolean autoClose;

  private WriteStream(StreamOptions options, Sink sink) {
    super(options, sink);
    this.sink = sink;
    this.autoClose = options.autoDestroy();
    sink.opened =
        () -> {
          events().emit("open");
          events().emit("ready");
        };
  }

  static WriteStream of(StreamFile file, WriteStreamOptions options, @Nullable AbortSignal signal) {
    return new WriteStream(
        StreamOptions.BYTES
            .withHighWaterMark(options.highWaterMark())
            .withAutoDestroy(options.autoClose())
            .withEmitClose(options.emitClose())
            .withSignal(signal),
        new Sink(file, options));
  }

  private static final class Sink implements GatheringSink<ByteBuffer>, OpeningResource {
    private final StreamTrips trips;
    private final boolean flush;
    private Runnable opened = () -> {};

    /** Negative for wherever the file is. */
    private long place;

    private long bytesWritten;

    Sink(StreamFile file, WriteStreamOptions options) {
      this.trips = new StreamTrips(file);
      this.place = options.start();
      this.flush = options.flush();
    }

    @Override
    public void construct(Completion<Void> callback) {
      trips.open(callback, () -> opened.run());
    }

    @Override
    public void write(ByteBuffer chunk, Completion<Void> callback) {
      writev(List.of(chunk), callback);
    }

    @Override
    public void writev(List<ByteBuffer> chunks, Completion<Void> callback) {
      long length = 0;
      for (ByteBuffer chunk : chunks) {
        length += chunk.remaining();
      }
      long written = length;
      long begin = place;
      if (begin >= 0) {
        place += written;
      }
      trips.write(
          chunks,
          begin,
          (error, nothing) -> {
            if (error == null) {
              bytesWritten += written;
            }
            callback.call(error, null);
          });
    }

    @Override
    public void destroy(@Nullable Throwable error, Completion<Void> callback) {
      trips.close(flush, error, callback);
    }
  }

  /** Listens to {@code open}: the file is open. */
  public Registration onOpen(Runnable listener) {
    events().on("open", listener);
    return () -> events().off("open", listener);
  }

  /** Listens to {@code ready}: the file can be written to; right after {@code open}. */
  public Registration onReady(Runnable listener) {
    events().on("ready", listener);
    return () -> events().off("ready", listener);
  }

  /** The file, as it was named; null for one that was open before. */
  public @Nullable String path() {
    return sink.trips.file.path();
  }

  /** How many bytes were written so far, and not only wait. */
  public long bytesWritten() {
    return sink.bytesWritten;
  }

  /** Whether the file is not open, yet or any more. */
  public boolean pending() {
    return !sink.trips.file.isOpen();
  }

  /** Writes what waits, and closes the file: as {@code end}. */
  public void close() {
    if (!autoClose) {
      onFinish(this::destroy);
    }
    end();
  }

  /**
   * The same with a callback.
   *
   * @param callback gets null once it is closed
   */
  public void close(Callback<? super Void> callback) {
    if (closed()) {
      Promise.resolve().whenSettled(callback);
    } else {
      events().once("close", args -> callback.call(null, null));
    }
    close();
  }
}
