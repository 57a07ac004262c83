package io.eventloop.loop;

import org.jspecify.annotations.Nullable;

/** A callback that gets the arguments that were given with it. */
@FunctionalInterface
public interface ArgumentsCallback {

  /** Runs on the loop's thread. */
  void call(@Nullable Object... args);
}
