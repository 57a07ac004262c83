package io.eventloop.loop;

import io.eventloop.pool.CallOptions;
import io.eventloop.pool.PoolOwner;
import io.eventloop.pool.PoolWorker;
import io.eventloop.pool.PoolWorker.ThreadpoolResult;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.pattern.StatusReply;
import org.jspecify.annotations.Nullable;

/**
 * The main thread: an actor whose mailbox is the poll phase. Each message is an event; it runs a
 * turn of the loop, and all callbacks run in its turns.
 *
 * <p>It runs on {@code eventloop.dispatcher} and never blocks. A runtime with a pool of its own is
 * the parent of the workers, {@code pool0} and so on.
 */
public final class RuntimeActor extends AbstractBehavior<Object> {
  /** What anybody may tell a runtime. A worker tells it {@link ThreadpoolResult} besides. */
  public sealed interface Command permits Execute, Call, Connect, PollEvent, GetStats, Stop {}

  /**
   * Run this on the loop. What it throws is an uncaught exception of the loop.
   *
   * @param work runs in the poll phase of the next turn
   */
  public record Execute(Runnable work) implements Command {
    /** Refuses what is missing. */
    public Execute {
      Objects.requireNonNull(work, "work");
    }
  }

  /**
   * Run this on the pool and send the answer: for the ask pattern, with {@code
   * AskPattern.askWithStatus}, or to any actor.
   *
   * @param kind what sort of work it is
   * @param work runs on a worker's thread and may block
   * @param options deadline, and whether it may be interrupted
   * @param replyTo is told the value, or the error as a {@link StatusReply}, once
   * @param <T> what the work yields; not null
   */
  public record Call<T>(
      TaskKind kind,
      Callable<? extends T> work,
      CallOptions options,
      ActorRef<StatusReply<T>> replyTo)
      implements Command {
    /** Refuses what is missing. */
    public Call {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(work, "work");
      Objects.requireNonNull(options, "options");
      Objects.requireNonNull(replyTo, "replyTo");
    }

    TaskCall<T> toTask() {
      TaskCall<T> call = new TaskCall<>(kind, work, options);
      call.replyTo(replyTo);
      return call;
    }
  }

  /** Calls that were made on other threads want to be taken in. */
  record Connect(RuntimeLink link) implements Command {}

  /** An event from outside, for the poll phase. */
  public sealed interface PollEvent extends Command permits IoEvent, Timeout {}

  /**
   * An I/O request is complete.
   *
   * @param callbackId under which its callback waits
   * @param outcome what it brought
   */
  public record IoEvent(long callbackId, Outcome<?> outcome) implements PollEvent {
    /** Refuses what is missing. */
    public IoEvent {
      Objects.requireNonNull(outcome, "outcome");
    }
  }

  /** The earliest timer is due. */
  public enum Timeout implements PollEvent {
    /** The only one. */
    INSTANCE
  }

  /**
   * Say what the runtime has done and what it waits for.
   *
   * @param replyTo is told the figures between two turns
   */
  public record GetStats(ActorRef<? super LoopStats> replyTo) implements Command {}

  /**
   * End: take no more work, close a pool of the runtime's own, answer whoever waits, and stop.
   *
   * @param replyTo is told the {@link StopReport} when it is done
   * @param force whether running tasks are interrupted at once; else they have the pool's grace to
   *     end, and are answered
   */
  public record Stop(ActorRef<? super StopReport> replyTo, boolean force) implements Command {
    /** In order: running tasks may end. */
    public Stop(ActorRef<? super StopReport> replyTo) {
      this(replyTo, false);
    }
  }

  /** A worker that the runtime was given has stopped. */
  record GivenWorkerStopped(int threadId) {}

  /** What runs first on the loop. */
  @FunctionalInterface
  public interface Main {
    /**
     * Runs in the first turn; what it throws is an uncaught exception of the loop.
     *
     * @param registrar the loop
     */
    void run(Registrar registrar) throws Exception;
  }

  private final LoopEngine engine;
  private final Turns turns;
  private final LoopPool pool;
  private final RuntimeEnd end;
  private final boolean standAlone;

  /** Runs at the head of the first turn, whatever message that is for. */
  private @Nullable Main main;

  private RuntimeActor(
      ActorContext<Object> context,
      LoopSettings settings,
      Main main,
      LoopPool pool,
      int incarnation,
      Hosting hosting,
      Consumer<StopReport> onExit) {
    super(context);
    this.main = main;
    this.pool = pool;
    this.standAlone = hosting != Hosting.EMBEDDED;
    Clocks clocks = Clocks.of(context.getSystem());
    this.engine =
        new LoopEngine(settings, context.getSelf(), clocks, pool.pool(), incarnation, standAlone);
    this.turns = engine.turns();
    Duration grace = settings.poolSettings().shutdownGrace();
    Cancellable stopTask =
        hosting == Hosting.OWN_SYSTEM ? StopTask.NONE : StopTask.add(context, grace);
    this.end = new RuntimeEnd(context, engine, pool, grace, stopTask, onExit);
  }

  /**
   * A runtime in somebody's actor system, as guardian or child. It lives until it is told to {@link
   * Stop}, or a callback throws: then it fails with {@link UncaughtException}.
   *
   * @param settings how it is made
   * @param main runs first on the loop
   */
  public static Behavior<Command> create(LoopSettings settings, Main main) {
    return behavior(settings, main, List.of(), Hosting.EMBEDDED, report -> {});
  }

  /**
   * The same with workers that somebody else made, such as the probes of a test. Each is told one
   * {@code Task} at a time.
   *
   * @param workers not empty; their place in the list is their thread id
   */
  public static Behavior<Command> create(
      LoopSettings settings, Main main, List<ActorRef<PoolWorker.Command>> workers) {
    if (workers.isEmpty()) {
      throw new IllegalArgumentException("workers = []: at least one is needed");
    }
    return behavior(settings, main, workers, Hosting.EMBEDDED, report -> {});
  }

  /**
   * A runtime that ends when nothing is pending, or when a callback throws.
   *
   * @param hosting whether coordinated shutdown is to stop it
   * @param onExit is given a report, with the exit code in it, when the loop has ended. Called
   *     once, on the loop's thread
   */
  public static Behavior<Command> standAlone(
      LoopSettings settings, Main main, Hosting hosting, Consumer<StopReport> onExit) {
    return behavior(settings, main, List.of(), hosting, onExit);
  }

  /** On which a runtime is to be spawned: its callbacks hold no thread of another dispatcher. */
  public static DispatcherSelector dispatcher() {
    return DispatcherSelector.fromConfig("eventloop.dispatcher");
  }

  private static Behavior<Command> behavior(
      LoopSettings settings,
      Main main,
      List<ActorRef<PoolWorker.Command>> workers,
      Hosting hosting,
      Consumer<StopReport> onExit) {
    AtomicInteger incarnations = new AtomicInteger();
    return Behaviors.<Object>setup(
            context -> {
              for (int id = 0; id < workers.size(); id++) {
                context.watchWith(workers.get(id), new GivenWorkerStopped(id));
              }
              LoopPool pool =
                  workers.isEmpty()
                      ? LoopPool.of(context, settings)
                      : LoopPool.of(settings, workers);
              context.getSelf().tell(Signal.GO_ON); // the first turn, with the main callback
              return new RuntimeActor(
                  context, settings, main, pool, incarnations.getAndIncrement(), hosting, onExit);
            })
        .narrow();
  }

  @Override
  public Receive<Object> createReceive() {
    return new RuntimeMail(this);
  }

  Behavior<Object> onResult(ThreadpoolResult result) {
    turns.woken();
    return turn(() -> turns.settle(result.threadId(), result.callbackId(), result.outcome()));
  }

  Behavior<Object> onQueues() {
    turns.woken();
    return turn(null);
  }

  Behavior<Object> onGoOn() {
    return afterTurn(turns::goOn);
  }

  Behavior<Object> onTimeout() {
    return turn(turns::alarmRang);
  }

  Behavior<Object> onRoomInPool() {
    return turn(engine.calls()::admitWaiting);
  }

  Behavior<Object> onGraceOver() {
    return thisOrStopped(end::graceOver);
  }

  Behavior<Object> onPoolEvent(PoolOwner.Event event) {
    return thisOrStopped(() -> pool.on(event));
  }

  Behavior<Object> onGivenWorkerStopped(GivenWorkerStopped stopped) {
    return turn(() -> engine.calls().workerStopped(stopped.threadId()));
  }

  Behavior<Object> onIoEvent(IoEvent event) {
    return turn(
        () -> turns.settle(ThreadpoolResult.NO_THREAD, event.callbackId(), event.outcome()));
  }

  Behavior<Object> onExecute(Execute execute) {
    if (end.hasBegun()) {
      return this; // whoever asked it to stop is told when it has; there is nobody to answer here
    }
    return turn(() -> turns.run(execute.work()));
  }

  Behavior<Object> onCall(Call<?> call) {
    TaskCall<?> task = call.toTask();
    if (end.hasBegun()) {
      engine.refuse(task);
      return this;
    }
    return turn(() -> turns.admit(task));
  }

  Behavior<Object> onConnect(Connect connect) {
    engine.connect(connect.link());
    return this;
  }

  Behavior<Object> onGetStats(GetStats get) {
    get.replyTo().tell(engine.stats());
    return this;
  }

  Behavior<Object> onStop(Stop stop) {
    end.tell(stop.replyTo());
    end.begin(stop.force());
    return thisOrStopped();
  }

  /** A message that is an event: runs a turn with it, and looks what came of it. */
  private Behavior<Object> turn(@Nullable Runnable event) {
    return afterTurn(() -> turns.turn(event));
  }

  private Behavior<Object> afterTurn(Runnable turn) {
    Main first = main;
    main = null;
    if (first != null && !end.hasBegun()) {
      turns.start(first);
    }
    turn.run();
    Throwable failure = engine.failure();
    if (failure != null && !standAlone) {
      end.now(); // before Pekko does: a worker that is stuck may keep the actor from stopping
      throw new UncaughtException(failure);
    }
    if (engine.hasExited()) {
      end.exit(failure);
    }
    end.onTurn();
    return thisOrStopped();
  }

  private Behavior<Object> thisOrStopped(Runnable event) {
    event.run();
    return thisOrStopped();
  }

  private Behavior<Object> thisOrStopped() {
    return end.mayStop() ? Behaviors.stopped() : this;
  }

  Behavior<Object> onEnd() {
    end.now();
    return this;
  }
}
