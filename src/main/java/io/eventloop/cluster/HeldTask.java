package io.eventloop.cluster;

import io.eventloop.loop.PortableLocals;
import io.eventloop.pool.Job;
import io.eventloop.pool.PoolWorker.Task;
import io.eventloop.pool.PoolWorker.ThreadpoolResult;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * A task that a worker holds for a submitter: the job that a thread of its pool runs. It yields
 * what the function returned or threw; so a job that has failed was ended by the pool.
 */
final class HeldTask extends Job<Report.Result> {
  private final Session session;
  private final Orders.Run run;
  private final RemoteKind<?, ?> kind;
  private final ActorRef<ClusterWorker.Command> worker;
  private final ActorRef<ThreadpoolResult> nobody;

  /** Whether the pool has it; of the worker's thread, as all below. */
  private boolean submitted;

  private boolean unwanted;
  private boolean answered;
  private boolean threadBack;

  HeldTask(
      Session session,
      Orders.Run run,
      RemoteKind<?, ?> kind,
      Codec codec,
      ClusterSettings settings,
      ActorRef<ClusterWorker.Command> worker,
      ActorRef<ThreadpoolResult> nobody) {
    super(work(run, kind, codec, settings));
    this.session = session;
    this.run = run;
    this.kind = kind;
    this.worker = worker;
    this.nobody = nobody;
  }

  private static Callable<Report.Result> work(
      Orders.Run run, RemoteKind<?, ?> kind, Codec codec, ClusterSettings settings) {
    Callable<Payload> call = () -> call(run, kind, codec, settings);
    Callable<Payload> work = run.locals().isEmpty() ? call : () -> withLocals(run, codec, call);
    return () -> {
      Outcome<Payload> outcome = Outcome.of(work);
      Throwable error = outcome.error();
      Failure failure = error == null ? null : Failure.of(error);
      return new Report.Result(run.id(), run.attempt(), outcome.valueOrNull(), failure);
    };
  }

  private static Payload withLocals(Orders.Run run, Codec codec, Callable<Payload> call)
      throws Exception {
    Map<String, Object> values = new HashMap<>();
    run.locals()
        .forEach(
            (name, bytes) ->
                PortableLocals.typeOf(name)
                    .map(type -> (Object) codec.read(bytes, type))
                    .ifPresent(value -> values.put(name, value)));
    return PortableLocals.bind(values, call).call();
  }

  private static <A, R> Payload call(
      Orders.Run run, RemoteKind<A, R> kind, Codec codec, ClusterSettings settings)
      throws Exception {
    RemoteFunction<? super A, ? extends R> function = kind.function();
    A argument = codec.read(run.argument(), kind.argumentType());
    if (function == null || argument == null) {
      throw new IllegalArgumentException(kind + " cannot be run with " + argument);
    }
    Payload result = codec.write(function.apply(argument));
    settings.checkSize("result of kind \"" + kind.name() + "\"", result.size());
    return result;
  }

  Session session() {
    return session;
  }

  Orders.Run run() {
    return run;
  }

  boolean isToBeClaimed() {
    return kind.runsOnce();
  }

  /** Nobody waits for its answer any more. */
  boolean isUnwanted() {
    return unwanted;
  }

  void unwanted() {
    unwanted = true;
  }

  boolean isSubmitted() {
    return submitted;
  }

  void submitted() {
    submitted = true;
  }

  /** What the function has come to; null if it was not let run to its end. */
  Report.@Nullable Result result() {
    return value();
  }

  /**
   * The pool has answered it.
   *
   * @param back whether no thread is busy with it any more
   * @return whether its place is free now
   */
  boolean answered(boolean back) {
    answered = true;
    threadBack |= back;
    return threadBack;
  }

  /** No thread is busy with it any more; yields whether its place is free now. */
  boolean threadBack() {
    threadBack = true;
    return answered;
  }

  @Override
  protected void threadFreed() {
    worker.tell(new ClusterWorker.ThreadBack(this));
  }

  @Override
  public TaskKind kind() {
    return kind.task();
  }

  @Override
  protected Task toTask() {
    return new Task(run.id(), kind.task(), this, nobody);
  }

  @Override
  protected boolean isInterruptible() {
    return run.interruptible();
  }

  @Override
  protected @Nullable Map<String, String> mdc() {
    return run.mdc().isEmpty() ? null : run.mdc();
  }

  @Override
  protected boolean waitsForRoom() {
    return true; // what is leased was room enough
  }

  @Override
  public CompletionStage<Report.Result> toCompletionStage() {
    throw new UnsupportedOperationException("its answer is the submitter's");
  }
}
