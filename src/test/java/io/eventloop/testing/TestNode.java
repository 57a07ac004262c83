package io.eventloop.testing;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;

/** A node of a cluster, among others in this JVM; with a file of {@code conf}, as the program's. */
public final class TestNode {
  private static final String HERE =
      """
      pekko.loglevel = WARNING
      pekko.remote.artery.canonical.port = 0
      pekko.cluster.seed-nodes = []
      pekko.cluster.jmx.enabled = off
      pekko.cluster.seed-node-timeout = 1s
      pekko.cluster.retry-unsuccessful-join-after = 500ms
      pekko.cluster.gossip-interval = 100ms
      pekko.cluster.leader-actions-interval = 100ms
      pekko.cluster.periodic-tasks-initial-delay = 100ms
      """;

  private final ActorSystem<Void> system;
  private final Cluster cluster;
  private final CompletableFuture<Done> up = new CompletableFuture<>();

  private TestNode(Config config) {
    system = ActorSystem.create(Behaviors.empty(), "eventloop", config);
    cluster = Cluster.get(system);
    cluster.registerOnMemberUp(() -> up.complete(Done.getInstance()));
  }

  /**
   * A node that is in no cluster yet.
   *
   * @param file which file of {@code conf}
   * @param more what is read before that file, and what its substitutions find
   */
  public static TestNode start(String file, String more) {
    Config config =
        ConfigFactory.parseString(more)
            .withFallback(ConfigFactory.parseString(HERE))
            .withFallback(ConfigFactory.parseFile(Path.of("conf", file).toFile()));
    return new TestNode(ConfigFactory.load(config));
  }

  /** The same, and begins a cluster. */
  public static TestNode first(String file, String more) {
    TestNode node = start(file, more);
    node.joins(node);
    node.awaitUp();
    return node;
  }

  /** The same, and is in this one's cluster. */
  public static TestNode joining(TestNode first, String file, String more) {
    TestNode node = start(file, more);
    node.joins(first);
    node.awaitUp();
    return node;
  }

  /** Asks the cluster of this one to take it in. */
  public void joins(TestNode first) {
    cluster.joinSeedNodes(List.of(first.cluster.selfAddress()));
  }

  private void awaitUp() {
    Waiting.valueOf(up);
  }

  public ActorSystem<Void> system() {
    return system;
  }

  /** Where it is, as the others know it. */
  public String address() {
    return cluster.selfAddress().toString();
  }

  /** Who is in the cluster, as this one knows. */
  public Set<String> members() {
    Set<String> members = new TreeSet<>();
    for (Member member : cluster.state().getMembers()) {
      if (member.status() == MemberStatus.up()) {
        members.add(member.address().toString());
      }
    }
    return members;
  }

  /** Goes out of the cluster in order, and ends. */
  public void leave() {
    cluster.leave(cluster.selfAddress());
    awaitEnd();
  }

  /** Waits until the system has ended. */
  public void awaitEnd() {
    Waiting.valueOf(system.getWhenTerminated());
  }

  /** Ends the system at once. */
  public void stop() {
    system.terminate();
    awaitEnd();
  }
}
