package io.eventloop.loop;

import io.eventloop.value.InvalidArgTypeException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.annotation.InternalApi;
import org.jspecify.annotations.Nullable;

/**
 * The {@link AsyncLocal}s whose values go along to another node, by the names under which both
 * nodes know them. Safe to use from any thread.
 */
@InternalApi
public final class PortableLocals {
  /** A local, and the type that all who name it agree on. */
  private record Portable(AsyncLocal<?> local, Class<?> type) {}

  private static final Map<String, Portable> BY_NAME = new ConcurrentHashMap<>();
  private static final Map<AsyncLocal<?>, String> NAMES = new ConcurrentHashMap<>();

  private PortableLocals() {}

  @SuppressWarnings("unchecked") // the types were compared
  static <T> AsyncLocal<T> of(String name, Class<T> type) {
    InvalidArgTypeException.require(name, "name", "of type string");
    InvalidArgTypeException.require(type, "type", "an instance of Class");
    Portable portable =
        BY_NAME.computeIfAbsent(
            name,
            added -> {
              AsyncLocal<T> local = new AsyncLocal<>();
              NAMES.put(local, added);
              return new Portable(local, type);
            });
    if (portable.type() != type) {
      throw new IllegalArgumentException(
          "portable AsyncLocal \""
              + name
              + "\" is of "
              + portable.type().getName()
              + " already, not of "
              + type.getName());
    }
    return (AsyncLocal<T>) portable.local();
  }

  /** The values of the calling thread, by name; empty where there is none, as most often. */
  public static Map<String, Object> capture() {
    AsyncValues values = AsyncValues.current();
    if (values == null || NAMES.isEmpty()) {
      return Map.of();
    }
    Map<String, Object> captured = new HashMap<>();
    NAMES.forEach(
        (local, name) -> {
          Object value = values.get(local);
          if (value != null) {
            captured.put(name, value);
          }
        });
    return captured;
  }

  /** The type of the local with this name; empty if this process has none. */
  public static Optional<Class<?>> typeOf(String name) {
    return Optional.ofNullable(BY_NAME.get(name)).map(Portable::type);
  }

  /** Work that sees these values, on whatever thread runs it; a name that is not known is left. */
  public static <T extends @Nullable Object> Callable<T> bind(
      Map<String, ?> values, Callable<T> work) {
    AsyncValues bound = null;
    for (Map.Entry<String, ?> entry : values.entrySet()) {
      Portable portable = BY_NAME.get(entry.getKey());
      if (portable != null) {
        bound = AsyncValues.with(bound, portable.local(), entry.getValue());
      }
    }
    return AsyncValues.bind(bound, work);
  }
}
