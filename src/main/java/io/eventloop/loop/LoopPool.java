package io.eventloop.loop;

import io.eventloop.pool.Pool;
import io.eventloop.pool.PoolListener.ShutdownReport;
import io.eventloop.pool.PoolOwner;
import io.eventloop.pool.PoolWorker;
import io.eventloop.pool.Pools;
import io.eventloop.pool.Sentinel;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/** The pool that a runtime uses, and what it owes it: only a pool of its own is its to close. */
final class LoopPool {
  private final Pool pool;
  private final @Nullable PoolOwner<Object> owner;

  private LoopPool(Pool pool, @Nullable PoolOwner<Object> owner) {
    this.pool = pool;
    this.owner = owner;
  }

  /** The pool that the settings name; one of the runtime's own is spawned as its children. */
  static LoopPool of(ActorContext<Object> context, LoopSettings settings) {
    return Pools.get(context.getSystem())
        .find(settings.pool(), settings.poolSettings())
        .map(shared -> new LoopPool(shared, null))
        .orElseGet(
            () -> {
              PoolOwner<Object> owner =
                  new PoolOwner<>(context, event -> event, settings.poolSettings());
              return new LoopPool(owner.pool(), owner);
            });
  }

  /** A pool of workers that somebody else made. */
  static LoopPool of(LoopSettings settings, List<ActorRef<PoolWorker.Command>> workers) {
    return new LoopPool(Pool.of(settings.poolSettings(), workers), null);
  }

  Pool pool() {
    return pool;
  }

  /** An event of the runtime's own workers. */
  void on(PoolOwner.Event event) {
    if (owner != null) {
      owner.on(event);
    }
  }

  boolean isOwn() {
    return owner != null;
  }

  /** Whether a worker of its own is in a task still, and keeps the actor from stopping. */
  boolean hasLivingWorkers() {
    return owner != null && owner.hasLivingWorkers();
  }

  /** Closes a pool of the runtime's own, and says when that is done; another is none of ours. */
  void close(Consumer<ShutdownReport> whenDone) {
    if (owner != null) {
      owner.close(whenDone);
    }
  }

  /** Runs this when the runtime is stopped from outside, before workers of its own have ended. */
  void beforeWorkersEnd(ActorContext<Object> context, Runnable end) {
    if (owner != null) {
      context.spawn(Sentinel.create(end), "sentinel", RuntimeActor.dispatcher());
    }
  }

  /** Interrupts what a pool that is closing still runs. */
  void hurry() {
    if (owner != null) {
      owner.hurry();
    }
  }

  /** The runtime has ended without closing it in order: no task may stay without an answer. */
  void abandon() {
    if (owner != null) {
      pool.close();
    }
  }
}
