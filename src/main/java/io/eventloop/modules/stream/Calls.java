package io.eventloop.modules.stream;

import io.eventloop.value.Callback;
import org.apache.pekko.annotation.InternalApi;
import org.jspecify.annotations.Nullable;

/** Calls of the user's callbacks, which may throw what they like. */
@InternalApi
public final class Calls {
  private Calls() {}

  /** Answers; what the callback throws is thrown on. */
  public static <T> void call(
      Callback<? super T> callback, @Nullable Throwable error, @Nullable T value) {
    try {
      callback.call(error, value);
    } catch (Exception thrown) {
      throw Calls.<RuntimeException>unchecked(thrown);
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // erased: no cast is made
  private static <E extends Throwable> E unchecked(Throwable error) throws E {
    throw (E) error;
  }
}
