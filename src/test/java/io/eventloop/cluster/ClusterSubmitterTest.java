package io.eventloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskCancelledException;
import io.eventloop.testing.Waiting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a task, whatever is lost on the way to a worker and back. */
class ClusterSubmitterTest extends SubmitterFixture {
  @Test
  void shouldAskForALeaseAndSendTheTask() {
    Worker worker = worker("w");
    RemoteCall<String> call = submit();

    assertThat(worker.orders().waiting()).isEqualTo(1);
    worker.grant(1, 1);
    Orders orders = worker.orders();
    assertThat(orders.used()).isEqualTo(1);
    assertThat(orders.runs()).hasSize(1);
    worker.answer(orders.runs().get(0));

    assertThat(Waiting.<String>valueOf(call.toCompletionStage())).isEqualTo("done");
  }

  @Test
  void shouldAskAgainWhenTheGrantWasLost() {
    Worker worker = worker("w");
    RemoteCall<String> call = submit();
    assertThat(worker.orders().waiting()).isEqualTo(1);
    worker.granted = 1; // and the message that says so is lost
    worker.seq = 1;

    heartbeat();
    Orders orders = worker.orders();
    assertThat(orders.status()).isTrue();
    worker.report(orders.seq(), List.of(), List.of(), List.of());

    worker.answer(worker.run());
    assertThat(Waiting.<String>valueOf(call.toCompletionStage())).isEqualTo("done");
  }

  @Test
  void shouldSendATaskAgainThatHasNotArrived() {
    Worker worker = worker("w");
    RemoteCall<String> call = submit();
    worker.grant(1, worker.orders().seq());
    assertThat(worker.run().attempt()).isEqualTo(1);

    heartbeat();
    worker.granted = 2;
    worker.report(worker.orders().seq(), List.of(), List.of(), List.of());

    Orders.Run again = worker.run();
    assertThat(again.attempt()).isEqualTo(2);
    worker.answer(again);
    assertThat(Waiting.<String>valueOf(call.toCompletionStage())).isEqualTo("done");
    assertThat(tally.snapshot().rerun()).isEqualTo(1);
  }

  @Test
  void shouldDropASecondResultAndAcknowledgeIt() {
    Worker worker = worker("w");
    RemoteCall<String> call = submit();
    worker.grant(1, worker.orders().seq());
    Orders.Run run = worker.run();
    worker.answer(run);
    Waiting.valueOf(call.toCompletionStage());

    worker.answer(run);
    heartbeat();

    assertThat(worker.orders().done()).containsExactly(run.id(), run.id());
    assertThat(tally.snapshot().secondResults()).isEqualTo(1);
    assertThat(tally.snapshot().answered()).isEqualTo(1);
  }

  @Test
  void shouldGiveTheTaskOfALostWorkerToAnotherAndDropItsLateResult() {
    Worker lost = worker("lost");
    RemoteCall<String> call = submit();
    lost.grant(1, lost.orders().seq());
    Orders.Run first = lost.run();
    Worker other = worker("other");

    submitter.tell(new ClusterSubmitter.Lost(lost.probe.getRef()));
    other.grant(1, other.orders().seq());
    Orders.Run second = other.run();
    lost.answer(first);
    other.answer(second);

    assertThat(Waiting.<String>valueOf(call.toCompletionStage())).isEqualTo("done");
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(tally.snapshot().lateResults()).isEqualTo(1);
  }

  @Test
  void shouldAcknowledgeATaskThatIsHandedBackAndRunItAgain() {
    Worker worker = worker("w");
    RemoteCall<String> call = submit();
    worker.grant(1, worker.orders().seq());
    Orders first = worker.orders();
    long id = call.id();
    worker.report(first.seq(), List.of(), List.of(id), null);
    assertThat(worker.orders().claims()).containsExactly(new Orders.Claim(id, true));

    worker.granted = 2;
    worker.handBack(id, first.seq());
    Orders again = worker.orders();
    assertThat(again.done()).containsExactly(id);
    assertThat(again.runs()).extracting(Orders.Run::attempt).containsExactly(2);
    worker.handBack(id, first.seq()); // said again before the worker had that message
    worker.answer(again.runs().get(0));

    assertThat(Waiting.<String>valueOf(call.toCompletionStage())).isEqualTo("done");
    assertThat(tally.snapshot().rerun()).isEqualTo(1);
  }

  @Test
  void shouldGrantAClaimOnceAndAnswerForALostWorker() {
    Worker worker = worker("w");
    RemoteCall<String> call = submit();
    worker.grant(1, worker.orders().seq());
    long id = worker.run().id();

    worker.report(0, List.of(), List.of(id), null);
    assertThat(worker.orders().claims()).containsExactly(new Orders.Claim(id, true));
    submitter.tell(new ClusterSubmitter.Lost(worker.probe.getRef()));

    assertThat(Waiting.errorOf(call.toCompletionStage()))
        .isInstanceOf(WorkerLostException.class)
        .hasMessage(
            "kind task: its node w was lost after it had claimed it, and the task may not run"
                + " twice");
  }

  @Test
  void shouldRefuseTheClaimOfATaskThatIsAnswered() {
    Worker worker = worker("w");
    RemoteCall<String> call = submit();
    worker.grant(1, worker.orders().seq());
    long id = worker.run().id();

    call.cancel();
    assertThat(worker.orders().done()).containsExactly(id);
    worker.report(0, List.of(), List.of(id), null);

    assertThat(worker.orders().claims()).containsExactly(new Orders.Claim(id, false));
    assertThat(Waiting.errorOf(call.toCompletionStage()))
        .isInstanceOf(TaskCancelledException.class);
  }

  @Test
  void shouldCallOffAgainWhatAWorkerHoldsForNothing() {
    Worker worker = worker("w");
    RemoteCall<String> call = submit();
    worker.grant(1, worker.orders().seq());
    long id = worker.run().id();
    call.cancel();
    assertThat(worker.orders().done()).containsExactly(id); // and this is lost

    heartbeat();
    worker.report(worker.orders().seq(), List.of(), List.of(), List.of(id));

    assertThat(worker.orders().done()).containsExactly(id);
  }

  @Test
  void shouldNotPutALongArgumentIntoOneMessageWithOthers() {
    Worker worker = worker("w");
    submit(KIND, "a".repeat(60_000), CallOptions.DEFAULT);
    submit(KIND, "b".repeat(200_000), CallOptions.DEFAULT);

    Orders asked = worker.orders();
    while (asked.waiting() < 2) {
      asked = worker.orders();
    }
    worker.grant(2, asked.seq());

    assertThat(worker.orders().runs()).hasSize(1); // the two do not fit into one frame
    assertThat(worker.orders().runs()).hasSize(1);
  }

  @Test
  void shouldTakeADeadlineThatIsTooLongForATimer() {
    Worker worker = worker("w");
    CallOptions months = CallOptions.deadline(Duration.ofDays(300));
    RemoteCall<String> call = submit(KIND, "a", months);

    worker.grant(1, worker.orders().seq());
    Orders.Run run = worker.run();
    assertThat(run.deadlineMillis()).isZero();
    worker.answer(run);

    assertThat(Waiting.<String>valueOf(call.toCompletionStage())).isEqualTo("done");
  }
}
