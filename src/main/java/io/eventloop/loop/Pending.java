package io.eventloop.loop;

import io.eventloop.value.Outcome;
import org.jspecify.annotations.Nullable;

/** What waits for an event under a callback id. Of the loop's thread. */
interface Pending extends Runnable {

  long callbackId();

  /** What it waits for, for logs and for {@link ActiveResource}. */
  String what();

  /** Where it was registered, if that is tracked. */
  @Nullable StackTraceElement callSite();

  /** In which its callback is to run; null for an empty one. */
  @Nullable CallContext context();

  /** The event has come by a message, with this outcome. */
  void answeredBy(Outcome<?> outcome);

  /** The event has come: runs the callback, and throws what that throws. */
  @Override
  void run();

  /** The event has come: lets go of what waits with it, such as a signal's listener. */
  void forgetSignal();

  /** The loop has ended without it: whoever is not on the loop must hear of it. */
  void abandon(RuntimeTerminatedException why);
}
