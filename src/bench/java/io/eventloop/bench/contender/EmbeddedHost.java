package io.eventloop.bench.contender;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.RuntimeSettings;
import io.eventloop.pool.Pools;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** An actor system with runtimes embedded in it, which all use one pool. */
public final class EmbeddedHost implements LoopHost {
  private final ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "embedded");
  private final RuntimeSettings settings;
  private final List<EventLoop> loops = new ArrayList<>();

  /** With one runtime, on the shared pool. */
  public EmbeddedHost() {
    this(Pools.shared());
  }

  /** The same on another pool. */
  public EmbeddedHost(Pools.Source pool) {
    settings = RuntimeSettings.from(system.settings().config()).withPool(pool);
    spawn(1);
  }

  /** Adds so many runtimes, and returns when all of them have begun. */
  public List<EventLoop> spawn(int count) {
    List<CompletableFuture<EventLoop>> started = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      CompletableFuture<EventLoop> loop = new CompletableFuture<>();
      started.add(loop);
      system.systemActorOf(
          NodeRuntime.behavior(settings, loop::complete),
          "runtime-" + (loops.size() + i),
          NodeRuntime.dispatcher());
    }
    List<EventLoop> added = started.stream().map(CompletableFuture::join).toList();
    loops.addAll(added);
    return added;
  }

  /** The same, each as a contender in the callback form. */
  public List<Contender> contenders(int count) {
    return spawn(count).stream()
        .<Contender>map(
            loop -> new EventLoopContender(() -> loop, EventLoopContender::callbackForm))
        .toList();
  }

  @Override
  public EventLoop loop() {
    return loops.get(0);
  }
}
