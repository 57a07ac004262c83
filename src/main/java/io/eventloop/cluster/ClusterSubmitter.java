package io.eventloop.cluster;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's submitter: has each task run by a worker that leases it a place, and sees to it that it
 * is answered once, whatever becomes of workers and messages. What comes in one burst goes out in
 * one message to each worker.
 */
final class ClusterSubmitter extends AbstractBehavior<ClusterSubmitter.Command> {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterPool.class);

  sealed interface Command
      permits Welcome, Refused, Report, Submit, CallOff, PastDeadline, Workers, Lost, Signal {}

  /** A task of this node. */
  record Submit(RemoteCall<?> call) implements Command {}

  /** A task has been given its answer by somebody else. */
  record CallOff(RemoteCall<?> call) implements Command {}

  /** A task has taken as long as it may. */
  record PastDeadline(RemoteCall<?> call) implements Command {}

  /** The workers that the Receptionist knows. */
  record Workers(
      Set<ActorRef<ClusterWorker.Command>> all, Set<ActorRef<ClusterWorker.Command>> reachable)
      implements Command {}

  /** A worker has ended, or its node was removed from the cluster. */
  record Lost(ActorRef<ClusterWorker.Command> worker) implements Command {}

  /** What the submitter tells itself. */
  enum Signal implements Command {
    /** The burst of messages is over. */
    FLUSH,
    HEARTBEAT
  }

  private final TimerScheduler<Command> timers;
  private final Codec codec;
  private final ClusterSettings settings;
  private final OpenCalls open;
  private final Tally tally;
  private final Links links;
  private final Backlog backlog = new Backlog();
  private final Assignment assignment;
  private boolean flushing;

  private ClusterSubmitter(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Codec codec,
      ClusterSettings settings,
      OpenCalls open,
      Tally tally) {
    super(context);
    this.links = new Links(context);
    this.assignment = new Assignment(links.all());
    this.timers = timers;
    this.codec = codec;
    this.settings = settings;
    this.open = open;
    this.tally = tally;
    timers.startTimerWithFixedDelay(Signal.HEARTBEAT, settings.heartbeat());
    ActorRef<Receptionist.Listing> listings =
        context.messageAdapter(
            Receptionist.Listing.class,
            listing ->
                new Workers(
                    listing.getAllServiceInstances(ClusterWorker.KEY),
                    listing.getServiceInstances(ClusterWorker.KEY)));
    context.getSystem().receptionist().tell(Receptionist.subscribe(ClusterWorker.KEY, listings));
  }

  static Behavior<Command> create(
      Codec codec, ClusterSettings settings, OpenCalls open, Tally tally) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new ClusterSubmitter(context, timers, codec, settings, open, tally)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Submit.class, this::onSubmit)
        .onMessage(Report.class, this::onReport)
        .onMessageEquals(Signal.FLUSH, this::onFlush)
        .onMessage(CallOff.class, this::onCallOff)
        .onMessageEquals(Signal.HEARTBEAT, this::onHeartbeat)
        .onMessage(PastDeadline.class, this::onPastDeadline)
        .onMessage(Workers.class, this::onWorkers)
        .onMessage(Welcome.class, this::onWelcome)
        .onMessage(Refused.class, this::onRefused)
        .onMessage(Lost.class, this::onLost)
        .onSignal(PostStop.class, signal -> onStop())
        .build();
  }

  // -- calls --------------------------------------------------------------------------------------

  private Behavior<Command> onSubmit(Submit submit) {
    RemoteCall<?> call = submit.call();
    if (call.isDone()) {
      return this;
    }
    boolean bounded = !call.remoteKind().isDurable(); // what is in the journal is not rejected
    if (bounded && settings.isFull(backlog.size())) {
      assignment.assign(backlog); // some may have gone, were it not for the end of the burst
    }
    if (bounded && settings.isFull(backlog.size())) {
      call.fail(Errors.full(call, settings));
      return this;
    }
    backlog.add(call);
    Duration limit = call.deadline().orElse(null);
    if (limit != null) {
      timers.startSingleTimer(call, new PastDeadline(call), limit);
    }
    flushSoon();
    return this;
  }

  private Behavior<Command> onCallOff(CallOff message) {
    RemoteCall<?> call = message.call();
    WorkerLink worker = call.worker();
    if (!backlog.remove(call) && worker != null && worker.drop(call)) {
      worker.doneNow(call.id());
      call.leaveWorker();
    }
    forget(call);
    flushSoon();
    return this;
  }

  private Behavior<Command> onPastDeadline(PastDeadline past) {
    past.call().fail(Errors.pastDeadline(past.call())); // which calls it off
    return this;
  }

  private void forget(RemoteCall<?> call) {
    if (call.deadline().isPresent()) {
      timers.cancel(call);
    }
  }

  /** No worker has it any more: it goes to another, before those that came later. */
  private void takeBack(RemoteCall<?> call) {
    call.leaveWorker();
    if (!call.isDone()) {
      tally.rerun.incrementAndGet();
      backlog.add(call);
    }
  }

  // -- workers ------------------------------------------------------------------------------------

  private Behavior<Command> onWorkers(Workers workers) {
    links.update(workers);
    flushSoon();
    return this;
  }

  private Behavior<Command> onWelcome(Welcome welcome) {
    links.welcome(welcome);
    flushSoon();
    return this;
  }

  private Behavior<Command> onRefused(Refused refused) {
    links.refuse(refused);
    return this;
  }

  private Behavior<Command> onLost(Lost lost) {
    WorkerLink link = links.remove(lost.worker());
    if (link != null) {
      LOG.info("worker on {} is gone, with {} tasks", link.node(), link.running());
      for (RemoteCall<?> call : link.calls()) {
        lose(call, link);
      }
      flushSoon();
    }
    return this;
  }

  /** A worker does not have this task any more, and has not answered it. */
  private void lose(RemoteCall<?> call, WorkerLink worker) {
    worker.drop(call);
    if (call.isPastDeadline()) { // so its worker has dropped it, by its own clock
      call.leaveWorker();
      call.fail(Errors.pastDeadline(call));
    } else if (call.isClaimed()) {
      call.fail(Errors.workerLost(call, worker));
    } else {
      takeBack(call);
    }
  }

  // -- what workers report ------------------------------------------------------------------------

  private Behavior<Command> onReport(Report report) {
    WorkerLink link = links.byName(report.worker());
    if (link == null) { // it was removed, and does not know yet
      tally.lateResults.addAndGet(report.results().size());
      return this;
    }
    if (!link.takeIn(report)) {
      return this;
    }
    report.results().forEach(result -> onResult(link, result));
    report.returned().forEach(id -> onReturned(link, id, report.seen()));
    report.claims().forEach(id -> onClaim(link, id));
    if (report.held() != null) {
      compare(link, new HashSet<>(report.held()), report.seen());
    }
    flushSoon();
    return this;
  }

  private void onResult(WorkerLink link, Report.Result result) {
    link.done(result.id());
    RemoteCall<?> call = link.call(result.id());
    if (call == null || call.attempt() != result.attempt()) {
      boolean late = open.find(result.id()) != null;
      (late ? tally.lateResults : tally.secondResults).incrementAndGet();
      return;
    }
    link.drop(call);
    call.leaveWorker();
    forget(call);
    open.close(call);
    if (!call.settle(result, codec, link.node())) {
      tally.secondResults.incrementAndGet();
    }
  }

  private void onReturned(WorkerLink link, long id, long seen) {
    RemoteCall<?> call = link.call(id);
    if (call == null) {
      link.doneNow(id);
    } else if (call.sentIn() <= seen) { // else the word is about the attempt before this
      link.drop(call);
      link.doneNow(id); // the worker says it until it hears that, lest it be taken for lost
      takeBack(call); // also one that was claimed: its worker knows that it was not begun
    }
  }

  private static void onClaim(WorkerLink link, long id) {
    RemoteCall<?> call = link.call(id);
    boolean yes = call != null && !call.isDone();
    if (call != null && yes) {
      call.claim();
    }
    link.answerClaim(id, yes);
  }

  /** A message may have been lost: what the worker does not hold, and what it holds for nothing. */
  private void compare(WorkerLink link, Set<Long> held, long seen) {
    for (RemoteCall<?> call : link.calls()) {
      if (call.sentIn() <= seen && !held.contains(call.id())) {
        lose(call, link);
      }
    }
    for (long id : held) {
      if (link.call(id) == null) {
        link.doneNow(id);
      }
    }
  }

  // -- what goes out ------------------------------------------------------------------------------

  /** Once what is in the mailbox has been dealt with. */
  private void flushSoon() {
    if (!flushing) {
      flushing = true;
      getContext().getSelf().tell(Signal.FLUSH);
    }
  }

  private Behavior<Command> onFlush() {
    flushing = false;
    assignment.assign(backlog);
    int running = 0;
    int nodes = 0;
    for (WorkerLink link : links.all()) {
      link.want(backlog.countFor(link));
      running += link.running();
      nodes += link.isOpen() ? 1 : 0;
    }
    tally.now(nodes, backlog.size(), running); // before a worker begins what it counts
    links.all().forEach(WorkerLink::flush);
    return this;
  }

  private Behavior<Command> onHeartbeat() {
    links.heartbeat();
    long now = System.nanoTime();
    boolean unserved = false;
    for (Backlog.Group group : backlog.groups()) {
      boolean served = links.all().stream().anyMatch(link -> link.has(group.need()));
      unserved |= !served;
      group
          .unserved(served, now, settings.kindTimeout().toNanos())
          .forEach(call -> call.fail(Errors.unknownKind(group.need(), links.all())));
    }
    if (unserved) {
      links.greetAll();
    }
    flushSoon();
    return this;
  }

  private Behavior<Command> onStop() {
    open.end();
    return this;
  }
}
