package io.eventloop.cluster;

import io.eventloop.loop.PortableLocals;
import io.eventloop.pool.AnswerStage;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.Pool;
import io.eventloop.pool.PoolSettings;
import io.eventloop.pool.Pools;
import io.eventloop.pool.TaskHandle;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.pattern.StatusReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The pools of all worker nodes of a cluster, as one: {@code Offload} past one machine. Safe to use
 * from any thread; a loop has {@link ClusterTasks}.
 *
 * <p>Each task is answered exactly once, though it may have run more than once: a node that is lost
 * has its tasks run again by another, unless their {@link RemoteKind} forbids that. The answer is
 * the result, or {@link RemoteTaskException}, {@link WorkerLostException}, {@link
 * UnknownKindException}, {@code TaskCancelledException}, {@code TaskTimeoutException}, {@code
 * TaskRejectedException}, or {@code RuntimeTerminatedException} when this node ends.
 */
public final class ClusterPool implements Extension {
  private final ActorSystem<?> system;
  private final ClusterSettings settings;
  private final Codec codec;
  private final Tally tally = new Tally();
  private final OpenCalls open;
  private final Stores stores;
  private final AtomicBoolean worker = new AtomicBoolean();
  private final TaskRegistry registry;

  /** Null until a durable task or a handler for one comes. Guarded by this. */
  private @Nullable ActorRef<DurableTasks.Command> durable;

  private ClusterPool(ActorSystem<?> system) {
    this.system = system;
    this.settings = ClusterSettings.from(system.settings().config());
    this.codec = new Codec(system);
    this.open = new OpenCalls(tally, system.executionContext());
    this.stores = new Stores(system.executionContext());
    open.goTo(
        system.systemActorOf(
            ClusterSubmitter.create(codec, settings, open, tally),
            "eventloop-cluster-submitter",
            Props.empty()));
    this.registry = TaskRegistry.get(system);
    registry.onChange(this::handlersChanged); // for as long as there is a registry
    handlersChanged();
    if (settings.isWorker(ThisNode.of(system).roles())) {
      work();
    }
  }

  /**
   * Of this actor system, made by the first who asks: then this node runs tasks too, if {@code
   * eventloop.cluster.worker} says so.
   *
   * @throws IllegalStateException if the optional dependencies of a cluster are missing, or the
   *     system is not one of a cluster; the message says what to add
   */
  public static ClusterPool get(ActorSystem<?> system) {
    Requirements.check(system);
    return system.registerExtension(Id.INSTANCE);
  }

  /**
   * Has this node run tasks of the kinds in its {@link TaskRegistry}, on the pool that the runtimes
   * of the system share, whatever {@code eventloop.cluster.worker} says. Once is enough. In
   * coordinated shutdown it takes no more tasks, ends those that run within {@code shutdown-grace},
   * and hands the others back.
   */
  public static ClusterPool startWorker(ActorSystem<?> system) {
    ClusterPool pool = get(system);
    pool.work();
    return pool;
  }

  private void work() {
    if (!worker.compareAndSet(false, true)) {
      return;
    }
    PoolSettings ofNode = PoolSettings.from(system.settings().config());
    Pool pool = Pools.get(system).find(Pools.shared(), ofNode).orElseThrow();
    ActorRef<ClusterWorker.Command> actor =
        system.systemActorOf(
            ClusterWorker.create(ThisNode.of(system), pool, registry, codec, settings),
            "eventloop-cluster-worker",
            Props.empty());
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseServiceRequestsDone(),
            "eventloop-cluster-leave",
            () ->
                AskPattern.<ClusterWorker.Command, Done>ask(
                    actor,
                    ClusterWorker.Leave::new,
                    settings.grace().multipliedBy(2),
                    system.scheduler()));
  }

  /**
   * Runs a task on some node.
   *
   * @param kind what to run; some node has its function
   * @param argument written at once, so that it may change afterwards
   * @return to cancel it, and for its stage, which is completed on the system's dispatcher, as one
   *     of Pekko's ask pattern: dependents that may block for long want an executor of their own
   * @throws IllegalArgumentException if the argument cannot be written, or is too long
   */
  public <A, R> TaskHandle<R> submit(RemoteKind<A, R> kind, A argument) {
    return submit(kind, argument, CallOptions.DEFAULT, Placement.anywhere());
  }

  /**
   * The same with a deadline, and on which nodes.
   *
   * @param options the deadline begins now; past it, or when cancelled, a task is answered at once,
   *     wherever it is, and the node that has it is told
   * @param placement on which nodes it may run, and which come first
   */
  public <A, R> TaskHandle<R> submit(
      RemoteKind<A, R> kind, A argument, CallOptions options, Placement placement) {
    RemoteCall<R> call = prepare(kind, argument, options, placement, null);
    open.submit(call);
    return call;
  }

  /**
   * The same, and an actor is told what came of it, once.
   *
   * @param replyTo is told the result, which must not be null, or the error
   */
  public <A, R> TaskHandle<R> submit(
      RemoteKind<A, R> kind,
      A argument,
      CallOptions options,
      Placement placement,
      ActorRef<StatusReply<R>> replyTo) {
    InvalidArgTypeException.require(replyTo, "replyTo", "an instance of ActorRef");
    TaskHandle<R> handle = submit(kind, argument, options, placement);
    handle
        .toCompletionStage()
        .whenComplete(
            (value, error) ->
                replyTo.tell(
                    error == null ? StatusReply.success(value) : StatusReply.error(error)));
    return handle;
  }

  /**
   * Stores a task of a durable kind in this node's journal, and has it run on some node, if this
   * node ends before, after it was started again. The answer goes to the handler of its kind: see
   * {@link TaskRegistry#onResult}.
   *
   * @return completed with the task's id once the journal has it, which then is sure to be
   *     answered; or with {@code RuntimeTerminatedException} if this node has ended, or ends
   *     before: then the journal may have the task or not
   * @throws IllegalArgumentException if the kind is not durable, or the argument cannot be written
   * @throws IllegalStateException if pekko-persistence-typed is missing, or {@code
   *     eventloop.cluster.durable-name} is not set
   */
  public <A> CompletionStage<Long> submitDurable(RemoteKind<A, ?> kind, A argument) {
    InvalidArgTypeException.require(kind, "kind", "an instance of RemoteKind");
    if (!kind.isDurable()) {
      throw new IllegalArgumentException(kind + " is not durable: submit is for it");
    }
    Requirements.checkDurable(settings.durableName());
    InvalidArgTypeException.require(
        argument, "argument", "an instance of " + kind.argumentType().getName());
    PortableTask task = write(kind, argument);
    AnswerStage<Long> stored = new AnswerStage<>();
    try {
      stores.submit(task, stored, durable());
    } catch (IllegalStateException ended) { // the actor system makes no more actors
      stored.settle(Outcome.failure(Stores.terminated(task)));
    }
    return stored;
  }

  private void handlersChanged() {
    if (registry.hasHandlers()) {
      Requirements.checkDurable(settings.durableName());
      durable().tell(DurableTasks.Signal.HANDLERS_CHANGED);
    }
  }

  private synchronized ActorRef<DurableTasks.Command> durable() {
    if (durable == null) {
      durable =
          system.systemActorOf(
              DurableTasks.create(settings.durableName(), registry, this::run, stores, settings),
              "eventloop-cluster-durable",
              Props.empty());
    }
    return durable;
  }

  private <R> void run(
      RemoteKind<?, R> kind, PortableTask task, Consumer<? super Outcome<R>> whenAnswered) {
    open.submit(call(kind, task, CallOptions.DEFAULT, Placement.anywhere(), whenAnswered));
  }

  /** A call that is still to be submitted. */
  <A, R> RemoteCall<R> prepare(
      RemoteKind<A, R> kind,
      A argument,
      CallOptions options,
      Placement placement,
      @Nullable Consumer<? super Outcome<R>> listener) {
    InvalidArgTypeException.require(kind, "kind", "an instance of RemoteKind");
    InvalidArgTypeException.require(
        argument, "argument", "an instance of " + kind.argumentType().getName());
    InvalidArgTypeException.require(options, "options", "an instance of CallOptions");
    InvalidArgTypeException.require(placement, "placement", "an instance of Placement");
    if (kind.isDurable()) {
      throw new IllegalArgumentException(
          kind
              + " is durable, and a callback or a stage ends with this node: submitDurable is for"
              + " it, and TaskRegistry.onResult for its answers");
    }
    return call(kind, write(kind, argument), options, placement, listener);
  }

  /** The task, with what goes along. */
  private PortableTask write(RemoteKind<?, ?> kind, Object argument) {
    Payload written = codec.write(argument);
    Map<String, Payload> locals = new HashMap<>();
    PortableLocals.capture().forEach((name, value) -> locals.put(name, codec.write(value)));
    Map<String, String> mdc = new HashMap<>();
    Map<String, String> entries = MDC.getCopyOfContextMap();
    if (entries != null) {
      entries.forEach(
          (key, entry) -> {
            if (entry != null) {
              mdc.put(key, Codec.wellFormed(entry));
            }
          });
    }
    PortableTask task = new PortableTask(kind.name(), written, mdc, locals);
    String what = mdc.isEmpty() && locals.isEmpty() ? "" : ", with MDC and portable locals,";
    settings.checkSize("argument of kind \"" + kind.name() + "\"" + what, task.size());
    return task;
  }

  private <R> RemoteCall<R> call(
      RemoteKind<?, R> kind,
      PortableTask task,
      CallOptions options,
      Placement placement,
      @Nullable Consumer<? super Outcome<R>> listener) {
    return new RemoteCall<>(open.nextId(), kind, placement, options, task, open, listener);
  }

  void submit(RemoteCall<?> call) {
    open.submit(call);
  }

  /** What this node has submitted so far, and what came of it. */
  public ClusterStats stats() {
    return tally.snapshot();
  }

  private static final class Id extends ExtensionId<ClusterPool> {
    static final Id INSTANCE = new Id();

    @Override
    public ClusterPool createExtension(ActorSystem<?> system) {
      return new ClusterPool(system);
    }
  }
}
