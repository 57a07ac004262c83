package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.eventloop.NodeRuntime;
import io.eventloop.RuntimeSettings;
import io.eventloop.loop.Offload;
import io.eventloop.loop.RuntimeActor;
import io.eventloop.loop.RuntimeTerminatedException;
import io.eventloop.loop.StopReport;
import io.eventloop.pool.PoolListener.ShutdownReport;
import io.eventloop.pool.PoolSettings.WhenFull;
import io.eventloop.testing.Gate;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.TestTask;
import io.eventloop.testing.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The end of a pool: in peace, by interruption, and without a thread that heeds nothing. */
class ShutdownTest {
  private static final ActorTestKit KIT = ActorTestKit.create();

  private final Gate gate = new Gate();
  private final CompletableFuture<ShutdownReport> report = new CompletableFuture<>();

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private PoolSettings settings(int size, Duration grace) {
    return TestRuntime.poolOf(KIT, size)
        .withShutdownGrace(grace)
        .withListener(
            new PoolListener() {
              @Override
              public void stopped(String pool, ShutdownReport how) {
                report.complete(how);
              }
            });
  }

  @Test
  void shouldLetRunningTasksEndAndAnswerAllWhenStoppedInPeace() {
    TestRuntime runtime = TestRuntime.start(KIT, settings(2, Duration.ofMinutes(1)));
    TestTask<String> running = runtime.submit(gate.yielding("ended"));
    TestTask<String> alsoRunning = runtime.submit(gate.yielding("ended too"));
    gate.awaitBegun(2);
    TestTask<String> queued = runtime.submit(() -> "never");
    TestProbe<StopReport> stopped = runtime.stopping();
    runtime.stats(); // comes after the stop
    gate.open();
    assertThat(running.value()).isEqualTo("ended");
    assertThat(alsoRunning.value()).isEqualTo("ended too");
    assertThat(queued.error()).isInstanceOf(RuntimeTerminatedException.class);
    stopped.receiveMessage(Waiting.LIMIT);
    assertThat(Waiting.valueOf(report)).isEqualTo(new ShutdownReport(2, 0, 0));
    stopped.expectTerminated(runtime.ref(), Waiting.LIMIT);
  }

  @Test
  void shouldTellTasksThatWereQueuedFromThoseThatComeAfterwards() {
    Pool pool = new Pool(TestRuntime.poolOf(KIT, 1));
    Submitter submitter = pool.attach(new Attached());
    LooseJob queued = new LooseJob(TestRuntime.WORK);
    submitter.submit(queued);
    pool.close();
    LooseJob late = new LooseJob(TestRuntime.WORK);
    submitter.submit(late);
    assertThat(Waiting.errorOf(queued.toCompletionStage()))
        .isInstanceOf(WorkerTerminatedException.class)
        .hasMessage("work task not run: pool pool is closed");
    assertThat(Waiting.errorOf(late.toCompletionStage()))
        .isInstanceOf(TaskRejectedException.class)
        .hasMessage("work task rejected: pool pool is closed");
  }

  @Test
  void shouldAnswerTasksThatWaitForRoomInAPoolThatIsClosed() {
    Pool pool = new Pool(TestRuntime.poolOf(KIT, 1).withMaxQueued(1, WhenFull.WAIT));
    Semaphore announced = new Semaphore(0);
    Submitter submitter = pool.attach(new Attached(announced::release));
    List<LooseJob> jobs =
        IntStream.range(0, 5).mapToObj(i -> new LooseJob(TestRuntime.WORK)).toList();
    jobs.forEach(job -> submitter.submit(job));
    pool.close();
    while (announced.tryAcquire()) {
      submitter.admitWaiting();
      submitter.endOfTurn();
    }
    assertThat(jobs).allMatch(job -> job.answers() == 1);
    assertThat(submitter.queued()).isZero();
  }

  @Test
  void shouldInterruptRunningTasksAfterTheGrace() {
    TestRuntime runtime = TestRuntime.start(KIT, settings(2, Duration.ofMillis(500)));
    TestTask<String> running = runtime.submit(gate.yielding("never"));
    gate.awaitBegun(1);
    runtime.stop();
    gate.awaitInterrupt();
    assertThat(running.error()).isInstanceOf(TaskCancelledException.class);
    assertThat(Waiting.valueOf(report)).isEqualTo(new ShutdownReport(1, 1, 0));
  }

  @Test
  void shouldInterruptRunningTasksAtOnceWhenForced() {
    TestRuntime runtime = TestRuntime.start(KIT, settings(2, Duration.ofMinutes(1)));
    TestTask<String> running = runtime.submit(gate.yielding("never"));
    gate.awaitBegun(1);
    TestProbe<StopReport> stopped = KIT.createTestProbe(StopReport.class);
    runtime.ref().tell(new RuntimeActor.Stop(stopped.ref(), true));
    gate.awaitInterrupt();
    assertThat(stopped.receiveMessage(Waiting.LIMIT).workers()).isEqualTo(Waiting.valueOf(report));
    assertThat(running.error()).isInstanceOf(TaskCancelledException.class);
  }

  @Test
  void shouldNotCountAWorkerAsInterruptedThatHadNoTaskToBeInterruptedIn() {
    TestRuntime runtime = TestRuntime.start(KIT, settings(1, Duration.ofMinutes(1)));
    TestTask<String> cancelled = runtime.submit(gate.deaf("late"));
    gate.awaitBegun(1);
    assertThat(cancelled.handle().cancel()).isTrue(); // the worker is yet to come back from it
    TestProbe<StopReport> stopped = KIT.createTestProbe(StopReport.class);
    runtime.ref().tell(new RuntimeActor.Stop(stopped.ref(), true));
    runtime.stats(); // comes after the stop
    gate.open();
    assertThat(stopped.receiveMessage(Waiting.LIMIT).workers())
        .isEqualTo(new ShutdownReport(1, 0, 0));
  }

  @Test
  void shouldHurryWhenForcedAfterItWasStoppedInPeace() {
    TestRuntime runtime = TestRuntime.start(KIT, settings(1, Duration.ofMinutes(1)));
    TestTask<String> running = runtime.submit(gate.yielding("never"));
    gate.awaitBegun(1);
    TestProbe<StopReport> peaceful = runtime.stopping();
    TestProbe<StopReport> forced = KIT.createTestProbe(StopReport.class);
    runtime.ref().tell(new RuntimeActor.Stop(forced.ref(), true));
    gate.awaitInterrupt();
    assertThat(peaceful.receiveMessage(Waiting.LIMIT))
        .isEqualTo(forced.receiveMessage(Waiting.LIMIT));
    assertThat(running.error()).isInstanceOf(TaskCancelledException.class);
  }

  @Test
  void shouldReportWhatWasDoneCancelledAndAbandoned() {
    TestRuntime runtime = TestRuntime.start(KIT, settings(1, Duration.ofMillis(20)));
    runtime.submit(() -> "done").value();
    runtime.submit(gate.deaf("never"));
    gate.awaitBegun(1);
    runtime.submit(() -> "queued");
    StopReport how = runtime.stopping().receiveMessage(Waiting.LIMIT);
    assertThat(how.workers()).isEqualTo(new ShutdownReport(0, 0, 1));
    assertThat(how.stats().succeeded()).isEqualTo(1);
    assertThat(how.stats().cancelled() + how.stats().workerTerminated()).isEqualTo(2);
    assertThat(how.stats().answered()).isEqualTo(3);
    gate.open();
  }

  @Test
  void shouldAbandonATaskThatHeedsNoInterrupt() {
    TestRuntime runtime = TestRuntime.start(KIT, settings(3, Duration.ofMillis(500)));
    TestTask<String> deaf = runtime.submit(gate.deaf("never"));
    TestTask<String> heeding = runtime.submit(gate.yielding("never"));
    gate.awaitBegun(2);
    TestProbe<StopReport> stopped = runtime.stopping();
    stopped.receiveMessage(Waiting.LIMIT); // while the deaf task runs on
    assertThat(deaf.error()).isInstanceOf(TaskCancelledException.class);
    assertThat(heeding.error()).isInstanceOf(TaskCancelledException.class);
    assertThat(Waiting.valueOf(report)).isEqualTo(new ShutdownReport(1, 1, 1));
    assertThat(gate.inside()).isEqualTo(1);
    gate.open();
    stopped.expectTerminated(runtime.ref(), Waiting.LIMIT);
  }

  @Test
  void shouldNotInterruptATaskThatMayNotBeInterruptedButLeaveItToItself() {
    TestRuntime runtime = TestRuntime.start(KIT, settings(1, Duration.ofMillis(20)));
    TestTask<String> whole =
        runtime.submit(
            TestRuntime.WORK, gate.yielding("whole"), CallOptions.DEFAULT.uninterruptible());
    gate.awaitBegun(1);
    TestProbe<StopReport> stopped = runtime.stopping();
    stopped.receiveMessage(Waiting.LIMIT);
    assertThat(whole.error()).isInstanceOf(TaskCancelledException.class);
    assertThat(gate.inside()).as("still at work").isEqualTo(1);
    gate.open();
    stopped.expectTerminated(runtime.ref(), Waiting.LIMIT);
  }

  @Test
  void shouldReturnFromRunAllTheSameWhenATaskHeedsNothing() {
    RuntimeSettings settings =
        RuntimeSettings.load().withPoolSettings(settings(1, Duration.ofMillis(20)));
    int exitCode =
        NodeRuntime.run(
            settings,
            loop -> {
              loop.submit(TestRuntime.WORK, gate.deaf("never"), (error, value) -> {});
              loop.setTimeout(
                  () -> {
                    gate.awaitBegun(1);
                    throw new IllegalStateException("expected");
                  },
                  Duration.ofMillis(1));
            });
    assertThat(exitCode).isEqualTo(1);
    assertThat(gate.inside()).isEqualTo(1);
    gate.open();
  }

  @Test
  void shouldStopAnEmbeddedRuntimeInOrderWhenItsSystemShutsDown() {
    ActorTestKit kit = ActorTestKit.create("coordinated");
    TestRuntime runtime = TestRuntime.start(kit, settings(2, Duration.ofMinutes(1)));
    TestTask<String> running = runtime.submit(gate.yielding("ended"));
    gate.awaitBegun(1);
    CompletionStage<Done> down =
        CoordinatedShutdown.get(kit.system()).runAll(CoordinatedShutdown.unknownReason());
    gate.open();
    assertThat(running.value()).isEqualTo("ended");
    assertThat(Waiting.valueOf(report)).isEqualTo(new ShutdownReport(2, 0, 0));
    Waiting.valueOf(down);
    Waiting.valueOf(kit.system().getWhenTerminated());
  }

  @Test
  void shouldEndSharedPoolsAndAnswerTheirCallersWhenTheSystemShutsDown() {
    ActorTestKit kit =
        ActorTestKit.create(
            "coordinated-shared",
            ConfigFactory.parseString("eventloop.shutdown-grace = 50ms")
                .withFallback(ConfigFactory.load()));
    Offload offload = Offload.get(kit.system());
    CompletionStage<String> call =
        offload.call(TestRuntime.WORK, gate.yielding("never")).toCompletionStage();
    gate.awaitBegun(1);
    CompletionStage<Done> down =
        CoordinatedShutdown.get(kit.system()).runAll(CoordinatedShutdown.unknownReason());
    assertThat(Waiting.errorOf(call)).isInstanceOf(RuntimeTerminatedException.class);
    gate.awaitInterrupt();
    Waiting.valueOf(down);
    Waiting.valueOf(kit.system().getWhenTerminated());
  }

  @Test
  void shouldStopTheOwnerOfASharedPoolWhenItsWorkersHaveStopped() {
    ActorRef<SharedPool.Command> owner =
        KIT.spawn(SharedPool.create(new Pool(settings(2, Duration.ofMinutes(1)))));
    TestProbe<Done> stopped = KIT.createTestProbe(Done.class);
    owner.tell(new SharedPool.Stop(stopped.ref()));
    stopped.receiveMessage(Waiting.LIMIT);
    stopped.expectTerminated(owner, Waiting.LIMIT);
  }

  @Test
  void shouldSayThatASharedPoolIsClosedWhileAWorkerIsStuckAndStopItsOwnerAfterwards() {
    Pool pool = new Pool(settings(1, Duration.ofMillis(20)));
    ActorRef<SharedPool.Command> owner =
        KIT.spawn(SharedPool.create(pool), DispatcherSelector.fromConfig("eventloop.dispatcher"));
    LooseJob deaf = new LooseJob(TestRuntime.WORK, gate.deaf("never"));
    pool.attach(new Attached()).submit(deaf);
    gate.awaitBegun(1);
    TestProbe<Done> stopped = KIT.createTestProbe(Done.class);
    owner.tell(new SharedPool.Stop(stopped.ref()));
    stopped.receiveMessage(Waiting.LIMIT);
    assertThat(gate.inside()).isEqualTo(1);
    assertThat(Waiting.valueOf(report)).isEqualTo(new ShutdownReport(0, 0, 1));
    gate.open();
    stopped.expectTerminated(owner, Waiting.LIMIT);
    assertThat(deaf.answers()).isEqualTo(1);
  }

  @Test
  void shouldForgetAboutRuntimesThatHaveEndedWhenTheSystemShutsDown() {
    ActorTestKit kit = ActorTestKit.create("coordinated-ended");
    TestRuntime.start(kit, settings(1, Duration.ofMinutes(1))).stop();
    LoggingTestKit.empty() // a task that is still there fails, since nobody answers it
        .withLoggerName("org.apache.pekko.actor.CoordinatedShutdown")
        .withOccurrences(0)
        .expect(
            kit.system(),
            () ->
                Waiting.valueOf(
                    CoordinatedShutdown.get(kit.system())
                        .runAll(CoordinatedShutdown.unknownReason())));
  }
}
