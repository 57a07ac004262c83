package io.eventloop.cluster;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;

/**
 * Tasks that may not run twice, on their way to the pool. A task is claimed when a thread for it is
 * near: one that was claimed is lost with its node. So there are never more of them between claim
 * and end than the pool has threads, or their lane. Of the worker's thread.
 */
final class ClaimQueue {
  private final int slots;
  private final LaneLoad lanes;
  private final Queue<HeldTask> waiting = new ArrayDeque<>();
  private final Set<HeldTask> asked = new LinkedHashSet<>();
  private int inPool;

  ClaimQueue(int slots, LaneLoad lanes) {
    this.slots = slots;
    this.lanes = lanes;
  }

  void add(HeldTask task) {
    waiting.add(task);
  }

  /** Claims what may be claimed now. */
  void claim() {
    Iterator<HeldTask> next = waiting.iterator();
    while (asked.size() + inPool < slots && next.hasNext()) {
      HeldTask task = next.next();
      if (lanes.hasFreeThread(task.kind().name())) {
        next.remove();
        asked.add(task);
        lanes.change(task.kind().name(), 1);
        task.session().claim(task.run().id());
      }
    }
  }

  /** Claims again what was not answered. */
  void claimAgain() {
    asked.forEach(task -> task.session().claim(task.run().id()));
  }

  /**
   * The submitter has answered.
   *
   * @return false if it was not asked, or has answered before
   */
  boolean answered(HeldTask task, boolean granted) {
    boolean first = leave(task);
    if (first && granted) {
      inPool++;
      lanes.change(task.kind().name(), 1);
    }
    return first;
  }

  /** No thread is busy any more with a task that was claimed. */
  void finished(HeldTask task) {
    inPool--;
    lanes.change(task.kind().name(), -1);
  }

  /** A task that the pool does not have yet will not be run here. */
  void remove(HeldTask task) {
    if (!leave(task)) {
      waiting.remove(task);
    }
  }

  /** Its claim is answered, or is one no more; false if it was none. */
  private boolean leave(HeldTask task) {
    boolean was = asked.remove(task);
    if (was) {
      lanes.change(task.kind().name(), -1);
    }
    return was;
  }
}
