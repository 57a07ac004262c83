package io.eventloop.examples;

import io.eventloop.NodeRuntime;
import io.eventloop.Program;
import io.eventloop.RuntimeSettings;
import io.eventloop.loop.RuntimeActor;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;

/** A program that one node of a cluster runs: the oldest, and when that leaves, the next. */
public final class SingletonRuntime {
  private SingletonRuntime() {}

  /**
   * To be called on every node. The program ends, its tasks done, before another node begins it.
   */
  public static void init(ActorSystem<?> system, Program program) {
    RuntimeSettings settings = RuntimeSettings.from(system.settings().config());
    ClusterSingleton.get(system)
        .init(
            SingletonActor.of(NodeRuntime.behavior(settings, program), "program")
                .withProps(NodeRuntime.dispatcher())
                .withStopMessage(new RuntimeActor.Stop(system.ignoreRef())));
  }
}
