package io.eventloop.cluster;

import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

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
   */
  record Kind(String name, boolean runsOnce) {}
}
