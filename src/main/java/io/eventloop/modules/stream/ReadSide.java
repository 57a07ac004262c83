package io.eventloop.modules.stream;

import io.eventloop.value.InvalidArgTypeException;
import org.jspecify.annotations.Nullable;

/**
 * The readable side of a stream: what has been pushed and not yet read, and when more is asked for.
 * The states, and what happens in which tick, are Node's. Of the loop's thread.
 *
 * @param <T> a chunk
 * @see <a href="https://github.com/nodejs/node/blob/v20.x/lib/internal/streams/readable.js">Node:
 *     readable.js</a>
 */
final class ReadSide<T> {
  final Lifecycle stream;
  final Readable<T> face;
  final boolean objects;
  final Pipes<T> pipes;
  final ReadMode mode;
  private final ReadableSource<T> source;
  private final Chunks<T> chunks;

  /** The last chunk was pushed. */
  boolean ended;

  boolean endEmitted;

  /** The source was asked, and has not answered. */
  private boolean reading;

  /** The source is being asked, or never was: what it pushes is told in a tick of its own. */
  private boolean sync = true;

  /** Whoever reads has found nothing, and is to be told when there is something. */
  private boolean needReadable;

  private boolean emittedReadable;
  private boolean readingMore;
  private boolean didRead;

  ReadSide(Lifecycle stream, Readable<T> face, ReadableSource<T> source, StreamOptions options) {
    this.stream = stream;
    this.face = face;
    this.source = source;
    this.objects = options.readableObjectMode();
    this.chunks = new Chunks<>(objects, options.readableHighWaterMark());
    this.pipes = new Pipes<>(this);
    this.mode = new ReadMode(this);
  }

  /** As a {@link Transform}, which may push before it has been asked. */
  void startAsync() {
    sync = false;
  }

  void onConstructed() {
    if (needReadable) {
      maybeReadMore();
    }
  }

  // -- push ---------------------------------------------------------------------------------------

  boolean push(@Nullable T chunk) {
    stream.loop.checkThread();
    if (chunk == null) {
      reading = false;
      endOfChunks();
      return false;
    }
    int size = sizeOf(chunk);
    if (size < 0) {
      return false;
    }
    if (size == 0) {
      reading = false;
      maybeReadMore();
      return canPushMore();
    }
    if (ended) {
      stream.errorOrDestroy(StreamException.pushAfterEnd());
      return false;
    }
    if (stream.destroyed || stream.errored != null) {
      return false;
    }
    reading = false;
    add(chunk, size);
    return canPushMore();
  }

  /** Negative if it is none that this stream takes, which fails the stream. */
  private int sizeOf(T chunk) {
    try {
      return Chunks.size(chunk, objects);
    } catch (InvalidArgTypeException e) {
      stream.errorOrDestroy(e);
      return -1;
    }
  }

  boolean unshift(@Nullable T chunk) {
    stream.loop.checkThread();
    if (chunk == null) {
      return push(null);
    }
    int size = sizeOf(chunk);
    if (size < 0) {
      return false;
    }
    if (size > 0) {
      if (endEmitted) {
        stream.errorOrDestroy(StreamException.unshiftAfterEnd());
      } else if (stream.destroyed || stream.errored != null) {
        return false;
      } else {
        chunks.addFirst(chunk, size);
        added();
      }
    }
    return canPushMore();
  }

  private boolean canPushMore() {
    return !ended && (chunks.isBelowMark() || chunks.length() == 0);
  }

  private void add(T chunk, int size) {
    if (mode.isFlowing() && mode.isDataListening() && !sync && chunks.length() == 0) {
      pipes.forgetDrains();
      emitData(chunk);
      maybeReadMore();
    } else {
      chunks.addLast(chunk, size);
      added();
    }
  }

  private void added() {
    if (needReadable) {
      emitReadable();
    }
    maybeReadMore();
  }

  private void emitData(T chunk) {
    didRead = true;
    stream.events.emit(Event.DATA, chunk);
  }

  private void endOfChunks() {
    if (ended) {
      return;
    }
    ended = true;
    if (sync) {
      emitReadable(); // in a tick, lest there is data in the midst of a read
    } else {
      needReadable = false;
      emittedReadable = true;
      emitReadableNow();
    }
  }

  // -- read ---------------------------------------------------------------------------------------

  /**
   * Takes something out of the buffer, and asks the source for more if there is room.
   *
   * @param asked how much; 0 to ask the source only; {@link Chunks#ALL}
   * @return null if there is not that much
   */
  @Nullable T read(int asked) {
    stream.loop.checkThread();
    chunks.raiseMark(asked);
    if (asked != 0) {
      emittedReadable = false;
    }
    if (asked == 0 && needReadable && (chunks.isFull() || ended)) {
      if (chunks.length() == 0 && ended) {
        endReadable();
      } else {
        emitReadable();
      }
      return null;
    }
    int size = chunks.howMuch(asked, mode.isFlowing(), ended);
    if (size == 0 && ended) {
      if (chunks.length() == 0) {
        endReadable();
      }
      return null;
    }
    if (maybeAskSource(size)) {
      size = chunks.howMuch(asked, mode.isFlowing(), ended); // the source may have pushed at once
    }
    T chunk = size > 0 ? chunks.take(size) : null;
    if (chunk == null) {
      needReadable |= chunks.isWithinMark();
      size = 0;
    } else {
      pipes.forgetDrains();
    }
    if (chunks.length() == 0) {
      needReadable |= !ended;
      if (asked != size && ended) {
        endReadable(); // somebody has read past the end
      }
    }
    if (chunk != null && !stream.errorEmitted && !stream.closeEmitted) {
      emitData(chunk);
    }
    return chunk;
  }

  /** Whether the source was asked and has answered at once. */
  private boolean maybeAskSource(int size) {
    int length = chunks.length();
    boolean wanted = needReadable || length == 0 || chunks.isBelowMark(size);
    if (!wanted
        || reading
        || ended
        || stream.destroyed
        || stream.errored != null
        || !stream.constructed) {
      return false;
    }
    reading = true;
    sync = true;
    needReadable |= length == 0;
    try {
      source.read(face);
    } catch (Exception thrown) {
      stream.errorOrDestroy(thrown);
    }
    sync = false;
    return !reading;
  }

  // -- readable -----------------------------------------------------------------------------------

  private void emitReadable() {
    needReadable = false;
    if (!emittedReadable) {
      emittedReadable = true;
      stream.loop.nextTick(this::emitReadableNow);
    }
  }

  private void emitReadableNow() {
    if (!stream.destroyed && stream.errored == null && (chunks.length() > 0 || ended)) {
      stream.events.emit(Event.READABLE);
      emittedReadable = false;
    }
    needReadable |= !mode.isFlowing() && !ended && chunks.isWithinMark();
    flow();
  }

  private void maybeReadMore() {
    if (!readingMore && stream.constructed) {
      readingMore = true;
      stream.loop.nextTick(this::readMore);
    }
  }

  /** Fills the buffer, as long as the source answers at once. */
  private void readMore() {
    while (!reading
        && !ended
        && (chunks.isBelowMark() || (mode.isFlowing() && chunks.length() == 0))) {
      int before = chunks.length();
      read(0);
      if (before == chunks.length()) {
        break;
      }
    }
    readingMore = false;
  }

  // -- end ----------------------------------------------------------------------------------------

  private void endReadable() {
    if (!endEmitted) {
      ended = true;
      stream.loop.nextTick(this::emitEnd);
    }
  }

  private void emitEnd() {
    if (stream.errored != null || stream.closeEmitted || endEmitted || chunks.length() > 0) {
      return;
    }
    endEmitted = true;
    stream.events.emit(Event.END);
    WriteSide<?> other = stream.writeSide;
    if (other != null && other.isWritable() && !stream.allowHalfOpen) {
      stream.loop.nextTick(
          () -> {
            if (other.isWritable()) {
              other.end(null, null);
            }
          });
    } else {
      stream.sideIsDone();
    }
  }

  /** Reads on as long as it is flowing. */
  void flow() {
    boolean more = true;
    while (more && mode.isFlowing()) {
      more = read(Chunks.ALL) != null;
    }
  }

  /** Somebody begins to wait for {@code readable}. */
  void awaitReadable() {
    needReadable = true;
    emittedReadable = false;
    if (chunks.length() > 0) {
      emitReadable();
    } else if (!reading) {
      stream.loop.nextTick(() -> read(0));
    }
  }

  // -- state --------------------------------------------------------------------------------------

  /** The source was asked, and has not answered. */
  boolean isReading() {
    return reading;
  }

  int length() {
    return chunks.length();
  }

  int highWaterMark() {
    return chunks.highWaterMark();
  }

  boolean didRead() {
    return didRead;
  }

  /** Whether it may bring something yet. */
  boolean isReadable() {
    return !stream.destroyed && !stream.errorEmitted && !endEmitted;
  }
}
