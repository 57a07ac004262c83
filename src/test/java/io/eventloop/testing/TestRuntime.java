package io.eventloop.testing;

import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.Loop;
import io.eventloop.loop.LoopSettings;
import io.eventloop.loop.LoopStats;
import io.eventloop.loop.Registrar;
import io.eventloop.loop.RuntimeActor;
import io.eventloop.loop.StopReport;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.PoolSettings;
import io.eventloop.pool.Pools;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Outcome;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/** A runtime in the actor system of a test kit, and its loop. For the test's thread. */
public final class TestRuntime {
  /** A kind in the default lane. */
  public static final TaskKind WORK = TaskKind.of("work");

  private final ActorTestKit kit;
  private final ActorRef<RuntimeActor.Command> ref;
  private final CompletableFuture<Loop> loop = new CompletableFuture<>();

  private TestRuntime(ActorTestKit kit, LoopSettings settings) {
    this.kit = kit;
    this.ref =
        kit.spawn(
            RuntimeActor.create(settings, registrar -> loop.complete(new Face(registrar))),
            RuntimeActor.dispatcher());
  }

  private static final class Face extends Loop {
    Face(Registrar registrar) {
      super(registrar);
    }
  }

  /** The defaults of {@code reference.conf}, with a pool of this size. */
  public static PoolSettings poolOf(ActorTestKit kit, int size) {
    return PoolSettings.from(kit.system().settings().config()).withSize(size);
  }

  /** A runtime with a pool of its own. */
  public static TestRuntime start(ActorTestKit kit, PoolSettings own) {
    return start(kit, own, Pools.own());
  }

  /** A runtime on this pool. */
  public static TestRuntime start(ActorTestKit kit, PoolSettings settings, Pools.Source pool) {
    return new TestRuntime(
        kit, LoopSettings.from(kit.system().settings().config(), pool).withPoolSettings(settings));
  }

  /** The actor. */
  public ActorRef<RuntimeActor.Command> ref() {
    return ref;
  }

  /** Its loop, for code that runs there; or to execute something, from anywhere. */
  public Loop loop() {
    return Waiting.valueOf(loop);
  }

  /** What the function yields on the loop. */
  public <T> T call(Function<Loop, T> onLoop) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Loop itself = loop();
    ref.tell(
        new RuntimeActor.Execute(
            () -> {
              Outcome<T> outcome = Outcome.of(() -> onLoop.apply(itself));
              if (outcome.error() == null) {
                result.complete(outcome.valueOrNull());
              } else {
                result.completeExceptionally(outcome.error());
              }
            }));
    return Waiting.valueOf(result);
  }

  /** Runs this on the loop, and waits until it has. */
  public void run(Consumer<Loop> onLoop) {
    call(
        itself -> {
          onLoop.accept(itself);
          return null;
        });
  }

  /** Submits work of the kind {@link #WORK}. */
  public <T> TestTask<T> submit(Callable<T> work) {
    return submit(WORK, work, CallOptions.DEFAULT);
  }

  /** Submits work. */
  public <T> TestTask<T> submit(TaskKind kind, Callable<T> work) {
    return submit(kind, work, CallOptions.DEFAULT);
  }

  /** Submits work. */
  public <T> TestTask<T> submit(TaskKind kind, Callable<T> work, CallOptions options) {
    return call(itself -> submitOn(itself, kind, work, options));
  }

  /** Submits work; for code that is on the loop already. */
  public static <T> TestTask<T> submitOn(
      Loop loop, TaskKind kind, Callable<T> work, CallOptions options) {
    TestTask<T> task = new TestTask<>();
    return task.with(loop.submit(kind, work, options, task.callback()));
  }

  /** The same with a signal that calls it off. */
  public static <T> TestTask<T> submitOn(Loop loop, Callable<T> work, AbortSignal signal) {
    TestTask<T> task = new TestTask<>();
    return task.with(loop.submit(WORK, work, CallOptions.DEFAULT, signal, task.callback()));
  }

  /** What it has done. All that was told before by this thread is done by then. */
  public LoopStats stats() {
    TestProbe<LoopStats> probe = kit.createTestProbe(LoopStats.class);
    ref.tell(new RuntimeActor.GetStats(probe.ref()));
    return probe.receiveMessage(Waiting.LIMIT);
  }

  /** Tells it to stop; answered when it has. */
  public TestProbe<StopReport> stopping() {
    TestProbe<StopReport> probe = kit.createTestProbe(StopReport.class);
    ref.tell(new RuntimeActor.Stop(probe.ref()));
    return probe;
  }

  /** Stops it, and waits until it has. */
  public void stop() {
    stopping().receiveMessage(Waiting.LIMIT);
    kit.createTestProbe().expectTerminated(ref, Waiting.LIMIT);
  }

  /** Sends a message of the classic API, such as a poison pill, to one of its own workers. */
  public void tellWorker(String name, Object classicMessage) {
    Adapter.toClassic(kit.system())
        .actorSelection(ref.path().child(name))
        .tell(classicMessage, org.apache.pekko.actor.ActorRef.noSender());
  }
}
