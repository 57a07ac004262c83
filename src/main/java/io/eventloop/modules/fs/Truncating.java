package io.eventloop.modules.fs;

import io.eventloop.loop.Registrar;
import io.eventloop.pool.CallOptions;
import io.eventloop.value.Callback;
import org.jspecify.annotations.Nullable;

/** One {@code truncate}: open, ftruncate, close. */
final class Truncating extends FileCall<Void> {
  private static final int TURNS_TO_TRUNCATED = 2;
  private static final OpenFlags FLAGS = OpenFlags.of("r+");

  private final long length;

  /**
   * Of a file.
   *
   * @param length in bytes; a negative one is 0, as in Node
   */
  Truncating(
      Registrar registrar,
      Form form,
      GivenPath path,
      long length,
      Callback<? super Void> callback) {
    super(
        registrar,
        form,
        new CallFile(path, FLAGS),
        CallOptions.DEFAULT.uninterruptible(),
        null,
        callback);
    this.length = Math.max(0, length);
  }

  @Override
  void opened() {
    trip(TURNS_TO_TRUNCATED, () -> file.truncate(length), done -> close(null));
  }

  @Override
  @Nullable Void result() {
    return null;
  }
}
