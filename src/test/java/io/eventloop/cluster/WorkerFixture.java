package io.eventloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.eventloop.cluster.Orders.Claim;
import io.eventloop.cluster.Orders.Run;
import io.eventloop.pool.Pool;
import io.eventloop.pool.PoolSettings;
import io.eventloop.pool.Pools;
import io.eventloop.testing.Gate;
import io.eventloop.testing.Waiting;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A worker of two threads, to which probes are the submitters; heartbeats come when told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WorkerFixture {
  final ActorTestKit kit =
      ActorTestKit.create(
          ConfigFactory.parseString(
              """
              pekko.actor.provider = cluster
              pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
              pekko.cluster.jmx.enabled = off
              eventloop.stuck-grace = 1h
              eventloop.lanes.narrow { max-threads = 1, kinds = [price, narrow] }
              """));
  final Codec codec = new Codec(kit.system());

  ActorRef<ClusterWorker.Command> worker;
  Gate gate;

  /** A submitter that says what the test says. */
  final class Submitter {
    private final String name;
    final TestProbe<ClusterSubmitter.Command> probe = kit.createTestProbe();
    long seq;
    long used;

    Submitter(String name) {
      this.name = name;
      worker.tell(new Hello(1, 1, name, probe.getRef()));
      assertThat(probe.expectMessageClass(Welcome.class).slots()).isEqualTo(2);
    }

    void order(int waiting, Run... runs) {
      used += runs.length;
      order(waiting, false, List.of(), List.of(), List.of(runs));
    }

    void order(int waiting, boolean status, List<Long> done, List<Claim> claims, List<Run> runs) {
      worker.tell(new Orders(name, ++seq, used, 0, waiting, 0, status, done, claims, runs));
    }

    Report report() {
      return probe.expectMessageClass(Report.class, Waiting.LIMIT);
    }

    /** The worker has nothing more to say to what it was told before. */
    void expectNothingElse() {
      order(0, true, List.of(), List.of(), List.of());
      assertThat(report().results()).isEmpty();
    }
  }

  Run run(long id, String kind) {
    Payload argument = codec.write("t" + id);
    return new Run(id, 1, kind, argument, 0, true, Map.of(), Map.of());
  }

  @AfterAll
  void shutDown() {
    kit.shutdownTestKit();
  }

  @BeforeEach
  void start() {
    Kinds.ALL.forEach(TaskRegistry.get(kit.system())::register);
    worker = workerOn("two", 2);
    gate = Kinds.newGate();
  }

  ActorRef<ClusterWorker.Command> workerOn(String name, int size) {
    PoolSettings settings = PoolSettings.from(kit.system().settings().config());
    Pool pool = Pools.get(kit.system()).find(Pools.named(name, size), settings).orElseThrow();
    return kit.spawn(
        ClusterWorker.create(
            new ClusterWorker.Node("here", Set.of()),
            pool,
            TaskRegistry.get(kit.system()),
            codec,
            WhenTold.settings()));
  }

  @AfterEach
  void stop() {
    gate.open();
    kit.stop(worker);
  }
}
