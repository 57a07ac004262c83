package io.eventloop.loop;

import io.eventloop.pool.CallOptions;
import io.eventloop.pool.Pool;
import io.eventloop.pool.TaskHandle;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loop: its queues, put together, and the turn that runs them. Belongs to the thread that runs
 * {@link RuntimeActor} at the moment; {@link #execute} is for others.
 */
final class LoopEngine implements Registrar {
  private static final Logger LOG = LoggerFactory.getLogger(RuntimeActor.class);

  private final Queues queues;
  private final LoopThread thread;
  private final Inbox inbox;
  private final Calls calls;
  private final Resources resources;
  private final Turns turns;
  private final ActorSystem<?> system;
  private final boolean standAlone;
  private volatile boolean windingDown;

  LoopEngine(
      LoopSettings settings,
      ActorRef<Object> self,
      Clocks clocks,
      Pool pool,
      int incarnation,
      boolean standAlone) {
    this.standAlone = standAlone;
    this.system = clocks.system();
    this.queues = new Queues(clocks.clock());
    this.thread = queues.thread;
    this.inbox = new Inbox(self, thread, pool.isForeign());
    this.calls = new Calls(queues, inbox, pool, incarnation);
    this.resources = new Resources(settings.trackCallSites(), queues, calls);
    LoopWatch.Watched watched = clocks.watch().over(settings, queues);
    this.turns = new Turns(this, settings, self, queues, inbox, calls, watched, standAlone);
  }

  /** The turn, for the actor. */
  Turns turns() {
    return turns;
  }

  LoopStats stats() {
    return queues.counters.snapshot(
        turns.pendingEvents(), queues.timers.size(), calls.queued(), calls.lateResults());
  }

  // -- calls from outside -------------------------------------------------------------------------

  /** Says where calls from outside may go. */
  void connect(RuntimeLink link) {
    if (windingDown || inbox.isClosed()) {
      link.refuse(this::refuse);
    } else {
      link.connect(inbox);
    }
  }

  /**
   * Takes in a call from outside: from now on the loop waits for its answer.
   *
   * @return false if it has its answer already
   */
  boolean admit(TaskCall<?> call) {
    if (windingDown) {
      refuse(call);
      return true;
    }
    return calls.admitFromOutside(call);
  }

  /** Answers a call that came too late. */
  void refuse(TaskCall<?> call) {
    call.abandon(new RuntimeTerminatedException(call.kind() + " call: the runtime is stopping"));
  }

  Calls calls() {
    return calls;
  }

  @Override
  public void execute(Runnable work) {
    InvalidArgTypeException.requireFunction(work, "work");
    if (windingDown || !inbox.deliverInOrder(new RuntimeActor.Execute(CallContext.bind(work)))) {
      throw new RuntimeTerminatedException("execute: the loop has ended");
    }
  }

  @Override
  public ActorSystem<?> system() {
    return system;
  }

  // -- the registrar ------------------------------------------------------------------------------

  @Override
  public void checkThread() {
    thread.check();
  }

  @Override
  public <T> TaskHandle<T> submit(
      TaskKind kind,
      Callable<? extends T> work,
      CallOptions options,
      @Nullable AbortSignal signal,
      Callback<? super T> callback) {
    check(signal);
    TaskCall<T> call = task(kind, work, options, callback, resources.callSite());
    calls.admit(call, signal);
    return call;
  }

  /** A task that is not taken in yet. */
  <T> TaskCall<T> task(
      TaskKind kind,
      Callable<? extends T> work,
      CallOptions options,
      Callback<? super T> callback,
      @Nullable StackTraceElement callSite) {
    thread.check();
    checkTask(kind, work, options);
    return new TaskCall<>(kind, work, options, function(callback), callSite);
  }

  @Override
  public Trips trips(Runnable giveUp) {
    thread.check();
    InvalidArgTypeException.requireFunction(giveUp, "giveUp");
    return calls.begun(new LongCall(this, calls, giveUp, resources.callSite()));
  }

  /**
   * The promise form of {@link #submit}: as {@link #promise} would make it, without a callback
   * between the task and the promise.
   */
  <T> Promise<T> promise(TaskKind kind, Callable<? extends T> work, CallOptions options) {
    thread.check();
    Promise<T> promise = new Promise<>(queues.ticks);
    try {
      checkTask(kind, work, options);
      calls.admit(TaskCall.settling(promise, kind, work, options, resources.callSite()), null);
    } catch (Throwable thrown) { // as an async function: also where the callback form throws
      promise.fail(thrown);
    }
    return promise;
  }

  private static void checkTask(TaskKind kind, Callable<?> work, CallOptions options) {
    InvalidArgTypeException.require(kind, "kind", "an instance of TaskKind");
    InvalidArgTypeException.requireFunction(work, "work");
    InvalidArgTypeException.require(options, "options", "an instance of CallOptions");
  }

  @Override
  public @Nullable AbortSignal signal(@Nullable AbortSignal given) {
    check(given);
    return given;
  }

  @Override
  public <T> IoRequest<T> registerIo(
      String what, @Nullable AbortSignal signal, Callback<? super T> callback, Runnable giveUp) {
    check(signal);
    InvalidArgTypeException.require(what, "what", "of type string");
    function(callback);
    InvalidArgTypeException.requireFunction(giveUp, "giveUp");
    return calls.register(what, callback, giveUp, signal, resources.callSite());
  }

  @Override
  public Handle openHandle(String what, Runnable atEnd) {
    thread.check();
    InvalidArgTypeException.require(what, "what", "of type string");
    InvalidArgTypeException.requireFunction(atEnd, "atEnd");
    return calls.handles().add(what, atEnd, resources.callSite());
  }

  @Override
  public <T> Promise<T> promise(Consumer<Callback<T>> operation) {
    thread.check();
    InvalidArgTypeException.requireFunction(operation, "operation");
    Promise<T> promise = new Promise<>(queues.ticks);
    try {
      operation.accept(promise::settleWith);
    } catch (ProgramExit exit) {
      throw exit;
    } catch (Throwable thrown) { // as an async function: also where the callback form throws
      promise.fail(thrown);
    }
    return promise;
  }

  @Override
  public Timer setTimeout(Runnable callback, Duration delay) {
    function(callback);
    return addTimer(Delays.millis(delay), false, true).calling(callback);
  }

  /** A timer that is set, and that is still to be told what to call. */
  Timer addTimer(double delay, boolean repeats, boolean referenced) {
    thread.check();
    long millis = Delays.ofTimer(delay, this::warn);
    StackTraceElement callSite = resources.callSite();
    CallContext context = CallContext.capture();
    Timer timer =
        callSite == null
            ? new Timer(queues.timers, millis, repeats, referenced, context)
            : new TracedTimer(queues.timers, millis, repeats, referenced, context, callSite);
    queues.timers.add(timer);
    LOG.trace("Registered timer event of {} ms.", millis);
    return timer;
  }

  /** An immediate that is set, and that is still to be told what to call. */
  Immediate addImmediate() {
    thread.check();
    Immediate immediate =
        new Immediate(queues.immediates, CallContext.capture(), resources.callSite());
    queues.immediates.add(immediate);
    return immediate;
  }

  @Override
  public void clearTimeout(@Nullable Timer timer) {
    if (timer != null) {
      timer.close();
    }
  }

  @Override
  public void nextTick(Runnable callback) {
    thread.check();
    queues.ticks.addTick(CallContext.bind(function(callback)));
  }

  @Override
  public void queueMicrotask(Runnable callback) {
    thread.check();
    queues.ticks.addMicrotask(CallContext.scoped(function(callback)));
  }

  @Override
  public void closing(Runnable callback) {
    thread.check();
    turns.closing(resources.closing(CallContext.bind(function(callback))));
  }

  /** Before anything is registered: a signal of another loop refuses to be listened to. */
  private void check(@Nullable AbortSignal signal) {
    thread.check();
    if (signal != null) {
      signal.checkLoop();
    }
  }

  static <F> F function(@Nullable F callback) {
    return InvalidArgTypeException.requireFunction(callback, "callback");
  }

  /** Warns in a tick of its own, as Node does. */
  void warn(Warning warning) {
    queues.ticks.addTick(() -> queues.process.warn(warning));
  }

  TickQueue ticks() {
    return queues.ticks;
  }

  /** Exit code and handlers; on the loop's thread only. */
  ProcessEvents process() {
    thread.check();
    return queues.process;
  }

  List<ActiveResource> activeResources() {
    thread.check();
    return resources.active();
  }

  LoopClock clock() {
    return queues.clock;
  }

  // -- the end ------------------------------------------------------------------------------------

  /** Whether it ends by itself when nothing is pending. */
  boolean isStandAlone() {
    return standAlone;
  }

  /** No user's code runs any more. */
  boolean hasExited() {
    return queues.process.hasEnded();
  }

  /** What nobody handled, or null. */
  @Nullable Throwable failure() {
    return queues.process.fatal();
  }

  int exitCode() {
    return queues.process.finalCode();
  }

  /** Takes no more calls and no more timers; tasks that run may still be answered. */
  void windDown() {
    windingDown = true;
    turns.windDown();
    calls.windDown();
  }

  /** Ends the loop: whoever is outside and waits for an answer gets an error. */
  void terminate() {
    windingDown = true;
    RuntimeTerminatedException why =
        new RuntimeTerminatedException("the runtime ended before it could answer");
    try {
      turns.finish();
    } finally { // whoever is outside has nobody else to answer them
      calls.terminate(why);
      queues.ticks.terminate(why);
    }
  }
}
