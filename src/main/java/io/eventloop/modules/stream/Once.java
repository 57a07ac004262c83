package io.eventloop.modules.stream;

import io.eventloop.value.Callback;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes the first call on, and each one after it elsewhere.
 *
 * @param <T> what is handed over
 */
final class Once<T> implements Completion<T> {
  private final Callback<? super T> first;
  private final Consumer<@Nullable Throwable> again;
  private boolean called;

  Once(Callback<? super T> first, Consumer<@Nullable Throwable> again) {
    this.first = first;
    this.again = again;
  }

  @Override
  public void call(@Nullable Throwable error, @Nullable T value) {
    if (called) {
      again.accept(error);
    } else {
      called = true;
      Calls.call(first, error, value);
    }
  }
}
