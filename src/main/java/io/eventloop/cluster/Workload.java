package io.eventloop.cluster;

import io.eventloop.pool.Pool;
import io.eventloop.pool.Submitter;
import io.eventloop.pool.TaskCancelledException;
import java.time.Duration;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * The tasks that a worker holds, on their way through its pool. Each has one of the worker's places
 * until no thread is busy with it: one that was called off and does not heed it keeps its place
 * until it comes back, or its thread is written off. Of the worker's thread.
 */
final class Workload {
  private final ActorContext<ClusterWorker.Command> context;
  private final TimerScheduler<ClusterWorker.Command> timers;
  private final TaskRegistry registry;
  private final Codec codec;
  private final ClusterSettings settings;
  private final Leases leases;
  private final ClaimQueue claims;
  private final Pool pool;
  private final Submitter queue;
  private boolean open = true;

  Workload(
      ActorContext<ClusterWorker.Command> context,
      TimerScheduler<ClusterWorker.Command> timers,
      TaskRegistry registry,
      Codec codec,
      ClusterSettings settings,
      Leases leases,
      ClaimQueue claims,
      Pool pool,
      Submitter.Client client) {
    this.context = context;
    this.timers = timers;
    this.registry = registry;
    this.codec = codec;
    this.settings = settings;
    this.leases = leases;
    this.claims = claims;
    this.pool = pool;
    this.queue = pool.attach(client);
  }

  // -- what comes ---------------------------------------------------------------------------------

  void run(Session session, Orders.Run run) {
    RemoteKind<?, ?> kind = registry.get(run.kind());
    if (!open || kind == null) {
      session.giveBack(run.id());
      return;
    }
    HeldTask task =
        new HeldTask(
            session,
            run,
            kind,
            codec,
            settings,
            context.getSelf(),
            context.getSystem().ignoreRef());
    session.hold(task);
    leases.take();
    if (run.deadlineMillis() > 0 && run.deadlineMillis() <= RemoteCall.LONGEST.toMillis()) {
      Duration limit = Duration.ofMillis(run.deadlineMillis());
      Duration late = limit.plus(settings.heartbeat()); // the submitter comes first, and says so
      timers.startSingleTimer(task, new ClusterWorker.PastDeadline(task, limit), late);
    }
    if (task.isToBeClaimed()) {
      claims.add(task);
    } else {
      submit(task);
    }
  }

  private void submit(HeldTask task) {
    task.submitted();
    queue.submit(task);
  }

  void claimAnswered(Session session, Orders.Claim claim) {
    HeldTask task = session.heldTask(claim.id());
    if (task != null && claims.answered(task, claim.granted())) {
      if (claim.granted()) {
        submit(task);
      } else {
        leave(task);
      }
    }
  }

  /** The submitter is done with a task: its result is there, or nobody wants it any more. */
  void done(Session session, long id) {
    session.acknowledged(id);
    HeldTask task = session.heldTask(id);
    if (task != null) {
      callOff(task);
    }
  }

  /** What has not begun comes first, or it would where another has just ended. */
  void callOffAll(Session session) {
    session.heldTasks().forEach(task -> task.abortQueued(new TaskCancelledException("not begun")));
    session.heldTasks().forEach(this::callOff);
  }

  /** Nobody wants it any more: it is cancelled, or left to itself if that must not be. */
  private void callOff(HeldTask task) {
    task.unwanted();
    if (task.isSubmitted()) {
      task.cancel();
    } else {
      leaveClaims(task);
    }
  }

  private void leaveClaims(HeldTask task) {
    claims.remove(task);
    leave(task);
  }

  /** A task that the pool does not have goes. */
  private void leave(HeldTask task) {
    drop(task);
    leases.free();
  }

  void pastDeadline(ClusterWorker.PastDeadline past) {
    HeldTask task = past.task();
    task.unwanted(); // the submitter has answered it by its own clock
    if (task.isSubmitted()) {
      task.timeOut(past.limit().toString());
    } else {
      leaveClaims(task);
    }
  }

  // -- what becomes of them -----------------------------------------------------------------------

  /**
   * The pool has answered a task. One that the pool did not let run, since it was closed or has
   * lost a thread, is handed back; so is one that it broke off, unless that may not run twice: then
   * its submitter will find that nobody holds it.
   */
  void answered(HeldTask task, boolean begun) {
    Report.Result result = task.result();
    if (drop(task) && !task.isUnwanted()) {
      if (result != null) {
        task.session().add(result);
      } else if (!begun || !task.isToBeClaimed()) {
        task.session().giveBack(task.run().id());
      }
    }
    if (task.answered(result != null || !begun)) {
      leavePlace(task);
    }
  }

  /** The thread that ran a task when it was called off is free. */
  void threadBack(HeldTask task) {
    if (task.threadBack()) {
      leavePlace(task);
    }
  }

  private void leavePlace(HeldTask task) {
    leases.free();
    if (task.isToBeClaimed()) {
      claims.finished(task);
    }
  }

  /** The task is no longer held; false if it was not. */
  private boolean drop(HeldTask task) {
    if (task.run().deadlineMillis() > 0) {
      timers.cancel(task);
    }
    return task.session().drop(task);
  }

  /** Takes no more tasks, and hands back what has not begun. */
  void close(Iterable<Session> sessions) {
    open = false;
    for (Session session : sessions) {
      for (HeldTask task : session.heldTasks()) {
        if (task.isSubmitted()) {
          task.abortQueued(new TaskCancelledException(task.kind() + " task: its node is leaving"));
        } else {
          leaveClaims(task);
          session.giveBack(task.run().id());
        }
      }
    }
  }

  // -- the pool -----------------------------------------------------------------------------------

  /** Whether the pool runs nothing more. */
  boolean isPoolClosed() {
    return pool.isClosed();
  }

  void endOfTurn() {
    queue.endOfTurn();
  }

  void roomInPool() {
    queue.admitWaiting();
  }

  void claim() {
    claims.claim();
  }

  void claimAgain() {
    claims.claimAgain();
  }

  void detach() {
    queue.detach();
  }
}
