package io.eventloop.modules.fs;

import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.Registrar;
import io.eventloop.pool.CallOptions;
import io.eventloop.value.Callback;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One {@code writeFile}: open, write until all is written, close. */
final class Writing extends FileCall<Void> {
  /** How much the promise form writes in one trip; the callback form writes all, if it can. */
  private static final int CHUNK = 512 * 1024;

  private static final int TURNS_TO_WRITTEN = 3;

  private final ByteBuffer rest;

  Writing(
      Registrar registrar,
      Form form,
      CallFile file,
      ByteBuffer content,
      @Nullable AbortSignal signal,
      Callback<? super Void> callback) {
    super(registrar, form, file, CallOptions.DEFAULT.uninterruptible(), signal, callback);
    this.rest = content;
  }

  @Override
  void opened() throws Exception {
    unlessAborted(this::writeOrClose);
  }

  private void writeOrClose() throws Exception {
    if (form == Form.PROMISE && !rest.hasRemaining()) {
      close(null);
    } else {
      write(); // in callback form, nothing too
    }
  }

  private void write() {
    trip(
        TURNS_TO_WRITTEN,
        this::writeChunk,
        written -> {
          if (rest.hasRemaining()) {
            unlessAborted(this::write);
          } else {
            close(null);
          }
        });
  }

  private int writeChunk() throws IOException {
    int end = rest.limit();
    if (form == Form.PROMISE) {
      rest.limit(Math.min(end, rest.position() + CHUNK));
    }
    try {
      return file.write(rest);
    } finally {
      rest.limit(end);
    }
  }

  @Override
  @Nullable Void result() {
    return null;
  }
}
