package io.eventloop.modules.zlib;

import io.eventloop.loop.Registrar;
import io.eventloop.modules.stream.Completion;
import io.eventloop.modules.stream.Duplex;
import io.eventloop.modules.stream.DuplexResource;
import io.eventloop.modules.stream.FinishedOptions;
import io.eventloop.modules.stream.FinishingSink;
import io.eventloop.modules.stream.Readable;
import io.eventloop.modules.stream.StreamOptions;
import io.eventloop.modules.stream.Streams;
import io.eventloop.modules.zlib.PoolCoder.Step;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A stream that compresses or decompresses what is written to it: what {@link Zlib#createGzip} and
 * its kin make. Each piece is a trip to the pool, or several where much comes of it: no more is
 * made than the reader has room for. Of the loop's thread.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/zlib.html#class-zlibzlibbase">Node: class
 *     zlib.ZlibBase</a>
 */
public final class ZlibStream extends Duplex<ByteBuffer, ByteBuffer> {
  private final Work work;

  private ZlibStream(Work work) {
    super(StreamOptions.BYTES, work);
    this.work = work;
    work.stream = this;
  }

  static ZlibStream of(Registrar registrar, Coder coder) {
    return new ZlibStream(new Work(registrar, new PoolCoder(coder)));
  }

  /** How many bytes were written, and dealt with, so far. */
  public long bytesWritten() {
    return work.bytesWritten;
  }

  /** The same as {@link #flush(Callback)}, for those who do not wait. */
  public void flush() {
    flush((error, none) -> {});
  }

  /**
   * Has all come out that was written so far, so that a reader can make it out: Node's {@code
   * flush} of the kind {@code Z_FULL_FLUSH}. It makes the data longer. A stream that decompresses
   * keeps nothing back.
   *
   * @param callback gets null once it is there to be read, or why it is not
   * @see <a href="https://nodejs.org/docs/latest-v20.x/api/zlib.html#zlibflushkind-callback">Node:
   *     zlib.flush</a>
   */
  public void flush(Callback<? super Void> callback) {
    InvalidArgTypeException.requireFunction(callback, "callback");
    if (writableEnded()) { // which has all come out by itself
      Streams.finished(this, FinishedOptions.DEFAULT.writableOnly(), callback);
    } else {
      write(Work.FLUSH, callback);
    }
  }

  /** Both sides of the stream. */
  private static final class Work implements DuplexResource<ByteBuffer, ByteBuffer>, FinishingSink {
    /** In its place among the writes; known by the array. */
    static final ByteBuffer FLUSH = ByteBuffer.wrap(new byte[0]);

    /** A piece is done in no time. */
    private static final CallOptions WHOLE = CallOptions.DEFAULT.uninterruptible();

    private final Registrar registrar;
    private final PoolCoder coder;
    private @Nullable Readable<ByteBuffer> stream;
    private long bytesWritten;
    private boolean ended;
    private boolean destroyed;

    /** Waits until the reader has room. */
    private @Nullable Runnable held;

    Work(Registrar registrar, PoolCoder coder) {
      this.registrar = registrar;
      this.coder = coder;
    }

    @Override
    public void write(ByteBuffer chunk, Completion<Void> callback) {
      int length = chunk.remaining();
      trip(
          isFlush(chunk) ? () -> coder.make(Step.FLUSH) : () -> coder.make(chunk),
          (error, none) -> {
            bytesWritten += length;
            callback.call(error, null);
          });
    }

    @SuppressWarnings("ByteBufferBackingArray") // the array itself is meant
    private static boolean isFlush(ByteBuffer chunk) {
      return chunk.hasArray() && chunk.array() == FLUSH.array();
    }

    @Override
    public void finish(Completion<Void> callback) {
      ended = true;
      trip(
          () -> coder.make(Step.END),
          (error, none) -> {
            if (error == null && !destroyed) {
              stream().push(null);
            }
            callback.call(error, null);
          });
    }

    /** Makes what the reader has room for. */
    private void trip(Callable<List<ByteBuffer>> make, Completion<Void> callback) {
      if (destroyed) {
        callback.done();
        return;
      }
      registrar.<List<ByteBuffer>>submit(
          TaskKind.ZLIB,
          make,
          WHOLE,
          (error, made) -> {
            if (error != null) {
              callback.fail(error);
            } else if (destroyed) {
              callback.done(); // what was written is nobody's any more, as in Node
            } else {
              hand(Objects.requireNonNull(made), callback);
            }
          });
    }

    private void hand(List<ByteBuffer> made, Completion<Void> callback) {
      boolean room = true;
      for (ByteBuffer piece : made) {
        room = stream().push(piece);
      }
      boolean more = made.size() == PoolCoder.PIECES;
      Runnable next = more ? () -> trip(() -> coder.make(Step.GO_ON), callback) : callback::done;
      if (room || (ended && !more)) {
        next.run();
      } else {
        held = next;
      }
    }

    private Readable<ByteBuffer> stream() {
      return Objects.requireNonNull(stream);
    }

    @Override
    public void read(Readable<ByteBuffer> reader) {
      Runnable next = held;
      if (next != null) {
        held = null;
        next.run();
      }
    }

    @Override
    public void destroy(@Nullable Throwable error, Completion<Void> callback) {
      destroyed = true;
      coder.close();
      Runnable next = held;
      if (next != null) {
        held = null;
        registrar.nextTick(next); // whoever wrote gets an answer
      }
      callback.call(error, null);
    }
  }
}
