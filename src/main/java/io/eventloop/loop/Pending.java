package io.eventloop.loop;

import io.eventloop.value.Outcome;

/** What waits for an event under a callback id. Of the loop's thread. */
interface Pending {

  long callbackId();

  /** The event has come: the callback is to be run with this outcome. */
  void settle(Outcome<?> outcome) throws Exception;

  /** The loop has ended without it: whoever is not on the loop must hear of it. */
  void abandon(RuntimeTerminatedException why);
}
