package io.eventloop.modules.stream;

import io.eventloop.value.Callback;
import org.jspecify.annotations.Nullable;

/**
 * How the implementation of a stream says that what it was asked for is done: Node's callback of
 * {@code _write} and its kin. To be called once, on the loop's thread, at once or later. It is a
 * {@link Callback}, so that it can be handed to a call of a module as it is.
 *
 * @param <T> what is handed over; {@link Void} where that is nothing
 */
@FunctionalInterface
public interface Completion<T> extends Callback<T> {

  @Override
  void call(@Nullable Throwable error, @Nullable T value);

  /** It is done, and there is nothing to hand over. */
  default void done() {
    call(null, null);
  }

  /** It is done, and has brought this. */
  default void done(T value) {
    call(null, value);
  }

  /** It has failed. */
  default void fail(Throwable error) {
    call(error, null);
  }
}
