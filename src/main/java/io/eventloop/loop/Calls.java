package io.eventloop.loop;

import io.eventloop.pool.Pool;
import io.eventloop.pool.Submitter;
import io.eventloop.value.Callback;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of a loop that wait for an answer, tasks of the pool, with their deadlines, and I/O
 * requests; and the handles that are open. Of the loop's thread.
 */
final class Calls {
  private static final Logger LOG = LoggerFactory.getLogger(RuntimeActor.class);

  private final LoopClock clock;
  private final Inbox inbox;
  private final Pool pool;
  private final Submitter submitter;
  private final CallbackTable callbacks;
  private final LoopCounters counters;
  private final TimerQueue deadlines;
  private final Set<LongCall> longCalls = new LinkedHashSet<>();
  private final OpenHandles handles;
  private boolean windingDown;

  Calls(Queues queues, Inbox inbox, Pool pool, int incarnation) {
    this.clock = queues.clock;
    this.inbox = inbox;
    this.pool = pool;
    this.counters = queues.counters;
    this.submitter = pool.attach(inbox);
    this.callbacks = new CallbackTable(incarnation);
    this.handles = new OpenHandles(queues.thread);
    this.deadlines = new TimerQueue(queues.thread, clock::nowMillis);
  }

  /**
   * Takes in a task: from now on the loop waits for its answer.
   *
   * @param signal calls it off, if there is one
   */
  void admit(TaskCall<?> call, @Nullable AbortSignal signal) {
    callbacks.add(call.withId(callbacks.nextId()));
    if (windingDown && !call.doesGoOn()) {
      submitter.adopt(call);
      call.abort(
          new RuntimeTerminatedException(call.kind() + " task: the runtime is stopping"), true);
      return;
    }
    if (signal != null && signal.aborted()) {
      submitter.adopt(call);
      callOff(call, signal); // never to begin; the answer comes as any other does
      return;
    }
    if (signal != null) {
      call.calledOffBy(signal.onAbort(() -> callOff(call, signal)));
    }
    submit(call);
  }

  /**
   * The same for a task that others may have cancelled before.
   *
   * @return false if it has its answer already
   */
  boolean admitFromOutside(TaskCall<?> call) {
    callbacks.add(call.withId(callbacks.nextId()));
    if (submitter.adopt(call)) {
      submit(call);
      return true;
    }
    return false;
  }

  private void submit(TaskCall<?> call) {
    if (LOG.isTraceEnabled()) { // or the id is boxed for each task
      LOG.trace("Event with id: {} registered: {} task.", call.callbackId(), call.kind());
    }
    Optional<Duration> limit = call.options().deadline();
    if (limit.isPresent()) {
      String shown = limit.get().toString();
      Timer deadline =
          new Timer(deadlines, Delays.ofDeadline(limit.get()), false, false, null)
              .calling(() -> call.timeOut(shown));
      deadlines.add(deadline);
      call.deadlineTimer(deadline);
    }
    submitter.submit(call);
  }

  private static void callOff(TaskCall<?> call, AbortSignal signal) {
    call.abort(new AbortException(signal.reason()), true);
  }

  /** Takes in an I/O request. */
  <T> IoCall<T> register(
      String what,
      Callback<? super T> callback,
      Runnable atEnd,
      @Nullable AbortSignal signal,
      @Nullable StackTraceElement callSite) {
    IoCall<T> call =
        callbacks.add(new IoCall<>(inbox, callbacks.nextId(), what, callback, atEnd, callSite));
    LOG.trace("Event with id: {} registered: {}.", call.callbackId(), what);
    if (signal != null) {
      call.listenTo(signal);
    }
    return call;
  }

  /** A worker has answered this task by message. */
  void answered(int threadId, long callbackId) {
    submitter.answered(threadId, callbackId);
  }

  /** Whose callback this answer is for; null for one that comes a second time. */
  @Nullable Pending take(long callbackId, @Nullable Throwable error) {
    Pending pending = callbacks.remove(callbackId);
    if (pending instanceof TaskCall<?> call) {
      counters.count(error);
      Timer deadline = call.deadlineTimer();
      if (deadline != null) {
        deadlines.clear(deadline);
      }
    }
    if (pending != null) {
      pending.forgetSignal(); // which may live long
      if (LOG.isTraceEnabled()) {
        LOG.trace("Event with id: {} is ready.", callbackId);
      }
    }
    return pending;
  }

  /** Answers what has passed its deadline. */
  void runDeadlines() {
    if (deadlines.nextExpiry() != Long.MAX_VALUE) {
      deadlines.fireDue(clock.nowMillis());
    }
  }

  long nextDeadline() {
    return deadlines.nextExpiry();
  }

  void admitWaiting() {
    submitter.admitWaiting();
  }

  /** A worker that the pool was given has stopped. */
  void workerStopped(int threadId) {
    pool.vacate(threadId);
  }

  void endOfTurn() {
    submitter.endOfTurn();
  }

  /** How many keep the loop alive. */
  int size() {
    return callbacks.size() + handles.referenced();
  }

  /** What is open. */
  OpenHandles handles() {
    return handles;
  }

  int queued() {
    return submitter.queued();
  }

  long lateResults() {
    return pool.lateResults();
  }

  void forEach(Consumer<Pending> each) {
    callbacks.forEach(each);
  }

  /** A call of several tasks begins. */
  LongCall begun(LongCall call) {
    longCalls.add(call);
    return call;
  }

  /** It has ended. */
  void ended(LongCall call) {
    longCalls.remove(call);
  }

  /** Whether one is open. */
  boolean areInTrips() {
    return !longCalls.isEmpty();
  }

  /** Takes in no more, and answers what no worker has begun, save of a call that goes on. */
  void windDown() {
    windingDown = true;
    RuntimeTerminatedException why =
        new RuntimeTerminatedException("the runtime ended before a worker had begun the task");
    callbacks.forEach(
        pending -> {
          if (pending instanceof TaskCall<?> call && !call.doesGoOn()) {
            call.abortQueued(why);
          }
        });
  }

  /** Whether a task has not been answered yet, or is to follow. */
  boolean hasTasks() {
    return areInTrips() || callbacks.anyMatch(TaskCall.class::isInstance);
  }

  /** The loop has ended: whoever is outside and waits for an answer gets an error. */
  void terminate(RuntimeTerminatedException why) {
    submitter.detach();
    callbacks.drain(
        pending -> {
          counters.countAbandoned(pending);
          abandon(pending, why);
        });
    List.copyOf(longCalls).forEach(call -> giveUp("a call of several tasks", call::giveUp));
    longCalls.clear();
    handles.terminate(Calls::giveUp);
  }

  static void abandon(Pending pending, RuntimeTerminatedException why) {
    giveUp(pending.what(), () -> pending.abandon(why));
  }

  private static void giveUp(String what, Runnable abandoned) {
    try {
      abandoned.run();
    } catch (
        RuntimeException thrown) { // one that fails must not keep the others from hearing of it
      LOG.error("{} could not be given up", what, thrown);
    }
  }
}
