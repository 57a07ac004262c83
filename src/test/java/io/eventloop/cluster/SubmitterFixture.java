package io.eventloop.cluster;

import io.eventloop.pool.CallOptions;
import io.eventloop.testing.Waiting;
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
import org.junit.jupiter.api.TestInstance;

/** A submitter, to which probes are the workers; heartbeats come when told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SubmitterFixture {
  final ActorTestKit kit = ActorTestKit.create();
  final Codec codec = new Codec(kit.system());
  static final RemoteKind<String, String> KIND =
      RemoteKind.named("kind", String.class, String.class);

  Tally tally;
  OpenCalls open;
  private final List<Worker> workers = new ArrayList<>();
  ActorRef<ClusterSubmitter.Command> submitter;

  /** A worker that says what the test says. */
  final class Worker {
    private final String name;
    final TestProbe<ClusterWorker.Command> probe = kit.createTestProbe();
    long seq;
    long granted;

    Worker(String name, Welcome.@Nullable Lane lane) {
      this.name = name;
      kit.system().receptionist().tell(Receptionist.register(ClusterWorker.KEY, probe.getRef()));
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
      report(seen, results, claims, List.of(), held);
    }

    void handBack(long id, long seen) {
      report(seen, List.of(), List.of(), List.of(id), null);
    }

    private void report(
        long seen,
        List<Report.Result> results,
        List<Long> claims,
        List<Long> returned,
        List<Long> held) {
      submitter.tell(
          new Report(name, ++seq, seen, granted, 0, false, false, results, claims, returned, held));
    }

    void answer(Orders.Run run) {
      report(0, List.of(resultOf(run)), List.of(), null);
    }
  }

  Report.Result resultOf(Orders.Run run) {
    return new Report.Result(run.id(), run.attempt(), codec.write("done"), null);
  }

  @AfterAll
  void shutDown() {
    kit.shutdownTestKit();
  }

  @BeforeEach
  void start() {
    tally = new Tally();
    open = new OpenCalls(tally, kit.system().executionContext());
    submitter = kit.spawn(ClusterSubmitter.create(codec, WhenTold.settings(), open, tally));
    open.goTo(submitter);
  }

  @AfterEach
  void stop() {
    kit.stop(submitter);
    workers.forEach(worker -> worker.probe.stop());
    workers.clear();
  }

  /** One that the Receptionist names, and that has said what it is. */
  Worker worker(String name) {
    return worker(name, null);
  }

  /** The same with a lane for its kind. */
  Worker worker(String name, Welcome.@Nullable Lane lane) {
    Worker added = new Worker(name, lane);
    workers.add(added);
    return added;
  }

  RemoteCall<String> submit() {
    return submit(KIND, "a", CallOptions.DEFAULT);
  }

  RemoteCall<String> submit(RemoteKind<String, String> kind, String argument, CallOptions options) {
    RemoteCall<String> call = unsubmitted(kind, argument, options, open);
    open.submit(call);
    return call;
  }

  RemoteCall<String> unsubmitted() {
    return unsubmitted(open);
  }

  RemoteCall<String> unsubmitted(OpenCalls calls) {
    return unsubmitted(KIND, "a", CallOptions.DEFAULT, calls);
  }

  RemoteCall<String> unsubmitted(
      RemoteKind<String, String> kind, String argument, CallOptions options, OpenCalls calls) {
    return new RemoteCall<>(
        calls.nextId(),
        kind,
        Placement.anywhere(),
        options,
        new PortableTask(kind.name(), codec.write(argument), Map.of(), Map.of()),
        calls,
        null);
  }

  void heartbeat() {
    submitter.tell(ClusterSubmitter.Signal.HEARTBEAT);
  }
}
