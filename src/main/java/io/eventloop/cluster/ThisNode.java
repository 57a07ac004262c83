package io.eventloop.cluster;

import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;

/** What Pekko's cluster says of this node. */
final class ThisNode {
  private ThisNode() {}

  static ClusterWorker.Node of(ActorSystem<?> system) {
    var self = Cluster.get(system).selfMember();
    return new ClusterWorker.Node(self.address().toString(), self.getRoles());
  }
}
