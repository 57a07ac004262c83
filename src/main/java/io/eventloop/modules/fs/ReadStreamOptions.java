package io.eventloop.modules.fs;

import io.eventloop.loop.AbortSignal;
import io.eventloop.value.OutOfRangeException;
import org.jspecify.annotations.Nullable;

/**
 * How {@link Fs#createReadStream(String, ReadStreamOptions)} reads a file. Immutable.
 *
 * @param flags how it is opened, for example {@code r}
 * @param mode permissions of a file that is made, less the umask of the process
 * @param start the first byte that is read; negative for wherever the file is, as a pipe needs it
 * @param end the last byte that is read; {@link Long#MAX_VALUE} for all
 * @param highWaterMark how much is read at once, and ahead; in bytes
 * @param autoClose whether the file is closed when it is read, or has failed
 * @param emitClose whether {@code close} is emitted
 * @param signal destroys the stream when it is aborted; null for none
 * @see <a
 *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fscreatereadstreampath-options">Node:
 *     fs.createReadStream</a>
 */
public record ReadStreamOptions(
    String flags,
    int mode,
    long start,
    long end,
    int highWaterMark,
    boolean autoClose,
    boolean emitClose,
    @Nullable AbortSignal signal) {
  private static final int MARK = 64 * 1024;

  /** All of a file, in pieces of 64 KiB. */
  public static final ReadStreamOptions DEFAULT =
      new ReadStreamOptions(
          "r", FileMode.READ_WRITE_FOR_ALL, -1, Long.MAX_VALUE, MARK, true, true, null);

  /** Refuses a range that is none. */
  public ReadStreamOptions {
    if (end < 0) {
      throw OutOfRangeException.of("end", ">= 0 && <= 9007199254740991", end);
    }
    if (start > end) {
      throw OutOfRangeException.of("start", "<= \"end\" (here: " + end + ")", start);
    }
  }

  /** Opened with these flags. */
  public ReadStreamOptions withFlags(String how) {
    return new ReadStreamOptions(
        how, mode, start, end, highWaterMark, autoClose, emitClose, signal);
  }

  /**
   * From this byte on.
   *
   * @param first 0 or more
   */
  public ReadStreamOptions withStart(long first) {
    return new ReadStreamOptions(
        flags, mode, StreamFile.place(first), end, highWaterMark, autoClose, emitClose, signal);
  }

  /** Up to this byte, and with it. */
  public ReadStreamOptions withEnd(long last) {
    return new ReadStreamOptions(
        flags, mode, start, last, highWaterMark, autoClose, emitClose, signal);
  }

  /** In pieces of this size. */
  public ReadStreamOptions withHighWaterMark(int mark) {
    return new ReadStreamOptions(flags, mode, start, end, mark, autoClose, emitClose, signal);
  }

  /** With or without {@code autoClose}. */
  public ReadStreamOptions withAutoClose(boolean closes) {
    return new ReadStreamOptions(flags, mode, start, end, highWaterMark, closes, emitClose, signal);
  }

  /** With or without {@code emitClose}. */
  public ReadStreamOptions withEmitClose(boolean emits) {
    return new ReadStreamOptions(flags, mode, start, end, highWaterMark, autoClose, emits, signal);
  }

  /** With a signal that destroys the stream. */
  public ReadStreamOptions withSignal(@Nullable AbortSignal destroying) {
    return new ReadStreamOptions(
        flags, mode, start, end, highWaterMark, autoClose, emitClose, destroying);
  }
}
