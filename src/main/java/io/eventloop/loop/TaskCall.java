package io.eventloop.loop;

import io.eventloop.pool.AnswerStage;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.Job;
import io.eventloop.pool.PoolWorker.ThreadpoolResult;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import io.eventloop.value.Outcome;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.pattern.StatusReply;
import org.jspecify.annotations.Nullable;

/**
 * A task of a loop: the job that a worker runs and the callback that waits for it, in one object.
 * Made on any thread; the loop admits it, and only then does it reach the pool.
 */
final class TaskCall<T> extends Job<T> implements Pending {
  private final TaskKind kind;
  private final CallOptions options;
  private final @Nullable StackTraceElement callSite;

  /** Until it has the answer: who keeps the handle need not keep what the callback refers to. */
  private @Nullable Callback<? super T> callback;

  private @Nullable CallContext context = CallContext.of(mdc());

  /** The loop's; set when it is admitted. */
  private volatile @Nullable Inbox inbox;

  /** The answer of a call that was cancelled before a loop had admitted it. */
  private volatile @Nullable Outcome<T> early;

  private volatile @Nullable AnswerStage<T> stage;
  private volatile @Nullable Outcome<?> settled;
  private long callbackId;
  private boolean waitsForRoom;
  private @Nullable Timer deadlineTimer;
  private @Nullable Registration signal;

  /** A call from outside the loop. */
  TaskCall(
      TaskKind kind,
      Callable<? extends T> work,
      CallOptions options,
      Callback<? super T> callback) {
    this(kind, work, options, callback, null);
  }

  TaskCall(
      TaskKind kind,
      Callable<? extends T> work,
      CallOptions options,
      Callback<? super T> callback,
      @Nullable StackTraceElement callSite) {
    super(CallContext.bindValues(work), options);
    this.kind = kind;
    this.options = options;
    this.callback = callback;
    this.callSite = callSite;
  }

  @Override
  public TaskKind kind() {
    return kind;
  }

  CallOptions options() {
    return options;
  }

  @Override
  public long callbackId() {
    return callbackId;
  }

  /** Tells an actor the answer, however it comes. */
  void replyTo(ActorRef<StatusReply<T>> actor) {
    toCompletionStage()
        .whenComplete(
            (value, error) ->
                actor.tell(error == null ? StatusReply.success(value) : StatusReply.error(error)));
  }

  /** A full pool keeps the call waiting, even one that is set to reject. */
  TaskCall<T> waitingForRoom() {
    waitsForRoom = true;
    return this;
  }

  @Override
  protected boolean waitsForRoom() {
    return waitsForRoom;
  }

  /** The loop takes the call in, under this id. */
  TaskCall<T> admittedTo(Inbox loops, long id) {
    callbackId = id;
    inbox = loops;
    return this;
  }

  /** What answered the call before it was admitted, or null. */
  @Nullable Outcome<T> early() {
    return early;
  }

  @Override
  public String what() {
    return kind + " task";
  }

  @Override
  public @Nullable StackTraceElement callSite() {
    return callSite;
  }

  @Override
  public @Nullable CallContext context() {
    return context;
  }

  /** It listens to a signal, by this registration. */
  void calledOffBy(Registration listener) {
    signal = listener;
  }

  @Override
  public void forgetSignal() {
    Registration listener = signal;
    if (listener != null) {
      signal = null;
      listener.remove();
    }
  }

  void deadlineTimer(Timer timer) {
    deadlineTimer = timer;
  }

  @Nullable Timer deadlineTimer() {
    return deadlineTimer;
  }

  @Override
  protected void answer(int threadId, Outcome<T> outcome) {
    early = outcome; // before the inbox is read: the loop sees this, or we see the inbox
    Inbox loops = inbox;
    if (loops != null) {
      loops.deliver(new ThreadpoolResult(threadId, callbackId, outcome));
    }
  }

  @Override
  @SuppressWarnings("unchecked") // the outcome is this job's own
  public void settle(Outcome<?> outcome) throws Exception {
    answeredByMessage();
    settled = outcome; // before the stage is read: toCompletionStage sees this, or we see the stage
    AnswerStage<T> waiting = stage;
    if (waiting != null) {
      waiting.settle((Outcome<T>) outcome);
    }
    Callback<? super T> waitingForIt = callback;
    callback = null;
    context = null;
    forgetContext();
    if (waitingForIt != null) {
      ((Outcome<T>) outcome).deliverTo(waitingForIt);
    }
  }

  @Override
  public void abandon(RuntimeTerminatedException why) {
    abort(why, true);
    settled = Outcome.failure(why);
    callback = null;
    context = null;
    forgetContext();
    AnswerStage<T> waiting = stage;
    if (waiting != null) {
      waiting.settle(Outcome.failure(why));
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public CompletionStage<T> toCompletionStage() {
    AnswerStage<T> made;
    synchronized (this) {
      made = stage;
      if (made == null) {
        made = new AnswerStage<>();
        stage = made;
      }
    }
    Outcome<?> already = settled;
    if (already != null) {
      made.settle((Outcome<T>) already);
    }
    return made;
  }
}
