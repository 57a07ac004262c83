package io.eventloop.loop;

import io.eventloop.value.Outcome;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What waits for an event under a callback id. Of the loop's thread. */
interface Pending {

  long callbackId();

  /** The MDC in which its callback is to run; null for an empty one. */
  @Nullable Map<String, String> loggingContext();

  /** The event has come: the callback is to be run with this outcome. */
  void settle(Outcome<?> outcome) throws Exception;

  /** The loop has ended without it: whoever is not on the loop must hear of it. */
  void abandon(RuntimeTerminatedException why);
}
