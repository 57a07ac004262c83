package io.eventloop.loop;

import io.eventloop.value.NodeError;
import org.jspecify.annotations.Nullable;

/**
 * A promise was to share its own fate, which would never be decided: ECMAScript's {@code TypeError}
 * with V8's message. It has no code.
 *
 * @see <a href="https://tc39.es/ecma262/#sec-promise-resolve-functions">ECMA-262: Promise Resolve
 *     Functions</a>
 */
public final class ChainingCycleException extends IllegalArgumentException implements NodeError {
  private static final long serialVersionUID = 1L;

  ChainingCycleException() {
    super("Chaining cycle detected for promise #<Promise>");
  }

  @Override
  public String name() {
    return "TypeError";
  }

  @Override
  public @Nullable String code() {
    return null;
  }
}
