package io.eventloop.loop;

import io.eventloop.value.Callback;
import org.jspecify.annotations.Nullable;

/** Throws what the compiler would want declared, where a user's own error is to pass as it is. */
final class Sneaky {
  private Sneaky() {}

  /**
   * Throws the error itself, checked or not.
   *
   * @return never; for {@code throw Sneaky.thrown(error)}
   */
  static RuntimeException thrown(Throwable error) {
    throw Sneaky.<RuntimeException>unchecked(error);
  }

  /** Calls a callback, which may throw what it likes. */
  static <T> void call(Callback<? super T> callback, @Nullable Throwable error, @Nullable T value) {
    try {
      callback.call(error, value);
    } catch (Exception thrown) {
      throw thrown(thrown);
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // erased: no cast is made
  private static <E extends Throwable> E unchecked(Throwable error) throws E {
    throw (E) error;
  }
}
