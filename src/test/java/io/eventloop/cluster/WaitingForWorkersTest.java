package io.eventloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.pool.CallOptions;
import io.eventloop.testing.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tasks that wait for a worker, and which one gets them. */
class WaitingForWorkersTest extends SubmitterFixture {
  @Test
  void shouldLetTwoTasksWaitBehindEachThreadOfALane() {
    Worker narrow = worker("narrow", new Welcome.Lane("lane", 1));
    for (int i = 0; i < 5; i++) {
      submit();
    }
    Orders asked = narrow.orders();
    while (asked.waiting() < 3) {
      asked = narrow.orders();
    }
    heartbeat();
    assertThat(narrow.orders().waiting()).isEqualTo(3);
    narrow.grant(6, asked.seq());
    Orders orders = narrow.orders();
    assertThat(orders.runs()).hasSize(3);
    assertThat(orders.waiting()).isZero();

    Worker wide = worker("wide");
    Orders free = wide.orders();
    wide.grant(2, free.seq());
    assertThat(wide.orders().runs()).extracting(Orders.Run::id).containsExactly(4L, 5L);
  }

  @Test
  void shouldPreferAWorkerWhoseLaneHasAThreadFree() {
    Worker narrow = worker("narrow", new Welcome.Lane("lane", 1));
    submit();
    narrow.grant(1, narrow.orders().seq());
    Orders.Run first = narrow.run();
    Worker wide = worker("wide");
    submit();
    submit();

    narrow.grant(6, 1_000); // it has another thread, but not for this lane
    wide.grant(2, wide.orders().seq());

    assertThat(first.id()).isEqualTo(1);
    assertThat(wide.run().id()).isEqualTo(2);
    assertThat(tally.snapshot().rerun()).isZero();
  }

  @Test
  void shouldLetEachTaskWaitForItsKindAsLong() {
    Backlog backlog = new Backlog();
    RemoteCall<String> early = unsubmitted();
    RemoteCall<String> late = unsubmitted();
    backlog.add(early);
    Waiting.until("time passes", () -> System.nanoTime() > early.waitsSince());
    backlog.add(late);
    Backlog.Group group = backlog.groups().get(0);

    long limit = 1_000_000_000_000L;
    long now = early.waitsSince();
    assertThat(group.unserved(false, now, limit)).isEmpty();
    assertThat(group.unserved(false, now + limit, limit)).hasSize(1).first().isSameAs(early);
    assertThat(group.unserved(true, now + limit, limit)).isEmpty();
    assertThat(group.unserved(false, now + 2 * limit, limit)).isEmpty();
    assertThat(group.unserved(false, now + 3 * limit, limit)).hasSize(2);
  }

  @Test
  void shouldGiveEachCallerAnErrorOfItsOwn() {
    kit.stop(submitter);
    ClusterSettings impatient = WhenTold.settings(Duration.ZERO);
    OpenCalls calls = new OpenCalls(tally, kit.system().executionContext());
    submitter = kit.spawn(ClusterSubmitter.create(codec, impatient, calls, tally));
    calls.goTo(submitter);
    RemoteCall<String> one = unsubmitted(calls);
    RemoteCall<String> other = unsubmitted(calls);
    calls.submit(one);
    calls.submit(other);

    heartbeat();

    Throwable first = Waiting.errorOf(one.toCompletionStage());
    assertThat(first).isInstanceOf(UnknownKindException.class);
    assertThat(Waiting.errorOf(other.toCompletionStage()))
        .isInstanceOf(UnknownKindException.class)
        .isNotSameAs(first);
  }

  @Test
  void shouldGiveBackLeasesThatItHasNoUseFor() {
    Worker worker = worker("w");
    RemoteCall<String> call = submit();
    assertThat(worker.orders().waiting()).isEqualTo(1);
    call.cancel();

    worker.grant(1, 1);

    assertThat(worker.orders().released()).isEqualTo(1);
  }

  @Test
  void shouldNotSendWhatMayNotRunTwiceToANodeThatDoesNotClaimIt() {
    Worker worker = worker("w");
    submit(KIND.runningOnce(), "a", CallOptions.DEFAULT);
    RemoteCall<String> other = submit();

    worker.grant(1, worker.orders().seq());
    assertThat(worker.run().id()).isEqualTo(other.id());
  }

  @Test
  void shouldAskForKindsAgainWhileATaskWaitsForOne() {
    Worker worker = worker("w"); // it has another by now, and the message that says so is lost
    submit(RemoteKind.named("other", String.class, String.class), "a", CallOptions.DEFAULT);

    heartbeat();

    worker.probe.expectMessageClass(Hello.class, Waiting.LIMIT);
  }
}
