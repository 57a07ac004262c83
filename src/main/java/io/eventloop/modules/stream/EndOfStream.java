package io.eventloop.modules.stream;

import io.eventloop.loop.AbortException;
import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.Listener;
import io.eventloop.loop.Registration;
import io.eventloop.value.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a stream is at its end, however that comes. Of the loop's thread.
 *
 * @see <a
 *     href="https://github.com/nodejs/node/blob/v20.x/lib/internal/streams/end-of-stream.js">Node:
 *     end-of-stream.js</a>
 */
final class EndOfStream {
  private final Lifecycle stream;
  private final @Nullable ReadSide<?> readSide;
  private final @Nullable WriteSide<?> writeSide;

  /** Whether the end of what is read is waited for. */
  private final boolean reads;

  /** Whether the finish of what is written is waited for. */
  private final boolean writes;

  private final Runnable onEnd = this::ended;
  private final Runnable onFinish = this::finished;
  private final Listener onError = args -> call((Throwable) args[0]);
  private final Runnable onClose = this::closed;

  /** Null once it was called. */
  private @Nullable Callback<? super Void> callback;

  private @Nullable Registration signal;
  private boolean willEmitClose;
  private boolean readFinished;
  private boolean writeFinished;

  private EndOfStream(Lifecycle stream, FinishedOptions options, Callback<? super Void> callback) {
    this.stream = stream;
    this.readSide = stream.readSide;
    this.writeSide = stream.writeSide;
    this.callback = callback;
    this.reads = options.readable() && readSide != null;
    this.writes = options.writable() && writeSide != null;
    this.willEmitClose =
        stream.willEmitClose() && (readSide != null) == reads && (writeSide != null) == writes;
    this.readFinished = isReadFinished();
    this.writeFinished = isWriteFinished();
  }

  /**
   * Begins to wait.
   *
   * @return takes all listeners off, which stay otherwise
   */
  static Registration watch(
      Stream stream, FinishedOptions options, Callback<? super Void> callback) {
    Lifecycle life = of(stream);
    life.loop.checkThread();
    EndOfStream end = new EndOfStream(life, options, callback);
    end.listen(options);
    return end::cleanUp;
  }

  static Lifecycle of(Stream stream) {
    return stream instanceof BaseStream base
        ? base.life
        : WriteSide.of((Writable<?>) stream).stream;
  }

  private void listen(FinishedOptions options) {
    stream.events.on(Event.END, onEnd);
    stream.events.on(Event.FINISH, onFinish);
    if (options.error()) {
      stream.events.on(Event.ERROR, onError);
    }
    stream.events.on(Event.CLOSE, onClose);
    if (stream.closed) {
      stream.loop.nextTick(onClose);
    } else if (stream.errorEmitted) {
      if (!willEmitClose) {
        stream.loop.nextTick(this::over);
      }
    } else if (isOverAlready()) {
      stream.loop.nextTick(this::over);
    }
    listen(options.signal());
  }

  /** Only one side is waited for, and that one is done. */
  private boolean isOverAlready() {
    boolean isReadable = readSide != null && readSide.isReadable() && !isReadFinished();
    boolean isWritable = writeSide != null && writeSide.isWritable();
    if (!reads
        && (!willEmitClose || isReadable)
        && (writeFinished || (writeSide != null && !isWritable))
        && (writeSide == null || writeSide.pendingCallbacks == 0)) {
      return true;
    }
    return !writes
        && (!willEmitClose || isWritable)
        && (readFinished || (readSide != null && !isReadable));
  }

  private void listen(@Nullable AbortSignal given) {
    if (given == null || stream.closed) {
      return;
    }
    if (given.aborted()) {
      stream.loop.nextTick(() -> abort(given));
    } else {
      signal = given.onAbort(() -> abort(given));
    }
  }

  private void abort(AbortSignal given) {
    Callback<? super Void> last = callback;
    cleanUp();
    if (last != null) {
      Calls.call(last, new AbortException(given.reason()), null);
    }
  }

  private boolean isReadFinished() {
    return readSide != null
        && stream.errored == null
        && (readSide.endEmitted || (readSide.ended && readSide.length() == 0));
  }

  private boolean isWriteFinished() {
    return writeSide != null
        && (writeSide.finished
            || (stream.errored == null && writeSide.isPastEnd() && writeSide.length() == 0));
  }

  private void ended() {
    readFinished = true;
    willEmitClose &= !stream.destroyed; // else its owner does otherwise than the others
    boolean isWritable = writeSide != null && writeSide.isWritable();
    if (!(willEmitClose && (!isWritable || writes)) && (!writes || writeFinished)) {
      call(null);
    }
  }

  private void finished() {
    writeFinished = true;
    willEmitClose &= !stream.destroyed;
    boolean isReadable = readSide != null && readSide.isReadable();
    if (!(willEmitClose && (!isReadable || reads)) && (!reads || readFinished)) {
      call(null);
    }
  }

  private void closed() {
    if (stream.errored != null) {
      call(stream.errored);
    } else if ((reads && !readFinished && !isReadFinished())
        || (writes && !writeFinished && !isWriteFinished())) {
      call(StreamException.prematureClose());
    } else {
      call(null);
    }
  }

  private void over() {
    call(stream.errored);
  }

  private void call(@Nullable Throwable error) {
    Callback<? super Void> once = callback;
    if (once != null) {
      callback = null;
      if (signal != null) {
        signal.remove();
      }
      Calls.call(once, error, null);
    }
  }

  private void cleanUp() {
    callback = null;
    if (signal != null) {
      signal.remove();
    }
    stream.events.off(Event.END, onEnd);
    stream.events.off(Event.FINISH, onFinish);
    stream.events.off(Event.ERROR, onError);
    stream.events.off(Event.CLOSE, onClose);
  }
}
