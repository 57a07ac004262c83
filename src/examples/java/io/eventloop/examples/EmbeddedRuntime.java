package io.eventloop.examples;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.RuntimeSettings;
import io.eventloop.loop.RuntimeActor;
import io.eventloop.pool.Pools;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** A runtime of one's own inside an actor system. */
public final class EmbeddedRuntime {
  private EmbeddedRuntime() {}

  /** Spawns it as a child of the actor, on the pool that all runtimes of the system share. */
  public static ActorRef<RuntimeActor.Command> spawn(
      ActorContext<?> context, Consumer<EventLoop> whenReady) {
    RuntimeSettings settings =
        RuntimeSettings.from(context.getSystem().settings().config()).withPool(Pools.shared());
    return context.spawn(
        NodeRuntime.behavior(settings, whenReady::accept), "runtime", NodeRuntime.dispatcher());
  }
}
