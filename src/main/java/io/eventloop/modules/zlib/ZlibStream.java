package io.eventloop.modules.zlib;

import io.eventloop.loop.Registrar;
import io.eventloop.modules.stream.Completion;
import io.eventloop.modules.stream.Duplex;
import io.eventloop.modules.stream.DuplexResource;
import io.eventloop.modules.stream.FinishingSink;
import io.eventloop.modules.stream.Readable;
import io.eventloop.modules.stream.StreamOptions;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    return new ZlibStream(new Work(registrar, coder));
  }

  /** How many bytes were written, and dealt with, so far. */
  public long bytesWritten() {
    return work.bytesWritten;
  }

  /** Both sides of the stream. */
  private static final class Work implements DuplexResource<ByteBuffer, ByteBuffer>, FinishingSink {
    /** How many pieces one trip brings at most: a trip has its price, and a piece its memory. */
    private static final int PIECES = 4;

    /** A piece is done in no time. */
    private static final CallOptions WHOLE = CallOptions.DEFAULT.uninterruptible();

    private final Registrar registrar;
    private final Coder coder;
    private @Nullable Readable<ByteBuffer> stream;
    private long bytesWritten;
    private boolean ended;

    /** A worker has the coder. */
    private boolean busy;

    private boolean destroyed;

    /** Waits until the reader has room. */
    private @Nullable Runnable held;

    Work(Registrar registrar, Coder coder) {
      this.registrar = registrar;
      this.coder = coder;
    }

    @Override
    public void write(ByteBuffer chunk, Completion<Void> callback) {
      int length = chunk.remaining();
      trip(
          chunk,
          (error, none) -> {
            bytesWritten += length;
            callback.call(error, null);
          });
    }

    @Override
    public void finish(Completion<Void> callback) {
      ended = true;
      trip(
          null,
          (error, none) -> {
            if (error == null) {
              stream().push(null);
            }
            callback.call(error, null);
          });
    }

    /**
     * Makes what the reader has room for.
     *
     * @param chunk the next input; null for what is left of the last
     */
    private void trip(@Nullable ByteBuffer chunk, Completion<Void> callback) {
      busy = true;
      registrar.<List<ByteBuffer>>submit(
          TaskKind.ZLIB,
          () -> make(chunk, ended),
          WHOLE,
          (error, made) -> {
            busy = false;
            if (destroyed) {
              coder.close();
            } else if (error != null) {
              callback.fail(error);
            } else {
              hand(Objects.requireNonNull(made), callback);
            }
          });
    }

    /** On a worker's thread. */
    private List<ByteBuffer> make(@Nullable ByteBuffer chunk, boolean atEnd) throws ZlibException {
      if (chunk != null) {
        coder.input(chunk);
      } else if (atEnd) {
        coder.end();
      }
      List<ByteBuffer> made = new ArrayList<>(PIECES);
      while (made.size() < PIECES) {
        byte[] buffer = new byte[Coder.CHUNK];
        int length = coder.output(buffer);
        if (length == 0) {
          break;
        }
        made.add(ByteBuffer.wrap(buffer, 0, length));
      }
      return made;
    }

    private void hand(List<ByteBuffer> made, Completion<Void> callback) {
      boolean room = true;
      for (ByteBuffer piece : made) {
        room = stream().push(piece);
      }
      Runnable next = made.size() == PIECES ? () -> trip(null, callback) : callback::done;
      if (room || (ended && made.size() < PIECES)) {
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
      held = null;
      if (!busy) {
        coder.close();
      }
      callback.call(error, null);
    }
  }
}
