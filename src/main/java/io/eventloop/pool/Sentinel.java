package io.eventloop.pool;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.annotation.InternalApi;

/**
 * A child that tells at once when its parent is being stopped from outside. The parent itself
 * learns of it only when all of its children have ended, and a worker may be in a task for long;
 * until then the parent handles no message, so that what the sentinel does may touch the parent's
 * state.
 */
@InternalApi
public final class Sentinel {
  private Sentinel() {}

  /** An actor that does nothing but run this when it stops. */
  public static Behavior<Void> create(Runnable atStop) {
    return Behaviors.receive(Void.class)
        .onSignal(
            PostStop.class,
            signal -> {
              atStop.run();
              return Behaviors.same();
            })
        .build();
  }
}
