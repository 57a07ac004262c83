package io.eventloop.loop;

import io.eventloop.pool.AnswerStage;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.Job;
import io.eventloop.pool.PoolWorker.Task;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import io.eventloop.value.Outcome;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.pattern.StatusReply;
import org.jspecify.annotations.Nullable;

/**
 * A task of a loop: the job that a worker runs and the callback that waits for it, in one object.
 * Made on any thread; the loop admits it, and only then does it reach the pool. It rides the pool's
 * queue and then the loop's; a million may, so that what few tasks have is kept apart.
 */
final class TaskCall<T> extends Job<T> implements Pending {
  private static final VarHandle DETAILS;

  static {
    try {
      DETAILS = MethodHandles.lookup().findVarHandle(TaskCall.class, "details", CallDetails.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private long callbackId;
  private final TaskKind kind;

  /** Until it has the answer: who keeps the handle need not keep what the callback refers to. */
  private @Nullable Callback<? super T> callback;

  /** The loop's; set when it is admitted. */
  private @Nullable Inbox inbox;

  /** Null for a task that has nothing but its work and its callback. */
  private volatile @Nullable CallDetails<T> details;

  /** A call from outside the loop. */
  TaskCall(
      TaskKind kind,
      Callable<? extends T> work,
      CallOptions options,
      @Nullable Callback<? super T> callback) {
    this(kind, work, options, callback, null);
  }

  TaskCall(
      TaskKind kind,
      Callable<? extends T> work,
      CallOptions options,
      @Nullable Callback<? super T> callback,
      @Nullable StackTraceElement callSite) {
    super(CallContext.bindValues(work));
    this.kind = kind;
    this.callback = callback;
    CallContext context = CallContext.capture();
    if (context != null || callSite != null || !options.equals(CallOptions.DEFAULT)) {
      this.details = new CallDetails<>(options, context, callSite);
    }
  }

  private CallDetails<T> makeDetails() {
    CallDetails<T> present = details;
    if (present != null) {
      return present;
    }
    CallDetails<T> made = new CallDetails<>(CallOptions.DEFAULT, null, null);
    @SuppressWarnings("unchecked") // it is of this call
    CallDetails<T> before = (CallDetails<T>) DETAILS.compareAndExchange(this, null, made);
    return before == null ? made : before;
  }

  @Override
  public TaskKind kind() {
    return kind;
  }

  CallOptions options() {
    CallDetails<T> present = details;
    return present == null ? CallOptions.DEFAULT : present.options;
  }

  @Override
  protected boolean isInterruptible() {
    return options().interruptible();
  }

  @Override
  public long callbackId() {
    return callbackId;
  }

  @Override
  protected Task toTask() {
    Inbox loops = inbox;
    if (loops == null) {
      throw new IllegalStateException(what() + " was not admitted");
    }
    return new Task(callbackId, kind, this, loops.loop().narrow());
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
    makeDetails().waitsForRoom = true;
    return this;
  }

  @Override
  protected boolean waitsForRoom() {
    CallDetails<T> present = details;
    return present != null && present.waitsForRoom;
  }

  /** The loop takes the call in, under this id. */
  TaskCall<T> admittedTo(Inbox loops, long id) {
    callbackId = id;
    inbox = loops;
    return this;
  }

  /** What answered a call from outside before it was admitted, or null. */
  @Nullable Outcome<T> early() {
    VarHandle.fullFence(); // whoever cancels it sees the inbox, or we see the answer
    return outcome();
  }

  /** The answer, if it is given. */
  @Nullable Outcome<T> outcomeOrNull() {
    return outcome();
  }

  @Override
  public String what() {
    return kind + " task";
  }

  @Override
  public @Nullable StackTraceElement callSite() {
    CallDetails<T> present = details;
    return present == null ? null : present.callSite;
  }

  @Override
  public @Nullable CallContext context() {
    CallDetails<T> present = details;
    return present == null ? null : present.context;
  }

  @Override
  protected @Nullable Map<String, String> mdc() {
    CallContext present = context();
    return present == null ? null : present.mdc();
  }

  /** It listens to a signal, by this registration. */
  void calledOffBy(Registration listener) {
    makeDetails().signal = listener;
  }

  @Override
  public void forgetSignal() {
    CallDetails<T> present = details;
    Registration listener = present == null ? null : present.signal;
    if (present != null && listener != null) {
      present.signal = null;
      listener.remove();
    }
  }

  void deadlineTimer(Timer timer) {
    makeDetails().deadlineTimer = timer;
  }

  @Nullable Timer deadlineTimer() {
    CallDetails<T> present = details;
    return present == null ? null : present.deadlineTimer;
  }

  @Override
  protected void answer(int threadId, Outcome<T> outcome) {
    Inbox loops = inbox; // read after the answer is there, which the loop sees if we see no inbox
    if (loops != null) {
      loops.deliver(threadId, this, outcome);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // the outcome is this job's own
  public void settle(Outcome<?> given) throws Exception {
    Outcome<T> outcome = (Outcome<T>) given;
    answeredByMessage();
    Callback<? super T> waiting = callback;
    handOn(outcome);
    if (waiting != null) {
      outcome.deliverTo(waiting);
    }
  }

  @Override
  public void abandon(RuntimeTerminatedException why) {
    abort(why, true);
    forgetSignal();
    handOn(Outcome.failure(why));
  }

  private void handOn(Outcome<T> outcome) {
    delivered(outcome);
    callback = null;
    Inbox loops = inbox;
    if (loops == null || loops.isClosed()) {
      VarHandle.fullFence(); // who asks for a stage sees the delivery, or we see the stage
    }
    CallDetails<T> present = details;
    if (present != null) {
      present.context = null;
      settle(present.stageOrNull());
    }
  }

  private void settle(@Nullable AnswerStage<T> stage) {
    Outcome<T> outcome = outcome();
    if (stage != null && outcome != null && isDelivered()) {
      stage.settle(outcome);
    }
  }

  /**
   * Off the loop, the stage may come just as the loop hands the answer on, which does not look at
   * each task's details with a fence. So the loop is asked to look again.
   */
  @Override
  public CompletionStage<T> toCompletionStage() {
    AnswerStage<T> stage = makeDetails().stage();
    VarHandle.fullFence(); // the stage is visible before the inbox is read
    Inbox loops = inbox;
    if (isDelivered()
        || loops == null
        || loops.isLoops()
        || !loops.deliverInOrder(new RuntimeActor.Execute(() -> settle(stage)))) {
      settle(stage);
    }
    return stage;
  }
}
