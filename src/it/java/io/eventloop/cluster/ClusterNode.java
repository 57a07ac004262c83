package io.eventloop.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.RuntimeSettings;
import java.util.stream.IntStream;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/**
 * A node of {@link ClusterIT}: a worker that joins the address it is given, or without one the
 * submitter, which begins once there are three.
 */
public final class ClusterNode {
  private static final String CONFIG =
      """
      pekko {
        loglevel = INFO
        actor.provider = cluster
        remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
        cluster {
          jmx.enabled = off
          gossip-interval = 200ms
          leader-actions-interval = 200ms
          failure-detector {
            heartbeat-interval = 300ms
            acceptable-heartbeat-pause = 2s
          }
          downing-provider-class = "org.apache.pekko.cluster.sbr.SplitBrainResolverProvider"
          split-brain-resolver { active-strategy = keep-oldest, stable-after = 2s }
        }
        coordinated-shutdown.exit-jvm = on
      }
      eventloop { pool-size = 4, cluster.heartbeat = 200ms }
      """;

  private static final int TASKS = 5_000;
  private static final int TASK_MILLIS = 20;

  private static final RemoteKind<Integer, Integer> SLEEP =
      RemoteKind.of(
          "sleep",
          Integer.class,
          Integer.class,
          number -> {
            Thread.sleep(TASK_MILLIS);
            return number;
          });

  private ClusterNode() {}

  static Config config() {
    return ConfigFactory.parseString(CONFIG).withFallback(ConfigFactory.load());
  }

  /** Starts the node. */
  public static void main(String[] args) {
    Config config = config();
    if (args.length > 0) {
      ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "cluster", config);
      TaskRegistry.get(system).register(SLEEP);
      ClusterPool.startWorker(system);
      Cluster.get(system).manager().tell(Join.create(AddressFromURIString.parse(args[0])));
      return;
    }
    Config submitting =
        ConfigFactory.parseString("eventloop.cluster.worker = off").withFallback(config);
    ActorSystem<Void> system =
        ActorSystem.create(
            Behaviors.setup(
                context -> {
                  RuntimeSettings settings = RuntimeSettings.from(submitting);
                  context.spawn(
                      NodeRuntime.behavior(
                          settings,
                          loop -> new Submission(loop, Cluster.get(context.getSystem())).start()),
                      "loop",
                      NodeRuntime.dispatcher());
                  return Behaviors.empty();
                }),
            "cluster",
            submitting);
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    System.out.println("ADDRESS " + cluster.selfMember().address());
  }

  /** The tasks, and how often each was answered. Of the loop's thread. */
  private static final class Submission {
    private final EventLoop loop;
    private final Cluster cluster;
    private final int[] answers = new int[TASKS];
    private int answered;
    private int failed;
    private int workers;
    private int members;

    Submission(EventLoop loop, Cluster cluster) {
      this.loop = loop;
      this.cluster = cluster;
    }

    void start() {
      loop.setInterval(this::look, 50);
    }

    private void look() {
      int there = 0;
      for (Member unused : cluster.state().getMembers()) {
        there++;
      }
      if (there < members) {
        System.out.println("MEMBERS " + there);
      }
      members = there;
      ClusterStats stats = loop.cluster().stats();
      if (stats.workerNodes() != workers) {
        workers = stats.workerNodes();
        System.out.println("WORKERS " + workers);
        if (workers == 3 && stats.submitted() == 0) {
          submit();
        }
      }
      if (answered >= TASKS && stats.running() == 0) {
        System.out.println("DONE " + summary(stats));
        answered = Integer.MIN_VALUE; // once is enough
      }
    }

    private void submit() {
      for (int i = 0; i < TASKS; i++) {
        int number = i;
        loop.cluster().submit(SLEEP, number, (error, value) -> count(number, error, value));
      }
      System.out.println("SUBMITTED");
    }

    private void count(int number, Throwable error, Integer value) {
      answers[number]++;
      answered++;
      failed += error != null || value != number ? 1 : 0;
      if (answered == 500) {
        System.out.println("SOME ANSWERED");
      }
    }

    private String summary(ClusterStats stats) {
      return "once="
          + IntStream.of(answers).filter(count -> count == 1).count()
          + " failed="
          + failed
          + " "
          + stats;
    }
  }
}
