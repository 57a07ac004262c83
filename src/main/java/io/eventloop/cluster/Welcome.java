package io.eventloop.cluster;

import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * A worker says what it is; again whenever that changes.
 *
 * @param version of the protocol that both speak
 * @param worker names this worker, and no other or later one
 * @param node its address
 * @param slots how many tasks it runs at a time
 * @param roles of its node
 * @param kinds that it runs
 * @param ref to be told {@link Orders}
 */
record Welcome(
    int version,
    String worker,
    String node,
    int slots,
    Set<String> roles,
    List<Kind> kinds,
    ActorRef<ClusterWorker.Command> ref)
    implements WireMessage, ClusterSubmitter.Command {

  /**
   * A kind of task.
   *
   * @param name under which it is registered
   * @param runsOnce whether its tasks are claimed before they run
   * @param lane in which its tasks run; null if every thread of the pool may run them
   */
  record Kind(String name, boolean runsOnce, @Nullable Lane lane) {}

  /**
   * A lane of the pool.
   *
   * @param name under which it is known there
   * @param threads how many of its tasks run at a time
   */
  record Lane(String name, int threads) {}
}
