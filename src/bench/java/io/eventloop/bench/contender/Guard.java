package io.eventloop.bench.contender;

import io.eventloop.value.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What a loop does with callbacks that throw: a workload that is not right is not to be measured.
 */
final class Guard {
  private Guard() {}

  static void call(Callback<Object> callback, @Nullable Throwable error, @Nullable Object value) {
    try {
      callback.call(error, value);
    } catch (Throwable thrown) {
      fail(thrown);
    }
  }

  /** Ends the fork, at once, as nobody waits on its other threads. */
  static void fail(Throwable thrown) {
    thrown.printStackTrace();
    Runtime.getRuntime().halt(1);
  }
}
