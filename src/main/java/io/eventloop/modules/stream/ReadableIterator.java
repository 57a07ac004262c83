package io.eventloop.modules.stream;

import io.eventloop.loop.AsyncIterator;
import io.eventloop.loop.Promise;
import io.eventloop.loop.Registration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks a stream: what {@code for await} does in Node. Of the loop's thread.
 *
 * @param <T> a chunk
 */
final class ReadableIterator<T> implements AsyncIterator<T> {
  private record Asked<T>(Promise.Resolver<Result<T>> resolve, Consumer<Throwable> reject) {}

  private final Readable<T> stream;
  private final Registration readable;
  private final Registration end;
  private @Nullable Asked<T> asked;
  private @Nullable Throwable error;
  private boolean over;

  ReadableIterator(Readable<T> stream) {
    this.stream = stream;
    this.readable = stream.onReadable(this::answer);
    this.end =
        EndOfStream.watch(
            stream,
            FinishedOptions.DEFAULT.readableOnly(),
            (failure, nothing) -> {
              over = true;
              error = failure;
              answer();
            });
  }

  @Override
  public Promise<Result<T>> next() {
    if (asked != null) {
      throw new IllegalStateException("next: the one before has not been answered yet");
    }
    return new Promise<>(
        (resolve, reject) -> {
          asked = new Asked<>(resolve, reject);
          answer();
        });
  }

  private void answer() {
    Asked<T> waiting = asked;
    if (waiting == null) {
      return;
    }
    T chunk = stream.destroyed() ? null : stream.read();
    if (chunk != null) {
      asked = null;
      waiting.resolve().accept(Result.of(chunk));
    } else if (over) {
      asked = null;
      Throwable failure = error;
      stop();
      if (failure == null) {
        waiting.resolve().accept(Result.end());
      } else {
        waiting.reject().accept(failure);
      }
    }
  }

  /** The stream is of no use to anybody else; the error of that is heard, and told to nobody. */
  private void stop() {
    if (!over || stream.life.autoDestroy) {
      Streams.destroy(stream, null);
    } else {
      readable.remove();
      end.remove();
    }
  }

  @Override
  public Promise<Void> close() {
    stop();
    return Promise.resolve();
  }
}
