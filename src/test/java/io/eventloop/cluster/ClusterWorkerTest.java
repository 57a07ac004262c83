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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.Done;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker of two threads, to which probes are the submitters; heartbeats come when told. */
class ClusterWorkerTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create(
          ConfigFactory.parseString(
              """
              pekko.actor.provider = cluster
              pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
              pekko.cluster.jmx.enabled = off
              eventloop.stuck-grace = 1h
              eventloop.lanes.narrow { max-threads = 1, kinds = [price] }
              """));
  private static final Codec CODEC = new Codec(KIT.system());
  private static final ClusterSettings SETTINGS =
      new ClusterSettings(
          "on",
          List.of(),
          ClusterSettings.UNBOUNDED,
          Duration.ofHours(1),
          Duration.ofHours(1),
          Duration.ofHours(1),
          100_000,
          "off",
          Duration.ofHours(1),
          Duration.ofHours(1));

  private ActorRef<ClusterWorker.Command> worker;
  private Gate gate;

  /** A submitter that says what the test says. */
  private final class Submitter {
    private final String name;
    private final TestProbe<ClusterSubmitter.Command> probe = KIT.createTestProbe();
    private long seq;
    private long used;

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

  private static Run run(long id, String kind) {
    Payload argument = CODEC.write("t" + id);
    return new Run(id, 1, kind, argument, 0, true, Map.of(), Map.of());
  }

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  @BeforeEach
  void start() {
    Kinds.ALL.forEach(TaskRegistry.get(KIT.system())::register);
    worker = workerOn("two", 2);
    gate = Kinds.newGate();
  }

  private static ActorRef<ClusterWorker.Command> workerOn(String name, int size) {
    PoolSettings settings = PoolSettings.from(KIT.system().settings().config());
    Pool pool = Pools.get(KIT.system()).find(Pools.named(name, size), settings).orElseThrow();
    return KIT.spawn(
        ClusterWorker.create(
            new ClusterWorker.Node("here", Set.of()),
            pool,
            TaskRegistry.get(KIT.system()),
            CODEC,
            SETTINGS));
  }

  @AfterEach
  void stop() {
    gate.open();
    KIT.stop(worker);
  }

  @Test
  void shouldGiveThreeLeasesForEachThreadAndNoMore() {
    Submitter one = new Submitter("one");

    one.order(100);
    assertThat(one.report().granted()).isEqualTo(6);
    one.order(94, run(1, "gated"), run(2, "gated"));
    gate.awaitBegun(2);
    one.order(94, true, List.of(), List.of(), List.of());
    Report report = one.report();
    assertThat(report.granted()).isEqualTo(6);
    assertThat(report.held()).containsExactlyInAnyOrder(1L, 2L);

    gate.open();
    long granted = 0;
    for (int results = 0; results < 2; ) {
      Report next = one.report();
      results += next.results().size();
      granted = next.granted();
    }
    assertThat(granted).isEqualTo(8);
  }

  @Test
  void shouldGiveLeasesInTurnAndAskForThoseThatAreNotUsed() {
    Submitter one = new Submitter("one");
    Submitter other = new Submitter("other");

    one.order(100);
    assertThat(one.report().granted()).isEqualTo(6);
    one.order(0);
    other.order(3);
    assertThat(other.report().granted()).isZero();
    assertThat(one.report().recall()).isTrue();
    worker.tell(new Orders("one", 3, 0, 6, 0, 0, false, List.of(), List.of(), List.of()));

    assertThat(other.report().granted()).isEqualTo(3);
  }

  @Test
  void shouldAskAgainForLeasesWhenNobodyHasAnswered() {
    Submitter one = new Submitter("one");
    Submitter other = new Submitter("other");
    one.order(100);
    assertThat(one.report().granted()).isEqualTo(6);
    one.order(0);
    other.order(3);
    assertThat(one.report().recall()).isTrue(); // and this is lost

    worker.tell(ClusterWorker.Signal.HEARTBEAT);

    assertThat(one.report().recall()).isTrue();
  }

  @Test
  void shouldSendAResultAgainUntilItIsAcknowledged() {
    Submitter one = new Submitter("one");
    one.order(0, run(1, "echo"));
    Report.Result result = one.report().results().get(0);

    worker.tell(ClusterWorker.Signal.HEARTBEAT);
    worker.tell(ClusterWorker.Signal.HEARTBEAT);
    assertThat(one.report().results()).containsExactly(result);

    one.order(0, false, List.of(1L), List.of(), List.of());
    worker.tell(ClusterWorker.Signal.HEARTBEAT);
    worker.tell(ClusterWorker.Signal.HEARTBEAT);
    one.expectNothingElse();
  }

  @Test
  void shouldDropOrdersThatComeASecondTime() {
    Submitter one = new Submitter("one");
    gate.open();
    Orders orders =
        new Orders("one", 1, 1, 0, 0, 0, false, List.of(), List.of(), List.of(run(1, "gated")));
    worker.tell(orders);
    worker.tell(orders);
    one.seq = 1;
    one.used = 1;

    assertThat(one.report().results()).hasSize(1);
    one.expectNothingElse();
    gate.awaitBegun(1);
    assertThat(gate.hasBegunMore()).isFalse();
  }

  @Test
  void shouldHaveRoomForWhatWasLostOnTheWay() {
    Submitter one = new Submitter("one");
    one.order(6);
    assertThat(one.report().granted()).isEqualTo(6);

    one.used = 6; // the message with the six tasks does not arrive, the next does
    one.seq++;
    one.order(6, true, List.of(), List.of(), List.of());

    Report report = one.report();
    assertThat(report.held()).isEmpty();
    assertThat(report.seen()).isEqualTo(3);
    assertThat(report.granted()).isEqualTo(12);
  }

  @Test
  void shouldClaimATaskThatMayNotRunTwiceBeforeItRuns() {
    Submitter one = new Submitter("one");
    one.order(0, run(1, "once"), run(2, "once"), run(3, "once"));

    assertThat(one.report().claims()).containsExactly(1L, 2L); // two threads, two claims
    one.order(0, false, List.of(), List.of(new Claim(1, true), new Claim(2, false)), List.of());
    assertThat(one.report().claims()).containsExactly(3L);
    gate.awaitBegun(1);
    assertThat(gate.hasBegunMore()).isFalse();

    worker.tell(ClusterWorker.Signal.HEARTBEAT);
    assertThat(one.report().claims()).containsExactly(3L); // the answer may have been lost
    gate.open();
    assertThat(one.report().results()).hasSize(1);
  }

  @Test
  void shouldInterruptWhatIsCalledOffAndSayNothing() {
    Submitter one = new Submitter("one");
    one.order(0, run(1, "gated"), run(2, "gated"), run(3, "gated"));
    gate.awaitBegun(2);

    one.order(0, false, List.of(3L, 1L, 2L), List.of(), List.of());

    gate.awaitInterrupt();
    gate.awaitInterrupt();
    one.expectNothingElse();
    assertThat(gate.hasBegunMore()).isFalse();
  }

  @Test
  void shouldKeepThePlaceOfATaskThatDoesNotHeedItsCancellation() {
    Submitter one = new Submitter("one");
    one.order(100);
    assertThat(one.report().granted()).isEqualTo(6);
    one.order(100, run(1, "deaf"), run(2, "deaf"), run(3, "deaf"));
    gate.awaitBegun(2);

    one.order(100, true, List.of(3L, 1L, 2L), List.of(), List.of());
    gate.awaitInterrupt();
    gate.awaitInterrupt();
    one.order(100, true, List.of(), List.of(), List.of());
    one.report();
    Report report = one.report();
    assertThat(report.held()).isEmpty();
    assertThat(report.granted()).isEqualTo(7); // that of the third, which had not begun

    gate.open();
    while (report.granted() < 9) { // one for each thread that has come back
      report = one.report();
    }
    assertThat(report.granted()).isEqualTo(9);
  }

  @Test
  void shouldHandBackWhatItsPoolDoesNotRunToTheEnd() {
    KIT.stop(worker);
    worker = workerOn("ending", 2);
    Submitter one = new Submitter("one");
    one.order(0, run(1, "gated"), run(2, "once"));
    assertThat(one.report().claims()).containsExactly(2L);
    one.order(0, false, List.of(), List.of(new Claim(2, true)), List.of());
    gate.awaitBegun(2);
    one.order(0, run(3, "gated"), run(4, "once"));
    assertThat(one.report().claims()).containsExactly(4L);

    Adapter.toClassic(KIT.system())
        .actorSelection("/system/eventloop-ending")
        .tell(PoisonPill.getInstance(), null);

    List<Long> returned = new ArrayList<>();
    while (returned.size() < 3) {
      Report report = one.report();
      assertThat(report.results()).isEmpty();
      returned.addAll(report.returned());
    }
    assertThat(returned).containsExactlyInAnyOrder(1L, 3L, 4L);
    one.order(0, true, List.of(), List.of(), List.of(run(5, "gated")));
    Report report = one.report();
    assertThat(report.leaving()).isTrue();
    assertThat(report.returned()).containsExactly(5L);
    assertThat(report.held()).doesNotContain(2L); // nobody knows how far it came
  }

  @Test
  void shouldTakeATaskThatItHasHandedBack() {
    Submitter one = new Submitter("one");
    one.order(0, run(1, "not there"));
    assertThat(one.report().returned()).containsExactly(1L);
    worker.tell(ClusterWorker.Signal.HEARTBEAT);
    worker.tell(ClusterWorker.Signal.HEARTBEAT);
    one.order(0, run(1, "gated")); // overtakes the word that it was handed back, said again

    gate.awaitBegun(1);
    gate.open();
    Report report = one.report();
    while (report.results().isEmpty()) {
      report = one.report();
    }
    one.order(0, false, List.of(1L), List.of(), List.of());
    one.expectNothingElse();
  }

  @Test
  void shouldLeaveTheDeadlineToTheSubmitter() {
    Submitter one = new Submitter("one");
    Payload argument = CODEC.write("a");
    one.order(0, new Run(1, 1, "gated", argument, 1, true, Map.of(), Map.of()));
    gate.awaitBegun(1);

    for (int i = 0; i < 100; i++) { // a millisecond passes
      one.order(0, true, List.of(), List.of(), List.of());
      assertThat(one.report().held()).containsExactly(1L);
    }
  }

  @Test
  void shouldSayWhichKindsAreInALaneWithACap() {
    TestProbe<ClusterSubmitter.Command> probe = KIT.createTestProbe();

    worker.tell(new Hello(1, 1, "one", probe.getRef()));

    assertThat(probe.expectMessageClass(Welcome.class).kinds())
        .contains(
            new Welcome.Kind("price", false, new Welcome.Lane("narrow", 1)),
            new Welcome.Kind("echo", false, null));
  }

  @Test
  void shouldRefuseASubmitterOfAnotherTime() {
    TestProbe<ClusterSubmitter.Command> probe = KIT.createTestProbe();

    worker.tell(new Hello(7, 9, "later", probe.getRef()));

    assertThat(probe.expectMessageClass(Refused.class)).isEqualTo(new Refused(1, 1, worker));
  }

  @Test
  void shouldHandBackWhatHasNotBegunAndEndWhenTheRestIsAcknowledged() {
    Submitter one = new Submitter("one");
    List<Run> runs = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      runs.add(run(i, "gated"));
    }
    one.order(0, runs.toArray(Run[]::new));
    gate.awaitBegun(2);
    TestProbe<Done> done = KIT.createTestProbe();

    worker.tell(new ClusterWorker.Leave(done.getRef()));
    Report report = one.report();
    assertThat(report.leaving()).isTrue();
    assertThat(report.returned()).containsExactly(3L, 4L, 5L, 6L);
    one.order(0, run(7, "gated"));
    assertThat(one.report().returned()).containsExactly(7L);
    gate.open();
    for (int results = 0; results < 2; ) {
      results += one.report().results().size();
    }
    one.order(0, false, List.of(1L, 2L), List.of(), List.of());
    worker.tell(ClusterWorker.Signal.HEARTBEAT);
    worker.tell(ClusterWorker.Signal.HEARTBEAT);
    List<Long> again = List.of(3L, 4L, 5L, 6L, 7L); // the word may have been lost
    one.order(0, true, List.of(), List.of(), List.of());
    report = one.report();
    while (report.returned().isEmpty()) {
      report = one.report();
    }
    assertThat(report.returned()).containsExactlyElementsOf(again);
    assertThat(report.held()).as("while it is not acknowledged").containsExactlyElementsOf(again);
    one.order(0, false, again, List.of(), List.of());

    done.receiveMessage(Waiting.LIMIT);
    done.expectTerminated(worker, Waiting.LIMIT);
  }
}
