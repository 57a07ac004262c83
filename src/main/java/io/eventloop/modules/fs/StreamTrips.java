package io.eventloop.modules.fs;

import io.eventloop.loop.Registrar;
import io.eventloop.modules.stream.Completion;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The trips to the pool that a stream makes with its file, one at a time. A signal calls none of
 * them off: it destroys the stream, which then closes the file. Of the loop's thread.
 */
final class StreamTrips {
  private static final CallOptions WHOLE = CallOptions.DEFAULT.uninterruptible();

  final StreamFile file;
  private final Registrar loop = Registrar.current();
  private boolean busy;

  /** The stream is destroyed, and waits for the trip that is under way. */
  private @Nullable Callback<Void> closing;

  StreamTrips(StreamFile file) {
    this.file = file;
  }

  /** Opens the file, and calls back before it says so. */
  void open(Completion<Void> callback, Runnable opened) {
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

  /** Makes a trip with the open file. */
  <T> void submit(Callable<? extends T> work, Callback<? super T> callback) {
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
      closing = (error, nothing) -> closeNow(flush, why == null ? error : why, callback);
    } else {
      closeNow(flush, why, callback);
    }
  }

  private void closeNow(boolean flush, @Nullable Throwable why, Completion<Void> callback) {
    if (!file.isOpen()) {
      callback.call(why, null);
      return;
    }
    loop.submit(
        TaskKind.FS,
        () -> TripCalls.nothing(() -> closeFile(flush)),
        WHOLE,
        (error, nothing) -> callback.call(error == null ? why : error, null));
  }

  private void closeFile(boolean flush) throws IOException {
    try {
      if (flush) {
        file.sync();
      }
    } finally {
      file.close();
    }
  }

  /** What a trip has brought that has not failed. */
  static <T> T brought(@Nullable T value) {
    return Objects.requireNonNull(value);
  }
}
