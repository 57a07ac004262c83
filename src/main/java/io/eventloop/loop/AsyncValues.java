package io.eventloop.loop;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The values that all {@link AsyncLocal}s have at one place of a program. Immutable. */
final class AsyncValues {
  private static final ThreadLocal<@Nullable AsyncValues> CURRENT = new ThreadLocal<>();

  /**
   * Whether any local has ever had a value: saves most programs the look-up. A thread that has
   * values has set them itself, so that it sees this.
   */
  private static boolean used;

  private final Map<AsyncLocal<?>, Object> values;

  private AsyncValues(Map<AsyncLocal<?>, Object> values) {
    this.values = values;
  }

  /** Of the calling thread; null if no local has a value. */
  static @Nullable AsyncValues current() {
    return used ? CURRENT.get() : null;
  }

  static void set(@Nullable AsyncValues values) {
    if (values != null) {
      used = true;
      CURRENT.set(values);
    } else if (used && CURRENT.get() != null) {
      CURRENT.remove();
    }
  }

  /** The work of a task with these values; itself, if there are none. */
  static <T extends @Nullable Object> Callable<T> bind(
      @Nullable AsyncValues values, Callable<T> work) {
    return values == null
        ? work
        : () -> {
          set(values);
          try {
            return work.call();
          } finally {
            set(null); // a worker's thread goes on to somebody else's task
          }
        };
  }

  @Nullable Object get(AsyncLocal<?> local) {
    return values.get(local);
  }

  /** The same with another value for this local; with null it has none. */
  static @Nullable AsyncValues with(
      @Nullable AsyncValues values, AsyncLocal<?> local, @Nullable Object value) {
    Map<AsyncLocal<?>, Object> changed =
        values == null ? new HashMap<>() : new HashMap<>(values.values);
    if (value == null) {
      changed.remove(local);
    } else {
      changed.put(local, value);
    }
    return changed.isEmpty() ? null : new AsyncValues(changed);
  }
}
