package io.eventloop.loop;

import io.eventloop.pool.CallOptions;
import io.eventloop.pool.Pools;
import io.eventloop.pool.TaskHandle;
import io.eventloop.pool.TaskKind;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.pattern.StatusReply;
import org.jspecify.annotations.Nullable;

/**
 * Blocking work for actors: run on a pool, the answer a stage or a message, and no thread of a
 * dispatcher held. Safe to use from any thread.
 *
 * <pre>{@code
 * Offload offload = Offload.get(context.getSystem());
 * TaskHandle<Order> task = offload.call(TaskKind.of("jdbc"), () -> dao.load(id));
 * context.pipeToSelf(task.toCompletionStage(), Loaded::new);
 * }</pre>
 *
 * <p>There is no call with an {@link AbortSignal}: a signal is a loop's, and whoever calls from
 * here is on no loop. To tie a call to one, have the loop do {@code signal.onAbort(task::cancel)}.
 *
 * <p>Each call is answered exactly once. One to a runtime that has ended, or that ends before it
 * can answer, fails with {@link RuntimeTerminatedException}.
 */
public final class Offload {
  private final RuntimeLink link;

  /** Of the actor that the calls are tied to, if they are. */
  private final @Nullable OpenCalls tied;

  private Offload(RuntimeLink link, @Nullable OpenCalls tied) {
    this.link = link;
    this.tied = tied;
  }

  /**
   * The actor system's own: one runtime, made by the first who asks, on the pool that all runtimes
   * of the system may share.
   */
  public static Offload get(ActorSystem<?> system) {
    return get(system, Pools.shared());
  }

  /**
   * The same on another pool, such as one sized as the connection pool of a database: {@code
   * Pools.named("jdbc", 10)}.
   *
   * @param pool a shared or named pool
   * @throws IllegalArgumentException if it is neither, or is there already in another size
   */
  public static Offload get(ActorSystem<?> system, Pools.Source pool) {
    return Offloads.of(system).on(pool);
  }

  /**
   * Through a runtime of somebody's. All that is made for one runtime shares a watching actor,
   * which stops when the runtime has ended.
   *
   * @param runtime local to the system
   * @param system in which its end is watched
   */
  public static Offload to(ActorRef<RuntimeActor.Command> runtime, ActorSystem<?> system) {
    return new Offload(Offloads.of(system).linkTo(runtime), null);
  }

  /**
   * Runs work on the pool.
   *
   * @param kind what sort of work it is
   * @param work runs on a worker's thread and may block; what it throws fails the stage
   * @return to cancel it, and for its stage
   */
  public <T> TaskHandle<T> call(TaskKind kind, Callable<? extends T> work) {
    return call(kind, work, CallOptions.DEFAULT);
  }

  /** The same with options: a deadline, and whether it may be interrupted. */
  public <T> TaskHandle<T> call(TaskKind kind, Callable<? extends T> work, CallOptions options) {
    return send(new TaskCall<>(kind, work, options));
  }

  /** The same for a task that a full pool does not reject. */
  <T> TaskHandle<T> callThatWaits(TaskKind kind, Callable<? extends T> work) {
    TaskCall<T> call = new TaskCall<>(kind, work, CallOptions.DEFAULT);
    return send(call.waitingForRoom());
  }

  boolean hasEnded() {
    return link.hasEnded() || (tied != null && tied.hasEnded());
  }

  private <T> TaskHandle<T> send(TaskCall<T> call) {
    if (tied != null) {
      call.tiedTo(tied); // one that comes too late is cancelled, and answered like any other
    }
    link.send(call);
    return call;
  }

  /**
   * Runs work on the pool and tells an actor what came of it, once, as {@link StatusReply}.
   *
   * @param replyTo is told the value, which must not be null, or the error
   * @return to cancel it
   */
  public <T> TaskHandle<T> call(
      TaskKind kind,
      Callable<? extends T> work,
      CallOptions options,
      ActorRef<StatusReply<T>> replyTo) {
    TaskCall<T> call = new TaskCall<>(kind, work, options);
    call.replyTo(replyTo);
    return send(call);
  }

  /**
   * The same, with calls that are cancelled when this actor stops or restarts. To be called by the
   * actor, on its own thread.
   */
  public Offload tiedTo(ActorContext<?> context) {
    return new Offload(link, OpenCalls.of(context));
  }

  /**
   * The pool as an executor, for {@code supplyAsync}, JDBC and SDKs that want one. To shut it down
   * ends this view only. What it executes may be interrupted by {@code Future.cancel(true)} and
   * {@code shutdownNow}.
   *
   * @param kind what sort of work it is used for
   */
  public ExecutorService executor(TaskKind kind) {
    return new OffloadExecutor(this, kind);
  }

  /** The runtime behind it, for the ask pattern: see {@link RuntimeActor.Call}. */
  public ActorRef<RuntimeActor.Command> runtime() {
    return link.runtime();
  }
}
