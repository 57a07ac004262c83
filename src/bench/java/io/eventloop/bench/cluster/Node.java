package io.eventloop.bench.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/** A node of a cluster on this machine, in this JVM. */
public final class Node {
  private static final String SYSTEM = "bench";
  private static final String WORKERS = "workers";

  private Node() {}

  /** The node that the others join: it submits, and runs nothing itself. */
  public static ActorSystem<Void> first() {
    ActorSystem<Void> system =
        ActorSystem.create(Behaviors.empty(), SYSTEM, config(List.of(), false));
    join(system, addressOf(system));
    return system;
  }

  static Address addressOf(ActorSystem<?> system) {
    return Cluster.get(system).selfMember().address();
  }

  /** Whether a worker with this name is a member. */
  static boolean isMember(ActorSystem<?> system, String name) {
    for (Member member : Cluster.get(system).state().getMembers()) {
      if (member.hasRole(name)) {
        return true;
      }
    }
    return false;
  }

  private static void join(ActorSystem<?> system, Address seed) {
    Cluster.get(system).manager().tell(Join.create(seed));
  }

  private static Config config(List<String> roles, boolean endsWithSystem) {
    Config all = ConfigFactory.load();
    return ConfigFactory.parseMap(
            Map.of(
                "pekko.cluster.roles",
                roles,
                "pekko.coordinated-shutdown.exit-jvm",
                endsWithSystem))
        .withFallback(all.getConfig("bench.cluster"))
        .withFallback(all);
  }

  /**
   * A worker, until it is told to end or has been removed from the cluster.
   *
   * @param args which side it works for, the address to join, and a name, which is a role of its
   *     own
   */
  public static void main(String[] args) {
    ActorSystem<Void> system =
        ActorSystem.create(Behaviors.empty(), SYSTEM, config(List.of(WORKERS, args[2]), true));
    Side.valueOf(args[0]).serve(system);
    join(system, AddressFromURIString.parse(args[1]));
  }
}
