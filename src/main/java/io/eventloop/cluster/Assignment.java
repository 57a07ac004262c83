package io.eventloop.cluster;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Which worker gets a task: one with a free thread before one where it waits, then one that its
 * placement prefers, then the one with the least to do. A task is not made to wait behind another
 * while a worker that may have a thread free has still to answer. Of the submitter's thread.
 */
final class Assignment {
  private final Collection<WorkerLink> workers;

  Assignment(Collection<WorkerLink> workers) {
    this.workers = workers;
  }

  /** Gives out what can be given out, the groups in turn. */
  void assign(Backlog backlog) {
    boolean any = true;
    while (any) {
      any = false;
      for (Backlog.Group group : backlog.groups()) {
        any |= assignFirst(group, backlog);
      }
    }
  }

  private boolean assignFirst(Backlog.Group group, Backlog backlog) {
    WorkerLink best = best(group.need());
    if (best == null) {
      return false;
    }
    RemoteCall<?> call = group.first();
    backlog.remove(call);
    if (!call.isDone()) {
      best.run(call);
    }
    return true;
  }

  private @Nullable WorkerLink best(Backlog.Need need) {
    WorkerLink best = null;
    WorkerLink awaited = null;
    for (WorkerLink worker : workers) {
      if (worker.serves(need) && worker.lanes().hasRoom(need.kind())) {
        if (worker.credit() > 0) {
          best = best == null || isBetter(worker, best, need) ? worker : best;
        } else if (worker.mayHaveRoom()) {
          awaited = awaited == null || isBetter(worker, awaited, need) ? worker : awaited;
        }
      }
    }
    boolean wait = best != null && awaited != null && rank(awaited, need) < rank(best, need);
    return wait ? null : best;
  }

  private static boolean isBetter(WorkerLink one, WorkerLink other, Backlog.Need need) {
    int ranks = Integer.compare(rank(one, need), rank(other, need));
    return ranks < 0 || (ranks == 0 && one.load() < other.load());
  }

  /** 0 for the best. */
  private static int rank(WorkerLink worker, Backlog.Need need) {
    int waits = worker.hasFreeSlot(need) ? 0 : 2;
    return waits + (need.placement().prefers(worker.isLocal()) ? 0 : 1);
  }
}
