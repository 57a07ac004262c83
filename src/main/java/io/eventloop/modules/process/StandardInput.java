package io.eventloop.modules.process;

import io.eventloop.loop.Handle;
import io.eventloop.loop.Registrar;
import io.eventloop.loop.RuntimeTerminatedException;
import io.eventloop.modules.process.InputReader.Piece;
import io.eventloop.modules.stream.Completion;
import io.eventloop.modules.stream.Readable;
import io.eventloop.modules.stream.ReadableSource;
import io.eventloop.modules.stream.ReadableStream;
import io.eventloop.modules.stream.StreamOptions;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The process's standard input as a stream: {@link NodeProcess#stdin()}. Of the loop's thread.
 *
 * <p>{@link System#in} is read on a thread of its own, when there is room for more, so that a read
 * that never returns holds no worker of the pool. The loop stays alive while a piece is waited for;
 * not while nobody has begun to read, while the stream is paused, or after the end. A stream that
 * is destroyed leaves what it has not read to the next.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/process.html#processstdin">Node:
 *     process.stdin</a>
 */
public final class StandardInput extends ReadableStream<ByteBuffer> {
  private final Source source;

  private StandardInput(Source source) {
    super(StreamOptions.BYTES, source);
    this.source = source;
    source.stream = this;
    events().on("pause", () -> source.paused(true));
    events().on("resume", () -> source.paused(false));
  }

  static StandardInput of(Registrar registrar) {
    return new StandardInput(new Source(registrar));
  }

  /** Keeps the loop alive while a piece is waited for, as it does from the start. */
  public void ref() {
    source.referenced(true);
  }

  /** Lets the loop end while a piece is waited for. */
  public void unref() {
    source.referenced(false);
  }

  private static final class Source implements ReadableSource<ByteBuffer>, InputReader.Request {
    private final Registrar registrar;
    private final Handle handle;
    private @Nullable Readable<ByteBuffer> stream;
    private boolean reading;
    private boolean paused;
    private boolean referenced = true;

    Source(Registrar registrar) {
      this.registrar = registrar;
      this.handle = registrar.openHandle("PipeWrap", () -> InputReader.cancel(this));
      handle.unref();
    }

    void paused(boolean isPaused) {
      paused = isPaused;
      update();
    }

    void referenced(boolean isReferenced) {
      registrar.checkThread();
      referenced = isReferenced;
      update();
    }

    private void update() {
      if (reading && !paused && referenced) {
        handle.ref();
      } else {
        handle.unref();
      }
    }

    @Override
    public void read(Readable<ByteBuffer> reader) {
      reading = true;
      update();
      InputReader.ask(this);
    }

    @Override
    public boolean take(Piece piece) {
      try {
        registrar.execute(() -> arrived(piece));
        return true;
      } catch (RuntimeTerminatedException gone) {
        return false;
      }
    }

    private void arrived(Piece piece) {
      Readable<ByteBuffer> target = Objects.requireNonNull(stream);
      if (target.destroyed()) {
        InputReader.hand(piece); // it came too late to be of use here
        return;
      }
      reading = false;
      update();
      ByteBuffer bytes = piece.bytes();
      if (piece.error() != null) {
        target.fail(DescriptorErrors.of("read", piece.error()));
      } else if (bytes == null) {
        target.pushEnd();
      } else {
        target.push(bytes);
      }
    }

    @Override
    public void destroy(@Nullable Throwable error, Completion<Void> callback) {
      InputReader.cancel(this);
      handle.close();
      callback.call(error, null);
    }
  }
}
