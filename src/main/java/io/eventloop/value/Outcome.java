package io.eventloop.value;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What came of one operation: a value or an error, immutable once made.
 *
 * @param <T> the type of the value
 */
public sealed interface Outcome<T> permits Outcome.Success, Outcome.Failure {

  /**
   * The operation ended well.
   *
   * @param value what it yielded; null where it yields nothing
   * @param <T> the type of the value
   */
  record Success<T>(@Nullable T value) implements Outcome<T> {
    /** One for all: most operations yield nothing. */
    private static final Success<?> NOTHING = new Success<>(null);
  }

  /**
   * The operation failed.
   *
   * @param error why; any throwable, {@link Error}s included
   * @param <T> the type that the value would have had
   */
  record Failure<T>(Throwable error) implements Outcome<T> {
    /** Refuses a failure without a reason. */
    public Failure {
      Objects.requireNonNull(error, "error");
    }
  }

  /** A success with this value, which may be null. */
  @SuppressWarnings("unchecked") // a success without a value is one of any type
  static <T> Outcome<T> success(@Nullable T value) {
    return value == null ? (Outcome<T>) Success.NOTHING : new Success<>(value);
  }

  /** A failure for this reason. */
  static <T> Outcome<T> failure(Throwable error) {
    return new Failure<>(error);
  }

  /** What a callback was given: a failure if there is an error, else a success. */
  static <T> Outcome<T> of(@Nullable Throwable error, @Nullable T value) {
    return error == null ? success(value) : failure(error);
  }

  /** Runs {@code work} on the calling thread and keeps what it returned or threw. */
  @SuppressWarnings("IllegalCatch")
  static <T> Outcome<T> of(Callable<? extends T> work) {
    try {
      return success(work.call());
    } catch (Throwable error) { // an Error too: whatever a task throws belongs to its callback
      return failure(error);
    }
  }

  /** The error, or null after a success. */
  default @Nullable Throwable error() {
    return this instanceof Failure<T> failure ? failure.error() : null;
  }

  /** The value, or null after a failure. */
  default @Nullable T valueOrNull() {
    return this instanceof Success<T> success ? success.value() : null;
  }

  /** Hands this outcome to {@code callback}, on the calling thread. */
  default void deliverTo(Callback<? super T> callback) throws Exception {
    callback.call(error(), valueOrNull());
  }
}
