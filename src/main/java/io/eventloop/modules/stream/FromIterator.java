package io.eventloop.modules.stream;

import io.eventloop.loop.AsyncIterator;
import io.eventloop.loop.Promise;
import io.eventloop.loop.Registrar;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Streams of what iterators bring: Node's {@code Readable.from}. */
final class FromIterator {
  private static final StreamOptions ONE_AHEAD = StreamOptions.OBJECTS.withHighWaterMark(1);

  private FromIterator() {}

  static <T> Readable<T> of(Iterable<? extends T> values) {
    return new ReadableStream<>(ONE_AHEAD, new Values<T>(values.iterator()));
  }

  private record Values<T>(Iterator<? extends T> iterator) implements ReadableSource<T> {
    @Override
    public void read(Readable<T> stream) {
      boolean more = true;
      while (more) {
        more = iterator.hasNext() ? stream.push(checked(iterator.next())) : stream.push(null);
      }
    }

    @Override
    public void destroy(@Nullable Throwable error, Completion<Void> callback) {
      closed(Promise.resolve(), error, callback);
    }
  }

  /** Calls back as Node does, whose iterators may take their time to close. */
  private static void closed(
      Promise<Void> closing, @Nullable Throwable error, Completion<Void> callback) {
    Registrar loop = Registrar.current();
    closing.whenSettled(
        (failure, nothing) ->
            loop.nextTick(() -> callback.call(failure == null ? error : failure, null)));
  }

  private static <T> T checked(@Nullable T value) {
    if (value == null) {
      throw StreamException.nullValues();
    }
    return value;
  }

  static <T> Readable<T> of(AsyncIterator<? extends T> values) {
    return new ReadableStream<>(ONE_AHEAD, new Walk<T>(values));
  }

  private static final class Walk<T> implements ReadableSource<T> {
    private final AsyncIterator<? extends T> values;

    Walk(AsyncIterator<? extends T> values) {
      this.values = values;
    }

    @Override
    public void read(Readable<T> stream) {
      next(values, stream);
    }

    private <V extends T> void next(AsyncIterator<V> typed, Readable<T> stream) {
      typed
          .next()
          .thenAccept(
              result -> {
                if (result.done()) {
                  stream.push(null);
                } else if (stream.push(checked(result.value()))) {
                  next(typed, stream);
                }
              })
          .catchAccept(stream::destroy);
    }

    @Override
    public void destroy(@Nullable Throwable error, Completion<Void> callback) {
      closed(values.close(), error, callback);
    }
  }
}
