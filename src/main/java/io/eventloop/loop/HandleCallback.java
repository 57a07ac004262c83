package io.eventloop.loop;

import org.jspecify.annotations.Nullable;

/**
 * A callback that gets the handle under which it was set, which JavaScript knows as {@code this},
 * and the arguments that were given with it.
 *
 * @param <H> {@link Timer} or {@link Immediate}
 */
@FunctionalInterface
public interface HandleCallback<H> {

  /** Runs on the loop's thread. */
  void call(H handle, @Nullable Object... args);
}
