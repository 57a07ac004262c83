package io.eventloop.modules.stream;

import io.eventloop.loop.AbortSignal;
import io.eventloop.value.OutOfRangeException;
import org.jspecify.annotations.Nullable;

/**
 * How a stream is to be. Immutable.
 *
 * @param readableObjectMode whether the chunks that are read count one each, whatever they are;
 *     else they are bytes or text, and count what they have of these
 * @param writableObjectMode the same of the chunks that are written
 * @param readableHighWaterMark from how much in the buffer on nothing is read ahead; in bytes,
 *     characters of text, or chunks
 * @param writableHighWaterMark from how much in the buffer on {@code write} returns false
 * @param autoDestroy whether the stream is destroyed when it has ended, finished or failed
 * @param emitClose whether {@code close} is emitted
 * @param allowHalfOpen of a {@link Duplex}: whether it may be written to after its end was read
 * @param signal destroys the stream when it is aborted; null for none
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/stream.html#new-streamreadableoptions">
 *     Node: new stream.Readable(options)</a>
 */
public record StreamOptions(
    boolean readableObjectMode,
    boolean writableObjectMode,
    int readableHighWaterMark,
    int writableHighWaterMark,
    boolean autoDestroy,
    boolean emitClose,
    boolean allowHalfOpen,
    @Nullable AbortSignal signal) {
  private static final int MARK_OF_BYTES = 16 * 1024;
  private static final int MARK_OF_OBJECTS = 16;

  /** Streams of bytes, or of text: 16 KiB (of text, 16,384 characters) are buffered. */
  public static final StreamOptions BYTES =
      new StreamOptions(false, false, MARK_OF_BYTES, MARK_OF_BYTES, true, true, true, null);

  /** Streams of objects: 16 are buffered. */
  public static final StreamOptions OBJECTS =
      new StreamOptions(true, true, MARK_OF_OBJECTS, MARK_OF_OBJECTS, true, true, true, null);

  /** Refuses marks that are negative, with {@link OutOfRangeException}. */
  public StreamOptions {
    requireMark(readableHighWaterMark, "readableHighWaterMark");
    requireMark(writableHighWaterMark, "writableHighWaterMark");
  }

  private static void requireMark(int mark, String name) {
    OutOfRangeException.requireInRange(mark, name, 0, Integer.MAX_VALUE);
  }

  /** With one mark for both sides. */
  public StreamOptions withHighWaterMark(int mark) {
    return withReadableHighWaterMark(mark).withWritableHighWaterMark(mark);
  }

  /** With this mark for what is read. */
  public StreamOptions withReadableHighWaterMark(int mark) {
    return new StreamOptions(
        readableObjectMode,
        writableObjectMode,
        mark,
        writableHighWaterMark,
        autoDestroy,
        emitClose,
        allowHalfOpen,
        signal);
  }

  /** With this mark for what is written. */
  public StreamOptions withWritableHighWaterMark(int mark) {
    return new StreamOptions(
        readableObjectMode,
        writableObjectMode,
        readableHighWaterMark,
        mark,
        autoDestroy,
        emitClose,
        allowHalfOpen,
        signal);
  }

  /** With objects to be read, and Node's mark for them: what is written stays as it is. */
  public StreamOptions withReadableObjects() {
    return new StreamOptions(
        true,
        writableObjectMode,
        MARK_OF_OBJECTS,
        writableHighWaterMark,
        autoDestroy,
        emitClose,
        allowHalfOpen,
        signal);
  }

  /** With objects to be written, and Node's mark for them: what is read stays as it is. */
  public StreamOptions withWritableObjects() {
    return new StreamOptions(
        readableObjectMode,
        true,
        readableHighWaterMark,
        MARK_OF_OBJECTS,
        autoDestroy,
        emitClose,
        allowHalfOpen,
        signal);
  }

  /** With or without {@code autoDestroy}. */
  public StreamOptions withAutoDestroy(boolean destroys) {
    return new StreamOptions(
        readableObjectMode,
        writableObjectMode,
        readableHighWaterMark,
        writableHighWaterMark,
        destroys,
        emitClose,
        allowHalfOpen,
        signal);
  }

  /** With or without {@code emitClose}. */
  public StreamOptions withEmitClose(boolean emits) {
    return new StreamOptions(
        readableObjectMode,
        writableObjectMode,
        readableHighWaterMark,
        writableHighWaterMark,
        autoDestroy,
        emits,
        allowHalfOpen,
        signal);
  }

  /** With or without {@code allowHalfOpen}. */
  public StreamOptions withAllowHalfOpen(boolean allows) {
    return new StreamOptions(
        readableObjectMode,
        writableObjectMode,
        readableHighWaterMark,
        writableHighWaterMark,
        autoDestroy,
        emitClose,
        allows,
        signal);
  }

  /** With a signal that destroys the stream when it is aborted. */
  public StreamOptions withSignal(@Nullable AbortSignal destroying) {
    return new StreamOptions(
        readableObjectMode,
        writableObjectMode,
        readableHighWaterMark,
        writableHighWaterMark,
        autoDestroy,
        emitClose,
        allowHalfOpen,
        destroying);
  }
}
