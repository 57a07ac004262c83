package io.eventloop.cli;

import com.typesafe.config.Config;
import io.eventloop.NodeRuntime;
import io.eventloop.RuntimeSettings;
import io.eventloop.cluster.ClusterPool;
import io.eventloop.cluster.RemoteKind;
import io.eventloop.cluster.TaskRegistry;
import io.eventloop.pool.PoolSettings;
import java.util.Optional;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.remote.RemoteTransportException;
import picocli.CommandLine.ExitCode;

/** The two sorts of node that {@link ClusterCommand} starts. */
final class ClusterNode {
  /** The name that all nodes of a cluster have in common; also {@link NodeRuntime}'s. */
  static final String SYSTEM = "eventloop";

  /** Sleeps for so many milliseconds, and yields the node that it was on. */
  static final RemoteKind<Integer, String> SLEEP =
      RemoteKind.named("sleep", Integer.class, String.class);

  private ClusterNode() {}

  /** Runs tasks until the node is told to end, or has been removed; yields the exit code. */
  static int work(Config config) {
    ActorSystem<Void> system;
    try {
      system = ActorSystem.create(Behaviors.empty(), SYSTEM, config);
    } catch (RemoteTransportException refused) {
      return explain(refused, config);
    }
    Cluster cluster = Cluster.get(system);
    String address = nameOf(cluster.selfMember().address());
    TaskRegistry.get(system)
        .register(
            RemoteKind.of(
                SLEEP.name(),
                Integer.class,
                String.class,
                millis -> {
                  Thread.sleep(millis);
                  return address;
                }));
    ClusterPool.get(system); // a worker, since its role is that of eventloop.cluster.worker
    int slots = PoolSettings.from(config).size();
    cluster.registerOnMemberUp(
        () -> System.out.println("worker " + address + " has joined: " + slots + " at a time"));
    system.getWhenTerminated().toCompletableFuture().join();
    return explainEnd(system, address);
  }

  /** Submits tasks, and shows what becomes of them; yields the exit code. */
  static int submit(Config config, int tasks, int millis) {
    Submission submission =
        new Submission(tasks, millis, Progress.to(System.out, Terminal.isOne()));
    try {
      return NodeRuntime.run(RuntimeSettings.from(config), submission);
    } catch (RemoteTransportException refused) {
      return explain(refused, config);
    }
  }

  /** The address as people write it. */
  static String nameOf(Address address) {
    return address.getHost().orElse("") + ":" + address.getPort().orElse(0);
  }

  private static int explain(RemoteTransportException refused, Config config) {
    if (!String.valueOf(refused.getMessage()).startsWith("Failed to bind")) {
      throw refused;
    }
    Config own = config.getConfig("pekko.remote.artery.canonical");
    System.err.printf(
        "pekko-eventloop: %s:%d is taken, or is no address of this machine: --port names another"
            + " port, and --seed the node to join%n",
        own.getString("hostname"), own.getInt("port"));
    return ExitCode.SOFTWARE;
  }

  /** Being told to end is as it should be, and all else is not. */
  private static int explainEnd(ActorSystem<?> system, String address) {
    Optional<CoordinatedShutdown.Reason> reason =
        CoordinatedShutdown.get(system).getShutdownReason();
    if (reason.filter(CoordinatedShutdown.clusterDowningReason()::equals).isPresent()) {
      System.err.println("worker " + address + " was not heard of, and has been removed: it ends");
      return ExitCode.SOFTWARE;
    }
    if (reason.filter(CoordinatedShutdown.clusterJoinUnsuccessfulReason()::equals).isPresent()) {
      System.err.println("worker " + address + " has found no node to join: it ends");
      return ExitCode.SOFTWARE;
    }
    return ExitCode.OK;
  }
}
