package io.eventloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.cluster.Orders.Claim;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.Test;

/** What a worker makes of what submitters say. */
class ClusterWorkerTest extends WorkerFixture {
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
  void shouldClaimNoMoreThanALaneRuns() {
    TaskRegistry.get(kit.system())
        .register(RemoteKind.of("narrow", String.class, String.class, text -> text).runningOnce());
    Submitter one = new Submitter("one");

    one.order(0, run(1, "narrow"), run(2, "narrow"), run(3, "once"));

    assertThat(one.report().claims()).containsExactly(1L, 3L);
    one.order(0, false, List.of(), List.of(new Claim(1, true)), List.of());
    Report report = one.report();
    while (report.results().isEmpty()) {
      report = one.report();
    }
    assertThat(report.claims()).containsExactly(2L);
  }

  @Test
  void shouldSayWhichKindsAreInALaneWithACap() {
    TestProbe<ClusterSubmitter.Command> probe = kit.createTestProbe();

    worker.tell(new Hello(1, 1, "one", probe.getRef()));

    assertThat(probe.expectMessageClass(Welcome.class).kinds())
        .contains(
            new Welcome.Kind("price", false, new Welcome.Lane("narrow", 1)),
            new Welcome.Kind("echo", false, null));
  }

  @Test
  void shouldRefuseASubmitterOfAnotherTime() {
    TestProbe<ClusterSubmitter.Command> probe = kit.createTestProbe();

    worker.tell(new Hello(7, 9, "later", probe.getRef()));

    assertThat(probe.expectMessageClass(Refused.class)).isEqualTo(new Refused(1, 1, worker));
  }
}
