package io.eventloop.bench.cluster;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.RuntimeSettings;
import io.eventloop.cluster.ClusterPool;
import io.eventloop.cluster.RemoteKind;
import io.eventloop.cluster.TaskRegistry;
import io.eventloop.value.Callback;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;

/** A runtime in the actor system. */
final class LoopDoor implements Door {
  /** What workers and submitters know. */
  static final Map<Work, RemoteKind<Integer, Integer>> KINDS =
      Stream.of(Work.values())
          .collect(Collectors.toUnmodifiableMap(Function.identity(), LoopDoor::kindOf));

  /** Sleeps for 0 to 4 ms. */
  static final RemoteKind<Integer, Integer> NAP = nap("nap");

  static final RemoteKind<Integer, Integer> NAP_ONCE = nap("nap once").runningOnce();

  private final EventLoop loop;
  private final ClusterPool pool;

  LoopDoor(ActorSystem<?> system) {
    CompletableFuture<EventLoop> started = new CompletableFuture<>();
    RuntimeSettings settings = RuntimeSettings.from(system.settings().config());
    system.systemActorOf(
        NodeRuntime.behavior(settings, started::complete), "loop", NodeRuntime.dispatcher());
    this.loop = started.join();
    this.pool = ClusterPool.get(system);
  }

  private static RemoteKind<Integer, Integer> kindOf(Work work) {
    return RemoteKind.of(work.toString(), Integer.class, Integer.class, work::run);
  }

  private static RemoteKind<Integer, Integer> nap(String name) {
    return RemoteKind.of(
        name,
        Integer.class,
        Integer.class,
        number -> {
          Thread.sleep(number % 5);
          return number;
        });
  }

  /** Makes a node a worker. */
  static void serve(ActorSystem<?> system) {
    TaskRegistry registry = TaskRegistry.get(system);
    KINDS.values().forEach(registry::register);
    registry.register(NAP);
    registry.register(NAP_ONCE);
    ClusterPool.get(system);
  }

  EventLoop loop() {
    return loop;
  }

  ClusterPool pool() {
    return pool;
  }

  @Override
  public void execute(Runnable code) {
    loop.execute(code);
  }

  @Override
  public void submit(Work work, int number, Callback<Integer> callback) {
    RemoteKind<Integer, Integer> kind = Objects.requireNonNull(KINDS.get(work));
    loop.cluster().submit(kind, number, callback);
  }

  @Override
  public int workerNodes() {
    return pool.stats().workerNodes();
  }
}
