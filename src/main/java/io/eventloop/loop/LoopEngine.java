package io.eventloop.loop;

import io.eventloop.pool.CallOptions;
import io.eventloop.pool.Carrier;
import io.eventloop.pool.Pool;
import io.eventloop.pool.PoolWorker.Task;
import io.eventloop.pool.PoolWorker.ThreadpoolResult;
import io.eventloop.pool.Submitter;
import io.eventloop.pool.TaskHandle;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import io.eventloop.value.Outcome;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop itself: its queues, its timers, and the turn that runs them in libuv's order. Belongs to
 * the thread that runs {@link RuntimeActor} at the moment; {@link #execute} is for others.
 */
final class LoopEngine implements Registrar {
  private static final Logger LOG = LoggerFactory.getLogger(RuntimeActor.class);

  private final LoopSettings settings;
  private final ActorRef<Object> self;
  private final LoopClock clock;
  private final LoopClock.Alarm alarm;
  private final Inbox inbox;
  private final Pool pool;
  private final Submitter submitter;
  private final CallbackTable callbacks;
  private final TickQueue ticks = new TickQueue();
  private final TimerQueue timers = new TimerQueue();

  /** Of calls; apart, since they start when they are made and not when the turn began. */
  private final TimerQueue deadlines = new TimerQueue();

  private final LoopCounters counters = new LoopCounters();
  private long alarmAt = Long.MAX_VALUE;
  private long now;
  private int budget;
  private @Nullable Throwable failure;

  /** The thread that is in a turn, to refuse calls from any other. */
  private volatile @Nullable Thread thread;

  private volatile boolean ended;

  LoopEngine(
      LoopSettings settings, ActorRef<Object> self, LoopClock clock, Pool pool, int incarnation) {
    this.callbacks = new CallbackTable(incarnation);
    this.settings = settings;
    this.self = self;
    this.clock = clock;
    this.pool = pool;
    this.inbox = new Inbox(self);
    this.alarm = clock.alarm(() -> self.tell(RuntimeActor.Timeout.INSTANCE));
    this.submitter = pool.attach(() -> self.tell(RuntimeActor.Signal.ROOM_IN_POOL));
    this.now = clock.nowMillis();
  }

  /**
   * Runs one turn: first what woke the loop, then what else is ready, phase by phase. A callback
   * that threw ends it; see {@link #failure()}.
   */
  void turn(Runnable wake) {
    Carrier.enter(settings.threadName());
    thread = Thread.currentThread();
    CurrentLoop.enter(this);
    inbox.attend();
    now = clock.nowMillis();
    budget = settings.maxCallbacksPerTurn();
    LOG.debug("===== TICK {} =====", counters.nextTurn());
    try {
      wake.run(); // poll: what came by message
      for (ThreadpoolResult next = nextResult(); next != null; next = nextResult()) {
        settle(next.threadId(), next.callbackId(), next.outcome());
      }
      now = clock.nowMillis();
      deadlines.runDue(now, Timer::fire);
      if (!ended) {
        timers.runDue(now, timer -> run(timer::fire));
      }
    } finally {
      thread = null;
      CurrentLoop.leave();
    }
    submitter.endOfTurn();
    setAlarm();
    if (budget <= 0 || !inbox.rest()) {
      self.tell(RuntimeActor.Signal.QUEUES); // whoever else waits for this thread goes first
    }
  }

  private @Nullable ThreadpoolResult nextResult() {
    return budget > 0 ? inbox.poll() : null;
  }

  /** Runs the callback that waits for this event. An answer that comes a second time finds none. */
  void settle(int threadId, long callbackId, Outcome<?> outcome) {
    submitter.answered(threadId, callbackId);
    Pending pending = callbacks.remove(callbackId);
    if (pending == null) {
      return;
    }
    if (pending instanceof TaskCall<?> call) {
      counters.count(outcome);
      Timer deadline = call.deadlineTimer();
      if (deadline != null) {
        deadlines.remove(deadline);
      }
    }
    LoggingContext.enter(pending.loggingContext());
    LOG.trace("Event with id: {} is ready.", callbackId);
    if (failure != null) {
      pending.abandon(new RuntimeTerminatedException("a callback of the runtime threw"));
      return;
    }
    run(() -> pending.settle(outcome));
  }

  interface UserCode {
    void run() throws Exception;
  }

  /** Runs the main callback. */
  void start(RuntimeActor.Main main) {
    run(() -> main.run(this));
  }

  /** Runs one callback, and what it leaves in the tick and microtask queues. */
  void run(UserCode callback) {
    Carrier.handOver(); // what waits for this thread must not wait for a user's code
    runOne(callback);
    if (!ticks.isEmpty()) {
      ticks.drain(this::runTick, this::uncaught);
    }
  }

  private void runTick(Runnable tick) {
    runOne(tick::run);
  }

  private void runOne(UserCode callback) {
    if (failure != null) {
      return;
    }
    budget--;
    counters.nextCallback();
    try {
      callback.run();
    } catch (Throwable thrown) { // an Error too: it is the user's code
      uncaught(thrown);
    }
    LoggingContext.leave();
  }

  private void uncaught(Throwable thrown) {
    failure = thrown;
    ticks.clear();
  }

  private void setAlarm() {
    long next = Math.min(ended ? Long.MAX_VALUE : timers.nextExpiry(), deadlines.nextExpiry());
    if (next != alarmAt) {
      alarmAt = next;
      if (next == Long.MAX_VALUE) {
        alarm.clear();
      } else {
        alarm.set(next);
      }
    }
  }

  /** The alarm went off. */
  void alarmRang() {
    alarmAt = Long.MAX_VALUE;
  }

  TickQueue ticks() {
    return ticks;
  }

  /** What a callback threw that nobody handled, or null. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** What keeps the loop alive. */
  int pendingEvents() {
    return callbacks.size() + timers.referenced();
  }

  LoopStats stats() {
    return counters.snapshot(
        pendingEvents(), timers.size(), submitter.queued(), pool.lateResults());
  }

  /** Takes in a call: from now on the loop waits for its answer. */
  <T> void admit(TaskCall<T> call) {
    callbacks.add(id -> call.admittedTo(inbox, id));
    Outcome<T> early = call.early();
    if (early != null) {
      settle(ThreadpoolResult.NO_THREAD, call.callbackId(), early);
      return;
    }
    LOG.trace("Event with id: {} registered: {} task.", call.callbackId(), call.kind());
    call.options()
        .deadline()
        .ifPresent(
            limit -> {
              Timer deadline =
                  new Timer(() -> call.timeOut(limit.toString()), Delays.ofDeadline(limit), false);
              deadlines.add(deadline, clock.nowMillis());
              call.deadlineTimer(deadline);
            });
    submitter.submit(new Task(call.callbackId(), call.kind(), call, self.narrow()));
  }

  /** Answers a call that came too late. */
  void refuse(TaskCall<?> call) {
    call.abandon(new RuntimeTerminatedException(call.kind() + " call: the runtime is stopping"));
  }

  void admitWaiting() {
    submitter.admitWaiting();
  }

  /** A worker that the pool was given has stopped. */
  void workerStopped(int threadId) {
    pool.vacate(threadId);
  }

  @Override
  public void execute(Runnable work) {
    Objects.requireNonNull(work, "work");
    if (ended) {
      throw new RuntimeTerminatedException("execute: the loop has ended");
    }
    self.tell(new RuntimeActor.Execute(LoggingContext.bind(work)));
  }

  @Override
  public <T> TaskHandle<T> submit(
      TaskKind kind,
      Callable<? extends T> work,
      CallOptions options,
      Callback<? super T> callback) {
    checkThread();
    TaskCall<T> call = new TaskCall<>(kind, work, options, callback);
    admit(call);
    return call;
  }

  @Override
  public <T> IoRequest<T> registerIo(String what, Callback<? super T> callback, Runnable atEnd) {
    checkThread();
    IoCall<T> call = callbacks.add(id -> new IoCall<>(self, id, callback, atEnd));
    LOG.trace("Event with id: {} registered: {}.", call.callbackId(), what);
    return call;
  }

  @Override
  public <T> Promise<T> promise(Consumer<Callback<T>> operation) {
    checkThread();
    Promise<T> promise = new Promise<>(ticks);
    operation.accept(promise::settleWith);
    return promise;
  }

  @Override
  public Timer setTimeout(Runnable callback, Duration delay) {
    checkThread();
    Timer timer = new Timer(LoggingContext.bind(callback), Delays.ofTimer(delay), true);
    timers.add(timer, now);
    LOG.trace("Registered timer event of {} ms.", timer.durationMillis());
    return timer;
  }

  @Override
  public void clearTimeout(Timer timer) {
    checkThread();
    timers.remove(timer);
  }

  @Override
  public void nextTick(Runnable callback) {
    checkThread();
    ticks.addTick(LoggingContext.bind(callback));
  }

  @Override
  public void queueMicrotask(Runnable callback) {
    checkThread();
    ticks.addMicrotask(LoggingContext.bind(callback));
  }

  private void checkThread() {
    if (Thread.currentThread() != thread) {
      throw new IllegalStateException(
          "called on thread "
              + Thread.currentThread().getName()
              + ": the loop may be used in its own callbacks only; elsewhere, use execute or an"
              + " Offload");
    }
  }

  /** Takes no more calls and no more timers; tasks that run may still be answered. */
  void windDown() {
    ended = true;
    RuntimeTerminatedException why =
        new RuntimeTerminatedException("the runtime ended before a worker had begun the task");
    callbacks.forEach(
        pending -> {
          if (pending instanceof TaskCall<?> call) {
            call.abortQueued(why);
          }
        });
  }

  /** Whether a task has not been answered yet. */
  boolean hasTasks() {
    return callbacks.anyMatch(TaskCall.class::isInstance);
  }

  /** Ends the loop: whoever is outside and waits for an answer gets an error. */
  void terminate() {
    Carrier.enter(settings.threadName());
    ended = true;
    alarm.clear();
    RuntimeTerminatedException why =
        new RuntimeTerminatedException("the runtime ended before it could answer");
    submitter.detach();
    callbacks.drain(
        pending -> {
          counters.countAbandoned(pending);
          pending.abandon(why);
        });
    ticks.terminate(why);
    inbox.close();
  }
}
