package io.eventloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskCancelledException;
import io.eventloop.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A submitter, to which probes are the workers; heartbeats come when told. */
class ClusterSubmitterTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Codec CODEC = new Codec(KIT.system());
  private static final ClusterSettings SETTINGS =
      new ClusterSettings(
          "off",
          List.of(),
          ClusterSettings.UNBOUNDED,
          Duration.ofHours(1),
          Duration.ofHours(1),
          Duration.ofHours(1),
          100_000,
          "off",
          Duration.ofHours(1),
          Duration.ofHours(1));
  private static final RemoteKind<String, String> KIND =
      RemoteKind.named("kind", String.class, String.class);

  private final Tally tally = new Tally();
  private final OpenCalls open = new OpenCalls(tally, KIT.system().executionContext());
  private final List<Worker> workers = new ArrayList<>();
  private ActorRef<ClusterSubmitter.Command> submitter;

  /** A worker that says what the test says. */
  private final class Worker {
    private final String name;
    private final TestProbe<ClusterWorker.Command> probe = KIT.createTestProbe();
    private long seq;
    private long granted;

    Worker(String name, Welcome.@Nullable Lane lane) {
      this.name = name;
      KIT.system().receptionist().tell(Receptionist.register(ClusterWorker.KEY, probe.getRef()));
      probe
          .expectMessageClass(Hello.class, Waiting.LIMIT)
          .submitter()
          .tell(
              new Welcome(
                  1,
                  name,
                  name,
                  2,
                  Set.of(),
                  List.of(new Welcome.Kind("kind", false, lane)),
                  probe.getRef()));
    }

    Orders orders() {
      return probe.expectMessageClass(Orders.class, Waiting.LIMIT);
    }

    /** The next task. */
    Orders.Run run() {
      return Stream.generate(this::orders)
          .flatMap(orders -> orders.runs().stream())
          .findFirst()
          .orElseThrow();
    }

    void grant(int leases, long seen) {
      granted += leases;
      report(seen, List.of(), List.of(), null);
    }

    void report(long seen, List<Report.Result> results, List<Long> claims, List<Long> held) {
      submitter.tell(
          new Report(
              name, ++seq, seen, granted, 0, false, false, results, claims, List.of(), held));
    }

    void handBack(long id, long seen) {
      submitter.tell(
          new Report(
              name,
              ++seq,
              seen,
              granted,
              0,
              false,
              false,
              List.of(),
              List.of(),
              List.of(id),
              null));
    }

    void answer(Orders.Run run) {
      report(0, List.of(resultOf(run)), List.of(), null);
    }
  }

  private static Report.Result resultOf(Orders.Run run) {
    return new Report.Result(run.id(), run.attempt(), CODEC.write("done"), null);
  }

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  @BeforeEach
  void start() {
    submitter = KIT.spawn(ClusterSubmitter.create(CODEC, SETTINGS, open, tally));
    open.goTo(submitter);
  }

  @AfterEach
  void stop() {
    KIT.stop(submitter);
    workers.forEach(worker -> worker.probe.stop());
  }

  /** One that the Receptionist names, and that has said what it is. */
  private Worker worker(String name) {
    return worker(name, null);
  }

  /** The same with a lane for its kind. */
  private Worker worker(String name, Welcome.@Nullable Lane lane) {
    Worker added = new Worker(name, lane);
    workers.add(added);
    return added;
  }

  private RemoteCall<String> submit() {
    return submit(KIND, "a", CallOptions.DEFAULT);
  }

  private RemoteCall<String> submit(
      RemoteKind<String, String> kind, String argument, CallOptions options) {
    RemoteCall<String> call = unsubmitted(kind, argument, options, open);
    open.submit(call);
    return call;
  }

  private RemoteCall<String> unsubmitted() {
    return unsubmitted(open);
  }

  private RemoteCall<String> unsubmitted(OpenCalls calls) {
    return unsubmitted(KIND, "a", CallOptions.DEFAULT, calls);
  }

  private static RemoteCall<String> unsubmitted(
      RemoteKind<String, String> kind, String argument, CallOptions options, OpenCalls calls) {
    return new RemoteCall<>(
        calls.nextId(),
        kind,
        Placement.anywhere(),
        options,
        new PortableTask(kind.name(), CODEC.write(argument), Map.of(), Map.of()),
        calls,
        null);
  }

  private void heartbeat() {
    submitter.tell(ClusterSubmitter.Signal.HEARTBEAT);
  }

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
    KIT.stop(submitter);
    ClusterSettings impatient =
        new ClusterSettings(
            "off",
            List.of(),
            ClusterSettings.UNBOUNDED,
            Duration.ofHours(1),
            Duration.ZERO,
            Duration.ofHours(1),
            100_000,
            "off",
            Duration.ofHours(1),
            Duration.ofHours(1));
    OpenCalls calls = new OpenCalls(tally, KIT.system().executionContext());
    submitter = KIT.spawn(ClusterSubmitter.create(CODEC, impatient, calls, tally));
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
  void shouldGiveBackLeasesThatItHasNoUseFor() {
    Worker worker = worker("w");
    RemoteCall<String> call = submit();
    assertThat(worker.orders().waiting()).isEqualTo(1);
    call.cancel();

    worker.grant(1, 1);

    assertThat(worker.orders().released()).isEqualTo(1);
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
