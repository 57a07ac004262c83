package io.eventloop.loop;

import org.jspecify.annotations.Nullable;

/**
 * Values that come one after the other, each with a promise: what {@link Async#forAwait} walks. Of
 * the loop's thread.
 *
 * @param <T> what it brings
 * @see <a href="https://tc39.es/ecma262/#sec-asynciterator-interface">ECMA-262: AsyncIterator</a>
 */
@FunctionalInterface
public interface AsyncIterator<T> {

  /**
   * A value, or the end.
   *
   * @param done whether there are no more values
   * @param value null at the end
   * @param <T> the type of the value
   */
  record Result<T>(boolean done, @Nullable T value) {

    /** The next value. */
    public static <T> Result<T> of(@Nullable T value) {
      return new Result<>(false, value);
    }

    /** The end. */
    public static <T> Result<T> end() {
      return new Result<>(true, null);
    }
  }

  /** Asks for the next value. A rejection ends the walk, and the iterator is not closed then. */
  Promise<Result<T>> next();

  /**
   * Gives up before the end: JavaScript's {@code return()}. Called once at most.
   *
   * @return fulfilled when it is closed
   */
  default Promise<Void> close() {
    return Promise.resolve();
  }
}
