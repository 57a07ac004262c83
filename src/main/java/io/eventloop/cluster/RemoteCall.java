package io.eventloop.cluster;

import io.eventloop.pool.AnswerStage;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskCancelledException;
import io.eventloop.pool.TaskHandle;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A task that was submitted to the cluster, until it has its answer, which whoever comes first
 * gives. The answer is safe to give from any thread, and told on none of theirs: what reads it, or
 * depends on it, is a user's code. Where the task is belongs to the submitter's thread.
 *
 * @param <R> the result
 */
final class RemoteCall<R> implements TaskHandle<R> {
  /** A deadline past this is none: Pekko's timers throw where one is longer than 248 days. */
  static final Duration LONGEST = Duration.ofDays(200);

  /** What a task has in a message beside what is a user's: names of fields, and numbers. */
  private static final int OVERHEAD = 128;

  private final long id;
  private final RemoteKind<?, R> kind;
  private final Placement placement;
  private final CallOptions options;
  private final PortableTask task;
  private final long deadlineNanos;
  private final int size;

  private final AnswerStage<R> stage = new AnswerStage<>();
  private final AtomicBoolean answered = new AtomicBoolean();
  private final Calls calls;

  /** Is told the answer; before the stage, which it may complete itself. */
  private final Consumer<? super Outcome<R>> listener;

  // -- of the submitter's thread ------------------------------------------------------------------

  private int attempt;
  private boolean claimed;
  private @Nullable WorkerLink at;
  private long sentIn;
  private long waitsSince;

  /** All calls of a node that have no answer. */
  interface Calls {
    /**
     * A call has been given its answer, on any thread.
     *
     * @param teller tells whoever waits for it; may block
     */
    void answered(RemoteCall<?> call, Runnable teller);
  }

  RemoteCall(
      long id,
      RemoteKind<?, R> kind,
      Placement placement,
      CallOptions options,
      PortableTask task,
      Calls calls,
      @Nullable Consumer<? super Outcome<R>> listener) {
    this.id = id;
    this.kind = kind;
    this.placement = placement;
    this.options = options;
    this.task = task;
    this.calls = calls;
    this.listener = listener == null ? stage::settle : listener;
    this.deadlineNanos = System.nanoTime() + deadline().map(Duration::toNanos).orElse(0L);
    this.size = OVERHEAD + 3 * kind.name().length() + task.size();
  }

  long id() {
    return id;
  }

  RemoteKind<?, R> remoteKind() {
    return kind;
  }

  Placement placement() {
    return placement;
  }

  CallOptions options() {
    return options;
  }

  /** At most how many bytes it takes in a message. */
  int size() {
    return size;
  }

  /** After which time it is answered without its worker; empty for no limit. */
  Optional<Duration> deadline() {
    return options.deadline().filter(limit -> limit.compareTo(LONGEST) <= 0);
  }

  // -- the answer, from any thread ----------------------------------------------------------------

  @Override
  public TaskKind kind() {
    return kind.task();
  }

  @Override
  public boolean cancel() {
    return fail(new TaskCancelledException(kind() + " task was cancelled"));
  }

  @Override
  public boolean isDone() {
    return answered.get();
  }

  @Override
  public CompletionStage<R> toCompletionStage() {
    return stage;
  }

  AnswerStage<R> stage() {
    return stage;
  }

  /** Gives the answer; false if there is one. */
  private boolean settle(Supplier<Outcome<R>> outcome) {
    if (!answered.compareAndSet(false, true)) {
      return false;
    }
    calls.answered(this, () -> listener.accept(outcome.get()));
    return true;
  }

  boolean fail(RuntimeException why) {
    return settle(() -> Outcome.failure(why));
  }

  /** Gives the answer that a worker has sent. */
  boolean settle(Report.Result result, Codec codec, String node) {
    Failure failure = result.failure();
    Payload value = result.value();
    if (failure != null || value == null) {
      return fail(new RemoteTaskException(kind.name(), Failure.orUnknown(failure), node));
    }
    return settle(() -> Outcome.of(() -> codec.read(value, kind.resultType())));
  }

  // -- where it is, of the submitter's thread -----------------------------------------------------

  /** It goes to this worker, in the message with this number. */
  Orders.Run sendTo(WorkerLink worker, long seq) {
    at = worker;
    sentIn = seq;
    attempt++;
    long left =
        deadline().isEmpty() ? 0 : Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000);
    return new Orders.Run(
        id,
        attempt,
        kind.name(),
        task.argument(),
        left,
        options.interruptible(),
        task.mdc(),
        task.locals());
  }

  /** Whether its deadline has passed, though its timer may not have told yet. */
  boolean isPastDeadline() {
    return deadline().isPresent() && deadlineNanos - System.nanoTime() <= 0;
  }

  /** No worker has it any more. */
  void leaveWorker() {
    at = null;
    claimed = false;
  }

  /** It waits for a worker from now on. */
  void waits() {
    waitsSince = System.nanoTime();
  }

  /** Since when it does, in nanoseconds. */
  long waitsSince() {
    return waitsSince;
  }

  @Nullable WorkerLink worker() {
    return at;
  }

  long sentIn() {
    return sentIn;
  }

  int attempt() {
    return attempt;
  }

  boolean isClaimed() {
    return claimed;
  }

  void claim() {
    claimed = true;
  }
}
