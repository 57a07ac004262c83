package io.eventloop.modules.stream;

import io.eventloop.value.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The writable side of a stream: what has been written and not yet taken by the sink, and when the
 * writer is told to wait and to go on. The states, and what happens in which tick, are Node's. It
 * is itself what the sink answers. Of the loop's thread.
 *
 * @param <T> a chunk
 * @see <a href="https://github.com/nodejs/node/blob/v20.x/lib/internal/streams/writable.js">Node:
 *     writable.js</a>
 */
final class WriteSide<T> implements Completion<Void> {
  final Lifecycle stream;
  final boolean objects;
  final int highWaterMark;
  private final WritableSink<T> sink;
  private final @Nullable GatheringSink<T> gathering;
  private final Waiting<T> waiting = new Waiting<>();
  private final Ending ending;
  private final AfterWrite after;

  /** What has been written, and not yet been answered. */
  private int length;

  /** The part of it that the sink is at. */
  private int writeLength;

  /** To be called when the sink has answered. */
  private @Nullable Callback<? super Void> writeCallback;

  private int corked;

  /**
   * Writes, and the end, whose callbacks have not been called: before that, nothing is finished.
   */
  int pendingCallbacks;

  /** The sink is being asked: what it answers is told in a tick of its own. */
  private boolean sync = true;

  private boolean needDrain;
  private boolean writing;
  private boolean expectsAnswer;
  private boolean processing;
  boolean finished;

  WriteSide(Lifecycle stream, WritableSink<T> sink, StreamOptions options) {
    this.stream = stream;
    this.sink = sink;
    this.ending = new Ending(this);
    this.after = new AfterWrite(this);
    this.gathering = sink instanceof GatheringSink<T> all ? all : null;
    this.objects = options.writableObjectMode();
    this.highWaterMark = options.writableHighWaterMark();
  }

  /** Of a stream that can be written to. */
  static WriteSide<?> of(Writable<?> writable) {
    return writable instanceof Duplex<?, ?> duplex
        ? duplex.writeSide
        : ((WritableStream<?>) writable).writeSide;
  }

  void onConstructed() {
    if (!writing) {
      clearBuffer();
    }
    ending.onConstructed();
  }

  // -- write --------------------------------------------------------------------------------------

  boolean write(T chunk, @Nullable Callback<? super Void> callback) {
    stream.loop.checkThread();
    return accept(chunk, callback) == null && mayWriteMore();
  }

  /** Why the chunk is refused; null if it is not. */
  @Nullable Throwable accept(T chunk, @Nullable Callback<? super Void> callback) {
    if (chunk == null) {
      throw StreamException.nullValues();
    }
    int size = Chunks.size(chunk, objects);
    StreamException refused =
        ending.hasBegun()
            ? StreamException.writeAfterEnd()
            : stream.destroyed ? StreamException.destroyed("write") : null;
    if (refused != null) {
      if (callback != null) {
        stream.loop.nextTick(() -> Calls.call(callback, refused, null));
      }
      stream.errorOrDestroy(refused, true);
      return refused;
    }
    pendingCallbacks++;
    length += size;
    T own = Chunks.ownView(chunk);
    if (writing || stream.errored != null || corked > 0 || !stream.constructed) {
      waiting.add(own, size, callback);
    } else {
      hand(own, size, callback);
    }
    needDrain |= !hasRoom();
    return null;
  }

  private boolean hasRoom() {
    return length < highWaterMark || length == 0;
  }

  private boolean mayWriteMore() {
    return hasRoom() && !stream.destroyed && stream.errored == null;
  }

  private void hand(T chunk, int size, @Nullable Callback<? super Void> callback) {
    asking(size, callback);
    if (stream.destroyed) {
      call(StreamException.destroyed("write"), null);
    } else {
      sink.write(chunk, this);
    }
    sync = false;
  }

  private void asking(int size, @Nullable Callback<? super Void> callback) {
    writeLength = size;
    writeCallback = callback;
    writing = true;
    sync = true;
    expectsAnswer = true;
  }

  // -- the sink's answer --------------------------------------------------------------------------

  @Override
  public void call(@Nullable Throwable error, @Nullable Void nothing) {
    stream.loop.checkThread();
    if (!expectsAnswer) {
      stream.errorOrDestroy(StreamException.multipleCallback());
      return;
    }
    Callback<? super Void> callback = writeCallback;
    writeCallback = null;
    writing = false;
    expectsAnswer = false;
    length -= writeLength;
    writeLength = 0;
    if (error != null) {
      stream.fail(error);
      if (sync) {
        stream.loop.nextTick(() -> failed(error, callback));
      } else {
        failed(error, callback);
      }
      return;
    }
    boolean atOnce = sync; // of this answer, whatever the next chunk does
    if (!waiting.isEmpty()) {
      clearBuffer();
    }
    if (atOnce) {
      after.later(callback);
    } else {
      after.now(1, callback);
    }
  }

  private void failed(Throwable error, @Nullable Callback<? super Void> callback) {
    pendingCallbacks--;
    if (callback != null) {
      Calls.call(callback, error, null);
    }
    failWaiting();
    stream.errorOrDestroy(error);
  }

  /** Whether the writer is to be told that there is room again. */
  boolean isDrainDue() {
    return needDrain && length == 0;
  }

  void drain() {
    if (isDrainDue() && !ending.hasBegun() && !stream.destroyed) {
      needDrain = false;
      stream.events.emit(Event.DRAIN);
    }
  }

  void maybeFinish() {
    ending.maybeFinish(true);
  }

  // -- what waits ---------------------------------------------------------------------------------

  void cork() {
    stream.loop.checkThread();
    corked++;
  }

  void uncork() {
    stream.loop.checkThread();
    if (corked > 0) {
      corked--;
      if (!writing) {
        clearBuffer();
      }
    }
  }

  /** Hands to the sink what waits: all in one go, if it can take that. */
  private void clearBuffer() {
    if (stream.destroyed || processing || corked > 0 || !stream.constructed || waiting.isEmpty()) {
      return;
    }
    processing = true;
    do {
      if (waiting.size() > 1 && gathering != null) {
        handAll(gathering);
      } else {
        Waiting.Chunk<T> next = waiting.take();
        hand(next.chunk(), next.size(), next.callback());
      }
    } while (!waiting.isEmpty() && !writing);
    processing = false;
  }

  private void handAll(GatheringSink<T> all) {
    pendingCallbacks -= waiting.size() - 1;
    Waiting.All<T> taken = waiting.takeAll();
    asking(length, taken.callback());
    all.writev(taken.chunks(), this);
    sync = false;
  }

  /** In a tick before that in which a stream that is destroyed says so. */
  void beforeDestroy() {
    if (!waiting.isEmpty() || ending.isAwaited()) {
      stream.loop.nextTick(this::failWaiting);
    }
  }

  void failWaiting() {
    if (writing) {
      return;
    }
    for (Waiting.Chunk<T> chunk : waiting.takeEach()) {
      length -= chunk.size();
      Callback<? super Void> callback = chunk.callback();
      if (callback != null) {
        Calls.call(callback, whyNot("write"), null);
      }
    }
    ending.tellAwaiting(whyNot("end"));
  }

  private Throwable whyNot(String call) {
    return stream.errored == null ? StreamException.destroyed(call) : stream.errored;
  }

  // -- end ----------------------------------------------------------------------------------------

  void end(@Nullable T last, @Nullable Callback<? super Void> callback) {
    stream.loop.checkThread();
    Throwable refused = last == null ? null : accept(last, null);
    if (corked > 0) {
      corked = 1;
      uncork();
    }
    ending.begin(refused, callback);
  }

  /** All is with the sink, and answered. */
  boolean isIdle() {
    return !writing && waiting.isEmpty() && length == 0;
  }

  /**
   * Asks the sink to finish.
   *
   * @return whether it has anything to do then
   */
  boolean askToFinish(Completion<Void> callback) {
    if (!(sink instanceof FinishingSink finishing) || stream.destroyed) {
      return false;
    }
    pendingCallbacks++;
    sync = true;
    try {
      finishing.finish(callback);
    } catch (Exception thrown) {
      callback.fail(thrown);
    }
    sync = false;
    return true;
  }

  boolean isSync() {
    return sync;
  }

  // -- state --------------------------------------------------------------------------------------

  /** Node's {@code writableEnded}. */
  boolean hasEnded() {
    return ending.hasBegun();
  }

  /** The same, after the call of {@code end}: Node's {@code _writableState.ended}. */
  boolean isPastEnd() {
    return ending.hasEnded();
  }

  boolean isWritable() {
    return !ending.hasBegun() && !stream.destroyed && stream.errored == null;
  }

  boolean needsDrain() {
    return needDrain && !stream.destroyed && !ending.hasBegun();
  }

  int length() {
    return length;
  }

  int corked() {
    return corked;
  }
}
