package io.eventloop.modules.fs;

import io.eventloop.loop.AbortSignal;
import org.jspecify.annotations.Nullable;

/**
 * How {@link Fs#createWriteStream(String, WriteStreamOptions)} writes a file. Immutable.
 *
 * @param flags how it is opened, for example {@code w}, {@code a}, {@code wx}, {@code r+}
 * @param mode permissions of a file that is made, less the umask of the process
 * @param start where the first byte is written, which needs flags that leave what is there, such as
 *     {@code r+}; negative for wherever the file is
 * @param highWaterMark from how much that waits on {@code write} returns false; in bytes
 * @param autoClose whether the file is closed when it is written, or has failed
 * @param emitClose whether {@code close} is emitted
 * @param flush whether what was written is on the disk before the file is closed
 * @param signal destroys the stream when it is aborted; null for none
 * @see <a
 *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fscreatewritestreampath-options">Node:
 *     fs.createWriteStream</a>
 */
public record WriteStreamOptions(
    String flags,
    int mode,
    long start,
    int highWaterMark,
    boolean autoClose,
    boolean emitClose,
    boolean flush,
    @Nullable AbortSignal signal) {
  private static final int MARK = 16 * 1024;

  /** A file that is made, or replaced. */
  public static final WriteStreamOptions DEFAULT =
      new WriteStreamOptions("w", FileMode.READ_WRITE_FOR_ALL, -1, MARK, true, true, false, null);

  /** Opened with these flags. */
  public WriteStreamOptions withFlags(String how) {
    return new WriteStreamOptions(
        how, mode, start, highWaterMark, autoClose, emitClose, flush, signal);
  }

  /** With these permissions, if it is made. */
  public WriteStreamOptions withMode(int permissions) {
    return new WriteStreamOptions(
        flags, permissions, start, highWaterMark, autoClose, emitClose, flush, signal);
  }

  /**
   * From this place on.
   *
   * @param first 0 or more
   */
  public WriteStreamOptions withStart(long first) {
    return new WriteStreamOptions(
        flags, mode, StreamFile.place(first), highWaterMark, autoClose, emitClose, flush, signal);
  }

  /** With this mark. */
  public WriteStreamOptions withHighWaterMark(int mark) {
    return new WriteStreamOptions(flags, mode, start, mark, autoClose, emitClose, flush, signal);
  }

  /** With or without {@code autoClose}. */
  public WriteStreamOptions withAutoClose(boolean closes) {
    return new WriteStreamOptions(
        flags, mode, start, highWaterMark, closes, emitClose, flush, signal);
  }

  /** With or without {@code emitClose}. */
  public WriteStreamOptions withEmitClose(boolean emits) {
    return new WriteStreamOptions(
        flags, mode, start, highWaterMark, autoClose, emits, flush, signal);
  }

  /** With or without {@code flush}. */
  public WriteStreamOptions withFlush(boolean flushes) {
    return new WriteStreamOptions(
        flags, mode, start, highWaterMark, autoClose, emitClose, flushes, signal);
  }

  /** With a signal that destroys the stream. */
  public WriteStreamOptions withSignal(@Nullable AbortSignal destroying) {
    return new WriteStreamOptions(
        flags, mode, start, highWaterMark, autoClose, emitClose, flush, destroying);
  }
}
