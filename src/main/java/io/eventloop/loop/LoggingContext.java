package io.eventloop.loop;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The MDC, which follows a callback from where it was registered to where it runs. */
final class LoggingContext {
  private LoggingContext() {}

  /** The MDC of the calling thread, or null where it is empty. */
  static @Nullable Map<String, String> capture() {
    Map<String, String> entries = MDC.getCopyOfContextMap();
    return entries == null || entries.isEmpty() ? null : entries;
  }

  static void enter(@Nullable Map<String, String> captured) {
    if (captured != null) {
      MDC.setContextMap(captured);
    }
  }

  /** The callback in the MDC of the calling thread. */
  static Runnable bind(Runnable callback) {
    Objects.requireNonNull(callback, "callback");
    Map<String, String> captured = capture();
    return captured == null
        ? callback
        : () -> {
          MDC.setContextMap(captured);
          callback.run();
        };
  }

  /** After each callback, whatever it has put there. */
  static void leave() {
    MDC.clear();
  }
}
