package io.eventloop.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.RuntimeSettings;
import io.eventloop.loop.RuntimeActor;
import io.eventloop.pool.PoolListener;
import io.eventloop.pool.PoolSettings;
import io.eventloop.pool.Pools;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Kill;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.LoggerFactory;

/** An actor system with a runtime embedded in it, and a way to kill its pool's workers. */
final class Embedded implements AutoCloseable {
  private static final String NAME = "runtime";

  private final ActorSystem<Void> system;
  private final String workers;
  private final CompletableFuture<EventLoop> loop = new CompletableFuture<>();
  private final CompletableFuture<ActorContext<RuntimeActor.Command>> context =
      new CompletableFuture<>();
  private final AtomicInteger replaced = new AtomicInteger();

  /**
   * Starts it.
   *
   * @param pool the runtime's own, or the one that all runtimes share
   */
  Embedded(Pools.Source pool, UnaryOperator<PoolSettings> changes) {
    this.workers = pool.equals(Pools.own()) ? "/user/" + NAME + "/" : "/system/eventloop-pool/";
    this.system =
        ActorSystem.create(
            Behaviors.setup(
                guardian -> {
                  RuntimeSettings settings = RuntimeSettings.load().withPool(pool);
                  PoolSettings changed = changes.apply(settings.loop().poolSettings());
                  guardian.spawn(
                      Behaviors.<RuntimeActor.Command>setup(
                          own -> {
                            context.complete(own);
                            return NodeRuntime.behavior(
                                settings.withPoolSettings(changed.withListener(listener())),
                                loop::complete);
                          }),
                      NAME,
                      RuntimeActor.dispatcher());
                  return Behaviors.empty();
                }),
            "embedded");
  }

  private PoolListener listener() {
    return new PoolListener() {
      @Override
      public void workerReplaced(
          String pool, int threadId, String lost, String replacement, boolean stuck) {
        replaced.incrementAndGet();
      }
    };
  }

  /** Nothing of what is done to the workers on purpose is to be logged. */
  static void silenceLogs() {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
  }

  EventLoop loop() throws InterruptedException, ExecutionException {
    return loop.get();
  }

  /** The runtime's own context, for its callbacks alone. */
  ActorContext<RuntimeActor.Command> context() {
    return context.join();
  }

  ActorSystem<Void> system() {
    return system;
  }

  /** Stops a worker when its mailbox comes to that. */
  void poison(int threadId) {
    tell(threadId, PoisonPill.getInstance());
  }

  /** Has a worker throw when its mailbox comes to that. */
  void kill(int threadId) {
    tell(threadId, Kill.getInstance());
  }

  private void tell(int threadId, Object message) {
    Adapter.toClassic(system)
        .actorSelection(workers + "pool" + threadId)
        .tell(message, ActorRef.noSender());
  }

  int replacedWorkers() {
    return replaced.get();
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }
}
