package io.eventloop.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.eventloop.testing.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/** Actor systems on the loopback interface that form a cluster. For the test's thread. */
final class TestCluster implements AutoCloseable {
  private static final String CONFIG =
      """
      pekko {
        loglevel = INFO
        actor.provider = cluster
        remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
        cluster {
          jmx.enabled = off
          gossip-interval = 100ms
          leader-actions-interval = 100ms
          unreachable-nodes-reaper-interval = 100ms
          periodic-tasks-initial-delay = 100ms
          failure-detector {
            heartbeat-interval = 200ms
            acceptable-heartbeat-pause = 2s
          }
          downing-provider-class = "org.apache.pekko.cluster.sbr.SplitBrainResolverProvider"
          split-brain-resolver { active-strategy = keep-oldest, stable-after = 1s }
          typed.receptionist.distributed-data {
            gossip-interval = 100ms
            notify-subscribers-interval = 50ms
          }
        }
        coordinated-shutdown { exit-jvm = off, run-by-jvm-shutdown-hook = off }
      }
      eventloop { pool-size = 2, cluster { heartbeat = 100ms, kind-timeout = 60s } }
      """;

  private final List<ActorSystem<Void>> systems = new ArrayList<>();

  /** Joins another node to the cluster, and waits until all know it. */
  ActorSystem<Void> node(String... settings) {
    Config config =
        ConfigFactory.parseString(String.join("\n", settings))
            .withFallback(ConfigFactory.parseString(CONFIG))
            .withFallback(ConfigFactory.defaultReference())
            .resolve();
    ActorSystem<Void> added = ActorSystem.create(Behaviors.empty(), "cluster", config);
    systems.add(added);
    Cluster first = Cluster.get(systems.get(0));
    Cluster.get(added).manager().tell(Join.create(first.selfMember().address()));
    Waiting.until("all nodes are up", () -> systems.stream().allMatch(this::seesAll));
    return added;
  }

  /** A node that has these kinds. */
  ActorSystem<Void> worker(List<RemoteKind<?, ?>> kinds, String... settings) {
    ActorSystem<Void> added = node(settings);
    kinds.forEach(TaskRegistry.get(added)::register);
    ClusterPool.startWorker(added);
    return added;
  }

  /** A node that only submits, and knows of so many workers. */
  ActorSystem<Void> submitter(int workers, String... settings) {
    ActorSystem<Void> added = node(String.join("\n", settings), "eventloop.cluster.worker = off");
    awaitWorkers(added, workers);
    return added;
  }

  /** Waits until this node knows of exactly so many workers. */
  static void awaitWorkers(ActorSystem<?> node, int workers) {
    ClusterPool pool = ClusterPool.get(node);
    Waiting.until(workers + " workers are known", () -> pool.stats().workerNodes() == workers);
  }

  private static boolean isUp(ActorSystem<?> system) {
    return !system.getWhenTerminated().toCompletableFuture().isDone();
  }

  private boolean seesAll(ActorSystem<?> system) {
    if (!isUp(system)) {
      return true;
    }
    int up = 0;
    for (var member : Cluster.get(system).state().getMembers()) {
      up += member.status() == MemberStatus.up() ? 1 : 0;
    }
    return up == systems.stream().filter(TestCluster::isUp).count();
  }

  /** Ends a node without a word to the others. */
  void crash(ActorSystem<Void> node) {
    var provider =
        (org.apache.pekko.remote.RemoteActorRefProvider)
            org.apache.pekko.actor.typed.javadsl.Adapter.toClassic(node).provider();
    Waiting.valueOf(scala.jdk.javaapi.FutureConverters.asJava(provider.transport().shutdown()));
  }

  @Override
  public void close() {
    List<CompletionStage<?>> ends = new ArrayList<>();
    for (ActorSystem<Void> system : systems) {
      system.terminate();
      ends.add(system.getWhenTerminated());
    }
    ends.forEach(Waiting::outcomeOf);
  }
}
