package io.eventloop.cluster;

import io.eventloop.pool.Job;
import io.eventloop.pool.Pool;
import io.eventloop.pool.PoolWorker.ThreadpoolResult;
import io.eventloop.pool.Submitter;
import java.time.Duration;
import java.util.Set;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import org.jspecify.annotations.Nullable;

/**
 * A node's worker: leases the places of its pool to submitters, and runs what they send on that
 * pool. What comes in one burst is answered in one message to each submitter.
 */
final class ClusterWorker extends AbstractBehavior<ClusterWorker.Command> {
  /** Under which the Receptionist knows the workers of all nodes. */
  static final ServiceKey<Command> KEY =
      ServiceKey.create(Command.class, "eventloop-cluster-worker");

  /** The versions of the protocol that this node speaks. */
  static final int OLDEST_VERSION = 1;

  static final int NEWEST_VERSION = 1;

  sealed interface Command
      permits Hello, Orders, Answered, ThreadBack, PastDeadline, Gone, Leave, Signal {}

  /**
   * The pool has answered a task.
   *
   * @param begun whether a thread had begun with it
   */
  record Answered(HeldTask task, boolean begun) implements Command {}

  /** A thread is free of a task that was answered without it. */
  record ThreadBack(HeldTask task) implements Command {}

  /** A task has been here for as long as it may. */
  record PastDeadline(HeldTask task, Duration limit) implements Command {}

  /** A submitter has ended, or its node was removed from the cluster. */
  record Gone(String session) implements Command {}

  /** Take no more tasks, end those that run, hand the others back; then say so, and stop. */
  record Leave(ActorRef<Done> replyTo) implements Command {}

  /** What has nothing but a name. */
  enum Signal implements Command {
    /** The burst of messages is over. */
    FLUSH,
    HEARTBEAT,
    ROOM_IN_POOL,
    /** Another kind is registered. */
    KINDS_CHANGED,
    GRACE_IS_OVER
  }

  /**
   * Where a worker is.
   *
   * @param address of the node
   * @param roles of the node
   */
  record Node(String address, Set<String> roles) {}

  private final TimerScheduler<Command> timers;
  private final ClusterSettings settings;
  private final Workload work;
  private final Runnable unsubscribe;
  private final Sessions sessions;
  private boolean flushing;
  private long heartbeat;

  /** Whether it takes no more tasks. */
  private boolean closed;

  /** Who waits for it to leave, if it was told to. */
  private @Nullable ActorRef<Done> leaving;

  private ClusterWorker(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Node node,
      Pool pool,
      TaskRegistry registry,
      Codec codec,
      ClusterSettings settings) {
    super(context);
    this.timers = timers;
    this.settings = settings;
    ActorRef<Command> self = context.getSelf();
    Leases leases = new Leases(pool.settings().size());
    LaneLoad lanes = LaneLoad.of(pool.settings());
    this.sessions = new Sessions(context, node, registry, lanes, leases);
    this.work =
        new Workload(
            context,
            timers,
            registry,
            codec,
            settings,
            leases,
            new ClaimQueue(leases.slots(), lanes),
            pool,
            new PoolClient(self));
    this.unsubscribe = registry.onChange(() -> self.tell(Signal.KINDS_CHANGED));
    timers.startTimerWithFixedDelay(Signal.HEARTBEAT, settings.heartbeat());
    context.getSystem().receptionist().tell(Receptionist.register(KEY, self));
  }

  /** Tells the worker what the pool has to say, on any thread. */
  private record PoolClient(ActorRef<Command> self) implements Submitter.Client {
    @Override
    public void answered(int threadId, Job<?> job) {
      self.tell(new Answered((HeldTask) job, threadId != ThreadpoolResult.NO_THREAD));
    }

    @Override
    public void roomAvailable() {
      self.tell(Signal.ROOM_IN_POOL);
    }
  }

  static Behavior<Command> create(
      Node node, Pool pool, TaskRegistry registry, Codec codec, ClusterSettings settings) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    new ClusterWorker(context, timers, node, pool, registry, codec, settings)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Orders.class, this::onOrders)
        .onMessage(Answered.class, this::onAnswered)
        .onMessage(Signal.class, this::onSignal)
        .onMessage(Hello.class, this::onHello)
        .onMessage(ThreadBack.class, this::onThreadBack)
        .onMessage(PastDeadline.class, this::onPastDeadline)
        .onMessage(Gone.class, this::onGone)
        .onMessage(Leave.class, this::onLeave)
        .onSignal(PostStop.class, signal -> onStop())
        .build();
  }

  private Behavior<Command> onSignal(Signal signal) {
    switch (signal) {
      case FLUSH -> {
        return onFlush();
      }
      case HEARTBEAT -> onHeartbeat();
      case ROOM_IN_POOL -> work.roomInPool();
      case KINDS_CHANGED -> sessions.welcomeAgain();
      case GRACE_IS_OVER -> {
        return leave();
      }
    }
    return this;
  }

  // -- submitters ---------------------------------------------------------------------------------

  private Behavior<Command> onHello(Hello hello) {
    sessions.greeted(hello);
    return this;
  }

  private Behavior<Command> onGone(Gone gone) {
    Session ended = sessions.remove(gone.session());
    if (ended != null) {
      work.callOffAll(ended);
      flushSoon();
    }
    return this;
  }

  // -- tasks --------------------------------------------------------------------------------------

  private Behavior<Command> onOrders(Orders orders) {
    Session session = sessions.find(orders.session());
    if (session == null || !session.takeIn(orders)) {
      return this;
    }
    orders.done().forEach(id -> work.done(session, id));
    orders.claims().forEach(claim -> work.claimAnswered(session, claim));
    orders.runs().forEach(run -> work.run(session, run));
    work.endOfTurn();
    flushSoon();
    return this;
  }

  private Behavior<Command> onPastDeadline(PastDeadline past) {
    work.pastDeadline(past);
    flushSoon();
    return this;
  }

  private Behavior<Command> onAnswered(Answered message) {
    work.answered(message.task(), message.begun());
    flushSoon();
    return this;
  }

  private Behavior<Command> onThreadBack(ThreadBack message) {
    work.threadBack(message.task());
    flushSoon();
    return this;
  }

  // -- what is told -------------------------------------------------------------------------------

  /** Once what is in the mailbox has been dealt with. */
  private void flushSoon() {
    if (!flushing) {
      flushing = true;
      getContext().getSelf().tell(Signal.FLUSH);
    }
  }

  private Behavior<Command> onFlush() {
    flushing = false;
    if (!closed && work.isPoolClosed()) {
      close(); // what is handed back comes in the mailbox behind this
      return this;
    }
    work.claim();
    sessions.flush(heartbeat, closed);
    return leaving != null && sessions.areDone() ? leave() : this;
  }

  private void onHeartbeat() {
    heartbeat++;
    sessions.all().forEach(session -> session.resend(heartbeat));
    work.claimAgain();
    flushSoon();
  }

  // -- the end ------------------------------------------------------------------------------------

  private Behavior<Command> onLeave(Leave leave) {
    leaving = leave.replyTo();
    timers.startSingleTimer(Signal.GRACE_IS_OVER, settings.grace());
    close();
    return this;
  }

  /** Takes no more tasks, hands back what has not begun, and says so. */
  private void close() {
    closed = true;
    getContext()
        .getSystem()
        .receptionist()
        .tell(Receptionist.deregister(KEY, getContext().getSelf()));
    work.close(sessions.all());
    sessions.all().forEach(Session::tellAnyway);
    flushSoon();
  }

  private Behavior<Command> leave() {
    if (leaving != null) {
      leaving.tell(Done.getInstance());
    }
    return Behaviors.stopped();
  }

  private Behavior<Command> onStop() {
    sessions.all().forEach(work::callOffAll);
    work.detach();
    unsubscribe.run();
    return this;
  }
}
