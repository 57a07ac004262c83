package io.eventloop.loop;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What follows a callback from where it was registered to where it runs, and into a task: the MDC
 * and the values of {@link AsyncLocal}. Immutable.
 */
final class CallContext {
  private final @Nullable Map<String, String> mdc;
  private final @Nullable AsyncValues values;

  private CallContext(@Nullable Map<String, String> mdc, @Nullable AsyncValues values) {
    this.mdc = mdc;
    this.values = values;
  }

  /** Of the calling thread; null where there is nothing in it, as most often. */
  static @Nullable CallContext capture() {
    Map<String, String> entries = MDC.getCopyOfContextMap();
    AsyncValues values = AsyncValues.current();
    if (entries != null && entries.isEmpty()) {
      entries = null;
    }
    return entries == null && values == null ? null : new CallContext(entries, values);
  }

  /** The entries of the MDC, or null for none. */
  @Nullable Map<String, String> mdc() {
    return mdc;
  }

  /** The same MDC, with the {@link AsyncLocal} values of the calling thread. */
  @SuppressWarnings("ReferenceEquality") // values do not change: others are another object
  static @Nullable CallContext withValuesHere(@Nullable CallContext captured) {
    AsyncValues here = AsyncValues.current();
    if (here == (captured == null ? null : captured.values)) {
      return captured;
    }
    Map<String, String> mdc = captured == null ? null : captured.mdc;
    return here == null && mdc == null ? null : new CallContext(mdc, here);
  }

  static void enter(@Nullable CallContext captured) {
    if (captured != null) {
      if (captured.mdc != null) {
        MDC.setContextMap(captured.mdc);
      }
      AsyncValues.set(captured.values);
    }
  }

  /** After each callback, whatever it has put there. */
  static void leave() {
    if (MDC.getCopyOfContextMap() != null) { // to look is cheaper than to clear
      MDC.clear();
    }
    AsyncValues.set(null);
  }

  /** The callback in the context of the calling thread. */
  static Runnable bind(Runnable callback) {
    CallContext captured = capture();
    return captured == null
        ? callback
        : () -> {
          enter(captured);
          callback.run();
        };
  }

  /** The same, left before anybody hears of what the callback throws: {@code runInAsyncScope}. */
  static Runnable scoped(Runnable callback) {
    CallContext captured = capture();
    return () -> {
      enter(captured);
      try {
        callback.run();
      } finally {
        AsyncValues.set(null);
      }
    };
  }

  /** The work of a task with the {@link AsyncLocal} values of the calling thread. */
  static <T> Callable<T> bindValues(Callable<T> work) {
    return AsyncValues.bind(AsyncValues.current(), work);
  }
}
