package io.eventloop.modules.fs;

import io.eventloop.loop.Registrar;
import io.eventloop.modules.stream.Completion;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The trips to the pool that a stream makes with its file, one at a time. A signal calls none of
 * them off: it destroys the stream, which then closes the file. Of the loop's thread.
 */
final class StreamTrips {
  static final CallOptions WHOLE = CallOptions.DEFAULT.uninterruptible();

  final StreamFile file;
  private final Registrar loop = Registrar.current();
  private boolean busy;

  /** The stream is destroyed, and waits for the trip that is under way. */
  private @Nullable Callback<Void> closing;

  StreamTrips(StreamFile file) {
    this.file = file;
  }

  /** Opens the file, and calls back before it says so; one that is open is not said to be. */
  void open(Completion<Void> callback, Runnable opened) {
    if (file.isOpen()) {
      callback.done();
      return;
    }
    loop.submit(
        TaskKind.FS,
        () -> TripCalls.nothing(file::open),
        WHOLE,
        (error, nothing) -> {
          callback.call(error, null);
          if (error == null) {
            opened.run();
          }
        });
  }

  /**
   * Reads once.
   *
   * @param place negative for wherever the file is
   * @param callback gets 0 at the end of the file
   */
  void read(ByteBuffer buffer, long place, Callback<Integer> callback) {
    submit(() -> FileHandle.read(file.file("read"), buffer, place), callback);
  }

  /**
   * Writes all of these.
   *
   * @param place negative for wherever the file is
   */
  void write(List<ByteBuffer> chunks, long place, Callback<Void> callback) {
    submit(() -> TripCalls.nothing(() -> file.file("write").writeAll(chunks, place)), callback);
  }

  private <T> void submit(Callable<? extends T> work, Callback<? super T> callback) {
    busy = true;
    loop.<T>submit(
        TaskKind.FS,
        work,
        WHOLE,
        (error, value) -> {
          busy = false;
          callback.call(error, value);
          Callback<Void> waiting = closing;
          if (waiting != null) {
            closing = null;
            waiting.call(error, null);
          }
        });
  }

  /** Closes the file, once nobody is at it; after what was written is on the disk, if asked. */
  void close(boolean flush, @Nullable Throwable why, Completion<Void> callback) {
    if (busy) {
      closing = (error, nothing) -> close(flush, why == null ? error : why, callback);
    } else if (!file.isOpen()) {
      file.giveUp();
      callback.call(why, null);
    } else if (flush) {
      loop.submit(
          TaskKind.FS,
          () -> TripCalls.nothing(() -> file.file("fsync").sync()),
          WHOLE,
          (error, nothing) -> closeNow(why == null ? error : why, callback));
    } else {
      closeNow(why, callback);
    }
  }

  private void closeNow(@Nullable Throwable why, Completion<Void> callback) {
    file.close(loop, (error, nothing) -> callback.call(error == null ? why : error, null));
  }

  /** What a trip has brought that has not failed. */
  static <T> T brought(@Nullable T value) {
    return Objects.requireNonNull(value);
  }
}
