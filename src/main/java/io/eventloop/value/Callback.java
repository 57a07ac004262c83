package io.eventloop.value;

import org.jspecify.annotations.Nullable;

/**
 * An error-first callback, as in Node: {@code (error, value)}.
 *
 * <p>It is called once, on the thread of the loop that it was handed to, never before the call that
 * took it has returned. Exactly one argument is non-null; an operation that yields nothing succeeds
 * with null for both. What it throws is an uncaught exception of that loop.
 *
 * @param <T> what the operation yields
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/errors.html#error-first-callbacks">Node:
 *     error-first callbacks</a>
 */
@FunctionalInterface
public interface Callback<T> {

  /**
   * Takes the outcome of one operation.
   *
   * @param error why it failed, or null
   * @param value what it yielded, or null
   * @throws Exception whatever the callback throws; it ends up as an uncaught exception of the loop
   */
  void call(@Nullable Throwable error, @Nullable T value) throws Exception;
}
