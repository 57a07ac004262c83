package io.eventloop.cluster;

import io.eventloop.pool.Job;
import io.eventloop.pool.Pool;
import io.eventloop.pool.Submitter;
import io.eventloop.pool.TaskCancelledException;
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

  sealed interface Command permits Hello, Orders, Finished, PastDeadline, Gone, Leave, Signal {}

  /** The pool has answered a task. */
  record Finished(HeldTask task) implements Command {}

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
  private final TaskRegistry registry;
  private final Codec codec;
  private final ClusterSettings settings;
  private final Submitter pool;
  private final ClaimQueue claims;
  private final Sessions sessions;
  private boolean flushing;
  private long heartbeat;

  /** Who waits for it to leave, if it does. */
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
    this.registry = registry;
    this.codec = codec;
    this.settings = settings;
    int slots = pool.settings().size();
    this.sessions = new Sessions(context, node, registry, slots);
    this.claims = new ClaimQueue(slots);
    ActorRef<Command> self = context.getSelf();
    this.pool = pool.attach(new PoolClient(self));
    registry.onChange(() -> self.tell(Signal.KINDS_CHANGED));
    timers.startTimerWithFixedDelay(Signal.HEARTBEAT, settings.heartbeat());
    context.getSystem().receptionist().tell(Receptionist.register(KEY, self));
  }

  /** Tells the worker what the pool has to say, on any thread. */
  private record PoolClient(ActorRef<Command> self) implements Submitter.Client {
    @Override
    public void answered(int threadId, Job<?> job) {
      self.tell(new Finished((HeldTask) job));
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
        .onMessage(Finished.class, this::onFinished)
        .onMessage(Signal.class, this::onSignal)
        .onMessage(Hello.class, this::onHello)
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
      case ROOM_IN_POOL -> pool.admitWaiting();
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
      callOffAll(ended);
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
    orders.done().forEach(id -> onDone(session, id));
    orders.claims().forEach(claim -> onClaim(session, claim));
    orders.runs().forEach(run -> onRun(session, run));
    pool.endOfTurn();
    flushSoon();
    return this;
  }

  private void onDone(Session session, long id) {
    session.acknowledged(id);
    HeldTask task = session.heldTask(id);
    if (task != null) {
      callOff(task);
    }
  }

  /** What has not begun comes first, or it would where another has just ended. */
  private void callOffAll(Session session) {
    session.heldTasks().forEach(task -> task.abortQueued(new TaskCancelledException("not begun")));
    session.heldTasks().forEach(this::callOff);
  }

  /** Nobody wants it any more: it is cancelled, or left to itself if that must not be. */
  private void callOff(HeldTask task) {
    task.unwanted();
    if (task.isSubmitted()) {
      task.cancel();
    } else {
      claims.remove(task);
      forget(task);
    }
  }

  /** The task is no longer held; false if it was not. */
  private boolean forget(HeldTask task) {
    if (task.run().deadlineMillis() > 0) {
      timers.cancel(task);
    }
    return task.session().drop(task);
  }

  private void onClaim(Session session, Orders.Claim claim) {
    HeldTask task = session.heldTask(claim.id());
    if (task != null && claims.answered(task, claim.granted())) {
      if (claim.granted()) {
        submit(task);
      } else {
        forget(task);
      }
    }
  }

  private void onRun(Session session, Orders.Run run) {
    RemoteKind<?, ?> kind = registry.get(run.kind());
    if (leaving != null || kind == null) {
      session.giveBack(run.id());
      return;
    }
    HeldTask task =
        new HeldTask(session, run, kind, codec, settings, getContext().getSystem().ignoreRef());
    session.hold(task);
    if (run.deadlineMillis() > 0 && run.deadlineMillis() <= RemoteCall.LONGEST.toMillis()) {
      Duration limit = Duration.ofMillis(run.deadlineMillis());
      timers.startSingleTimer(task, new PastDeadline(task, limit), limit);
    }
    if (task.isToBeClaimed()) {
      claims.add(task);
    } else {
      submit(task);
    }
  }

  private void submit(HeldTask task) {
    task.submitted();
    pool.submit(task);
  }

  private Behavior<Command> onPastDeadline(PastDeadline past) {
    HeldTask task = past.task();
    task.unwanted(); // the submitter has answered it by its own clock
    if (task.isSubmitted()) {
      task.timeOut(past.limit().toString());
    } else {
      callOff(task);
    }
    flushSoon();
    return this;
  }

  private Behavior<Command> onFinished(Finished finished) {
    HeldTask task = finished.task();
    if (task.isToBeClaimed()) {
      claims.finished();
    }
    if (forget(task) && !task.isUnwanted()) {
      task.session().add(task.result());
    }
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
    claims.claim();
    sessions.flush(heartbeat, leaving != null);
    return leaving != null && sessions.areDone() ? leave() : this;
  }

  private void onHeartbeat() {
    heartbeat++;
    sessions.all().forEach(session -> session.resend(heartbeat));
    claims.claimAgain();
    flushSoon();
  }

  // -- the end ------------------------------------------------------------------------------------

  private Behavior<Command> onLeave(Leave leave) {
    leaving = leave.replyTo();
    getContext()
        .getSystem()
        .receptionist()
        .tell(Receptionist.deregister(KEY, getContext().getSelf()));
    timers.startSingleTimer(Signal.GRACE_IS_OVER, settings.grace());
    for (Session session : sessions.all()) {
      for (HeldTask task : session.heldTasks()) {
        if (!task.isSubmitted() || task.abortQueued(notBegun(task))) {
          claims.remove(task);
          forget(task);
          session.giveBack(task.run().id());
        }
      }
      session.tellAnyway();
    }
    flushSoon();
    return this;
  }

  private static TaskCancelledException notBegun(HeldTask task) {
    return new TaskCancelledException(task.kind() + " task was handed back: its node is leaving");
  }

  private Behavior<Command> leave() {
    if (leaving != null) {
      leaving.tell(Done.getInstance());
    }
    return Behaviors.stopped();
  }

  private Behavior<Command> onStop() {
    sessions.all().forEach(this::callOffAll);
    pool.detach();
    return this;
  }
}
