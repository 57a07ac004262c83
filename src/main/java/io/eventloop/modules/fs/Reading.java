package io.eventloop.modules.fs;

import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.Registrar;
import io.eventloop.pool.CallOptions;
import io.eventloop.value.Callback;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One {@code readFile}: open, fstat, one read after the other, close.
 *
 * @param <T> text or bytes
 */
final class Reading<T> extends FileCall<T> {
  private static final int TURNS_TO_SIZED = 2;
  private static final int TURNS_TO_READ = 2;

  private final Format<T> format;
  private @Nullable Content content;

  Reading(
      Registrar registrar,
      Form form,
      CallFile file,
      Format<T> format,
      @Nullable AbortSignal signal,
      Callback<? super T> callback) {
    super(registrar, form, file, optionsOf(file), signal, callback);
    this.format = format;
  }

  /**
   * A reading may be interrupted: that of a pipe, at the end of the loop, where nobody writes. That
   * closes the file, which is not for a call to do that was lent it.
   */
  private static CallOptions optionsOf(CallFile file) {
    return file.isLent() ? CallOptions.DEFAULT.uninterruptible() : CallOptions.DEFAULT;
  }

  /**
   * What is made of the bytes.
   *
   * @param <T> text or bytes
   */
  record Format<T>(Function<byte[], T> made, boolean isText) {
    static final Format<String> TEXT = new Format<>(Utf8::decode, true);

    static Format<String> textIn(Charset charset) {
      boolean utf8 = charset.equals(StandardCharsets.UTF_8);
      return utf8 ? TEXT : new Format<>(bytes -> new String(bytes, charset), true);
    }

    static final Format<byte[]> BYTES = new Format<>(bytes -> bytes, false);
  }

  @Override
  void opened() throws Exception {
    if (form == Form.PROMISE) {
      unlessAborted(this::fstat);
    } else {
      fstat(); // Node asks the signal before a read only
    }
  }

  private void fstat() {
    trip(
        TURNS_TO_SIZED,
        () -> contentOfSize(file.size()),
        sized -> {
          content = sized;
          unlessAborted(this::read);
        });
  }

  /** The promise form of Node takes a short read for the end, unless it reads bytes in chunks. */
  private Content contentOfSize(long size) throws FileTooLargeException {
    boolean inChunks = !format.isText() && size > Content.CHUNK;
    return Content.ofSize(size, form == Form.PROMISE && !inChunks);
  }

  private void read() {
    Content soFar = content();
    trip(
        TURNS_TO_READ,
        () -> soFar.readFrom(file),
        atEnd -> {
          if (atEnd) {
            close(null);
          } else {
            unlessAborted(this::read);
          }
        });
  }

  private Content content() {
    return Objects.requireNonNull(content, "of which the size is known");
  }

  @Override
  T result() {
    return format.made().apply(content().bytes());
  }
}
