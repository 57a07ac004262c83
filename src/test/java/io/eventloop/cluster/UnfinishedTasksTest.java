package io.eventloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.cluster.Orders.Claim;
import io.eventloop.cluster.Orders.Run;
import io.eventloop.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.pekko.Done;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.Test;

/** Tasks that a worker does not run, or not to their end. */
class UnfinishedTasksTest extends WorkerFixture {
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
    Report report = one.report();
    while (report.seen() < one.seq) { // to both, if they have not come in one burst
      report = one.report();
    }
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
    kit.stop(worker);
    worker = workerOn("ending", 2);
    Submitter one = new Submitter("one");
    one.order(0, run(1, "gated"), run(2, "once"));
    assertThat(one.report().claims()).containsExactly(2L);
    one.order(0, false, List.of(), List.of(new Claim(2, true)), List.of());
    gate.awaitBegun(2);
    one.order(0, run(3, "gated"), run(4, "once"));
    assertThat(one.report().claims()).containsExactly(4L);

    Adapter.toClassic(kit.system())
        .actorSelection("/system/eventloop-ending")
        .tell(PoisonPill.getInstance(), null);

    List<Long> returned = new ArrayList<>();
    while (returned.size() < 3) {
      Report report = one.report();
      assertThat(report.results()).isEmpty();
      returned.addAll(report.returned());
    }
    assertThat(returned).containsExactlyInAnyOrder(1L, 3L, 4L);
    Waiting.until(
        "what had begun and may not run twice is dropped: nobody knows how far it came",
        () -> {
          one.order(0, true, List.of(), List.of(), List.of());
          Report report = one.report();
          assertThat(report.leaving()).isTrue();
          assertThat(report.results()).isEmpty();
          assertThat(report.returned()).isEmpty();
          return report.held() != null && !report.held().contains(2L);
        });
    one.order(0, run(5, "gated"));
    Report report = one.report();
    while (report.returned().isEmpty()) {
      report = one.report();
    }
    assertThat(report.returned()).containsExactly(5L);
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
    Payload argument = codec.write("a");
    one.order(0, new Run(1, 1, "gated", argument, 1, true, Map.of(), Map.of()));
    gate.awaitBegun(1);

    CountDownLatch later = new CountDownLatch(1);
    kit.system()
        .scheduler()
        .scheduleOnce(Duration.ofMillis(100), later::countDown, kit.system().executionContext());
    Waiting.await(later);

    one.order(0, true, List.of(), List.of(), List.of());
    assertThat(one.report().held()).containsExactly(1L);
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
    TestProbe<Done> done = kit.createTestProbe();

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
    List<Long> returned = new ArrayList<>();
    do {
      report = one.report();
      returned.addAll(report.returned());
    } while (report.held() == null);
    assertThat(returned).containsExactlyElementsOf(again);
    assertThat(report.held()).as("while it is not acknowledged").containsExactlyElementsOf(again);
    one.order(0, false, again, List.of(), List.of());

    done.receiveMessage(Waiting.LIMIT);
    done.expectTerminated(worker, Waiting.LIMIT);
  }
}
