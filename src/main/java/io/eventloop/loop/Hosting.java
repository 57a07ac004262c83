package io.eventloop.loop;

import org.apache.pekko.annotation.InternalApi;

/** In what sort of actor system a runtime is, and who ends it there. */
@InternalApi
public enum Hosting {
  /** In somebody's, until it is stopped; coordinated shutdown does so too. */
  EMBEDDED,
  /** In somebody's, until its program ends or it is stopped. */
  STAND_ALONE,
  /**
   * In one of its own, until its program ends, or whoever made the system tells it to stop: there
   * is no coordinated shutdown, which takes longer to set up than the whole loop.
   */
  OWN_SYSTEM
}
