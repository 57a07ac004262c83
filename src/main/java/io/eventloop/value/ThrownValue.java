package io.eventloop.value;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value that is no error, where an error is to stand: what JavaScript's {@code throw 42} or
 * {@code reject('no')} gives. It has no stack trace, since the value has none.
 */
public final class ThrownValue extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient @Nullable Object value;

  private ThrownValue(@Nullable Object value) {
    super(Objects.toString(value), null, false, false);
    this.value = value;
  }

  /** The value as a throwable: itself, if it is one. */
  public static Throwable of(@Nullable Object value) {
    return value instanceof Throwable error ? error : new ThrownValue(value);
  }

  /** What was thrown. */
  public @Nullable Object value() {
    return value;
  }
}
