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
  private static final VarHandle WAITING;

  static {
    try {
      WAITING = MethodHandles.lookup().findVarHandle(TaskCall.class, "waiting", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** 0 until the loop takes the call in. */
  private long callbackId;

  private final TaskKind kind;

  /**
   * The callback or, in promise form, the promise; or for a call from outside, where somebody is
   * sure to ask for it, its stage; or {@link CallDetails} of a task that has more than its work and
   * one of these. Null once the callback has the answer: who keeps the handle need not keep what
   * that refers to.
   */
  private volatile @Nullable Object waiting;

  /** A call from outside the loop. */
  TaskCall(TaskKind kind, Callable<? extends T> work, CallOptions options) {
    this(new AnswerStage<T>(), kind, work, options, null);
  }

  TaskCall(
      TaskKind kind,
      Callable<? extends T> work,
      CallOptions options,
      @Nullable Callback<? super T> callback,
      @Nullable StackTraceElement callSite) {
    this(callback, kind, work, options, callSite);
  }

  private TaskCall(
      @Nullable Object waits,
      TaskKind kind,
      Callable<? extends T> work,
      CallOptions options,
      @Nullable StackTraceElement callSite) {
    super(CallContext.bindValues(work));
    this.kind = kind;
    CallContext context = CallContext.capture();
    boolean plain = context == null && callSite == null && options.equals(CallOptions.DEFAULT);
    WAITING.set(this, plain ? waits : detailsOf(waits, options, context, callSite));
  }

  /** A call whose answer settles a promise. */
  static <T> TaskCall<T> settling(
      Promise<T> promise,
      TaskKind kind,
      Callable<? extends T> work,
      CallOptions options,
      @Nullable StackTraceElement callSite) {
    return new TaskCall<>(promise, kind, work, options, callSite);
  }

  @SuppressWarnings("unchecked") // they are of this call
  private @Nullable CallDetails<T> details() {
    return waiting instanceof CallDetails<?> details ? (CallDetails<T>) details : null;
  }

  @SuppressWarnings("unchecked") // they are of this call
  private CallDetails<T> makeDetails() {
    while (true) {
      Object present = waiting;
      if (present instanceof CallDetails<?> details) {
        return (CallDetails<T>) details;
      }
      CallDetails<T> made = detailsOf(present, CallOptions.DEFAULT, null, null);
      if (WAITING.compareAndSet(this, present, made)) {
        return made;
      }
    }
  }

  @SuppressWarnings("unchecked") // what waits is of this call
  private CallDetails<T> detailsOf(
      @Nullable Object waits,
      CallOptions options,
      @Nullable CallContext context,
      @Nullable StackTraceElement callSite) {
    if (waits instanceof AnswerStage<?> stage) {
      CallDetails<T> details = new CallDetails<>(null, options, context, callSite);
      details.answer((AnswerStage<T>) stage);
      return details;
    }
    Callback<? super T> callback =
        waits instanceof Promise<?> promise
            ? ((Promise<T>) promise)::settleWith
            : (Callback<? super T>) waits;
    return new CallDetails<>(callback, options, context, callSite);
  }

  @Override
  public TaskKind kind() {
    return kind;
  }

  CallOptions options() {
    CallDetails<T> present = details();
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
    Inbox loops = inbox();
    if (loops == null) {
      throw new IllegalStateException(what() + " was not admitted");
    }
    return new Task(callbackId, kind, this, loops.loop().narrow());
  }

  /** The loop's; null before it has taken the call in. */
  private @Nullable Inbox inbox() {
    return (Inbox) client();
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
    CallDetails<T> present = details();
    return present != null && present.waitsForRoom;
  }

  /** It is not the first of its call. */
  void goesOn() {
    makeDetails().goesOn = true;
  }

  boolean doesGoOn() {
    CallDetails<T> present = details();
    return present != null && present.goesOn;
  }

  /** It is open until it has its answer. */
  void tiedTo(OpenCalls ofActor) {
    makeDetails().tied = ofActor;
    ofActor.add(this);
  }

  /** Whether the loop has taken the call in; of its thread. */
  boolean isAdmitted() {
    return callbackId != 0;
  }

  /** The loop takes the call in, under this id. */
  TaskCall<T> withId(long id) {
    callbackId = id;
    return this;
  }

  /** The error of a call that is answered, or null. */
  @Nullable Throwable errorOrNull() {
    return error();
  }

  /** The answer of a call that has one. */
  Outcome<T> answer() {
    return outcome();
  }

  @Override
  public String what() {
    return kind + " task";
  }

  @Override
  public @Nullable StackTraceElement callSite() {
    CallDetails<T> present = details();
    return present == null ? null : present.callSite;
  }

  @Override
  public @Nullable CallContext context() {
    CallDetails<T> present = details();
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
    CallDetails<T> present = details();
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
    CallDetails<T> present = details();
    return present == null ? null : present.deadlineTimer;
  }

  @Override
  @SuppressWarnings("unchecked") // the outcome is this job's own
  public void answeredBy(Outcome<?> outcome) {
    answeredByMessage((Outcome<T>) outcome);
  }

  @Override
  @SuppressWarnings("unchecked") // what waited is of this call
  public void run() {
    delivered();
    Object waited = handOn();
    if (waited instanceof Promise<?> promise) {
      ((Promise<T>) promise).settleWith(error(), value());
    } else if (waited != null) {
      Sneaky.call((Callback<? super T>) waited, error(), value());
    }
  }

  @Override
  public void abandon(RuntimeTerminatedException why) {
    abort(why, true);
    forgetSignal();
    deliveredInstead(why);
    handOn();
  }

  /** Lets go of what waited, and yields the callback or the promise. */
  @SuppressWarnings("unchecked") // they are of this call
  private @Nullable Object handOn() {
    if (waiting instanceof AnswerStage<?> stage) { // stays there, for whoever asks for it again
      settle((AnswerStage<T>) stage);
      return null;
    }
    Inbox loops = inbox();
    if (loops == null || loops.isClosed()) {
      VarHandle.fullFence(); // who asks for a stage sees the delivery, or we see the stage
    }
    Object present = waiting;
    WAITING.setOpaque(this, null);
    if (present instanceof CallDetails<?> of) {
      CallDetails<T> details = (CallDetails<T>) of;
      settle(details.stageOrNull());
      if (details.tied != null) {
        details.tied.remove(this);
      }
      return details.callback;
    }
    return present;
  }

  private void settle(@Nullable AnswerStage<T> stage) {
    if (stage != null && isDelivered()) {
      stage.settle(outcome());
    }
  }

  /**
   * Off the loop, the stage may come just as the loop hands the answer on, which does not look at
   * what waits with a fence. So the loop is asked to look again.
   */
  @Override
  @SuppressWarnings("unchecked") // the stage is of this call
  public CompletionStage<T> toCompletionStage() {
    if (waiting instanceof AnswerStage<?> present) {
      return (AnswerStage<T>) present; // from the beginning: the loop does look
    }
    AnswerStage<T> stage = makeDetails().stage();
    VarHandle.fullFence(); // the stage is visible before the inbox is read
    Inbox loops = inbox();
    if (isDelivered()
        || loops == null
        || loops.isLoops()
        || !loops.deliverInOrder(new RuntimeActor.Execute(() -> settle(stage)))) {
      settle(stage);
    }
    return stage;
  }
}
