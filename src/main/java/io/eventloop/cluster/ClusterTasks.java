package io.eventloop.cluster;

import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.IoRequest;
import io.eventloop.loop.Promise;
import io.eventloop.loop.Registrar;
import io.eventloop.loop.RuntimeTerminatedException;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskHandle;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.Js;
import io.eventloop.value.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of a loop that run on any node of the cluster. Of the loop's thread: a call from another
 * throws {@link IllegalStateException}. Answers and their errors are those of {@link ClusterPool};
 * the loop stays alive until they have come.
 */
public final class ClusterTasks {
  private final Registrar registrar;
  private final ClusterPool pool;
  private final Placement placement;
  private final @Nullable AbortSignal signal;

  private ClusterTasks(
      Registrar registrar, ClusterPool pool, Placement placement, @Nullable AbortSignal signal) {
    this.registrar = registrar;
    this.pool = pool;
    this.placement = placement;
    this.signal = signal;
  }

  /**
   * For the loop of this registrar.
   *
   * @throws IllegalStateException as {@link ClusterPool#get} does
   */
  public static ClusterTasks of(Registrar registrar) {
    ClusterPool pool = ClusterPool.get(registrar.system());
    return new ClusterTasks(registrar, pool, Placement.anywhere(), null);
  }

  /** A view whose tasks run on these nodes. */
  public ClusterTasks on(Placement newPlacement) {
    InvalidArgTypeException.require(newPlacement, "placement", "an instance of Placement");
    return new ClusterTasks(registrar, pool, newPlacement, signal);
  }

  /**
   * A view whose tasks a signal calls off: each is answered with {@code AbortException}, and
   * cancelled on the node that has it. Where it is aborted already, nothing is submitted.
   */
  public ClusterTasks withSignal(AbortSignal added) {
    InvalidArgTypeException.require(added, "signal", "an instance of AbortSignal");
    AbortSignal both = signal == null ? added : AbortSignal.any(signal, added);
    return new ClusterTasks(registrar, pool, placement, both);
  }

  /**
   * Runs a task on some node and then the callback on the loop.
   *
   * @param kind what to run; some node has its function
   * @param argument written at once, so that it may change afterwards
   * @param callback gets the result, or why there is none
   * @return to cancel it
   * @throws IllegalArgumentException if the argument cannot be written, or is too long
   */
  public <A, R> TaskHandle<R> submit(
      RemoteKind<A, R> kind, A argument, Callback<? super R> callback) {
    return submit(kind, argument, CallOptions.DEFAULT, callback);
  }

  /** The same with options: a deadline, and whether it may be interrupted. */
  public <A, R> TaskHandle<R> submit(
      RemoteKind<A, R> kind, A argument, CallOptions options, Callback<? super R> callback) {
    InvalidArgTypeException.requireFunction(callback, "callback");
    AtomicReference<@Nullable IoRequest<R>> request = new AtomicReference<>();
    RemoteCall<R> call =
        pool.prepare(
            kind,
            argument,
            options,
            placement,
            outcome -> {
              IoRequest<R> registered = request.get();
              if (registered != null) {
                registered.complete(outcome);
              }
            });
    request.set(
        registrar.registerIo(
            "cluster task " + kind.name(),
            signal,
            (error, value) -> {
              call.stage().settle(Outcome.of(error, value));
              callback.call(error, value);
            },
            () -> giveUp(call)));
    pool.submit(call);
    return call;
  }

  /** The signal has answered the callback, or the loop has ended and nobody will. */
  private void giveUp(RemoteCall<?> call) {
    call.cancel();
    if (signal == null || !signal.aborted()) {
      call.stage()
          .settle(
              Outcome.failure(
                  new RuntimeTerminatedException(
                      call.kind() + " task: the runtime ended before it could answer")));
    }
  }

  /**
   * Runs a task on some node.
   *
   * @return fulfilled with its result, or rejected with why there is none
   * @see #submit(RemoteKind, Object, Callback)
   */
  public <A, R> Promise<R> submit(RemoteKind<A, R> kind, A argument) {
    return submit(kind, argument, CallOptions.DEFAULT);
  }

  /** The same with options: a deadline, and whether it may be interrupted. */
  public <A, R> Promise<R> submit(RemoteKind<A, R> kind, A argument, CallOptions options) {
    return registrar.promise(callback -> submit(kind, argument, options, callback));
  }

  /** Runs a task by the name of its kind, whose argument and result are portable values. */
  public TaskHandle<Js> submit(String kind, Js argument, Callback<? super Js> callback) {
    return submit(RemoteKind.named(kind, Js.class, Js.class), argument, callback);
  }

  /** The promise form of {@link #submit(String, Js, Callback)}. */
  public Promise<Js> submit(String kind, Js argument) {
    return registrar.promise(callback -> submit(kind, argument, callback));
  }

  /**
   * Stores a task of a durable kind in this node's journal, from which it is run on any node that
   * has its kind: see {@link ClusterPool#submitDurable}. The answer goes to the handler of its
   * kind. A signal of this view that is aborted already keeps it from being submitted; one that is
   * aborted later answers the callback, and the task may be stored or not.
   *
   * @param callback gets the task's id once the journal has it, or why there is none
   * @throws IllegalArgumentException if the kind is not durable, the argument cannot be written, or
   *     this is a view for some nodes: the journal keeps no placement
   * @throws IllegalStateException if pekko-persistence-typed is missing, or {@code
   *     eventloop.cluster.durable-name} is not set
   */
  public <A> void submitDurable(
      RemoteKind<A, ?> kind, A argument, Callback<? super Long> callback) {
    InvalidArgTypeException.requireFunction(callback, "callback");
    InvalidArgTypeException.require(kind, "kind", "an instance of RemoteKind");
    if (placement != Placement.anywhere()) {
      throw new IllegalArgumentException(
          kind + ": " + placement + " is not accepted for a durable task; Placement.anywhere() is");
    }
    boolean aborted = signal != null && signal.aborted();
    CompletionStage<Long> stored =
        aborted ? new CompletableFuture<>() : pool.submitDurable(kind, argument);
    IoRequest<Long> request =
        registrar.registerIo("durable task " + kind.name(), signal, callback, () -> {});
    stored.whenComplete((id, error) -> request.complete(Outcome.of(error, id)));
  }

  /** The promise form of {@link #submitDurable(RemoteKind, Object, Callback)}. */
  public <A> Promise<Long> submitDurable(RemoteKind<A, ?> kind, A argument) {
    return registrar.promise(callback -> submitDurable(kind, argument, callback));
  }

  /** What this node has submitted so far, and what came of it. */
  public ClusterStats stats() {
    return pool.stats();
  }
}
