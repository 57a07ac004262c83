package io.eventloop.value;

import org.jspecify.annotations.Nullable;

/**
 * What an error of Node's has besides its message, implemented by the exceptions of this library
 * that stand for one.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/errors.html">Node: Errors</a>
 */
public interface NodeError {

  /** The class of the error as JavaScript names it, for example {@code TypeError}. */
  String name();

  /** What to tell errors apart by, for example {@code ENOENT}; null if the error has no code. */
  @Nullable String code();
}
