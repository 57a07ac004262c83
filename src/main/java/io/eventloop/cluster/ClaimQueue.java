package io.eventloop.cluster;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;

/**
 * Tasks that may not run twice, on their way to the pool. A task is claimed when a thread for it is
 * near: one that was claimed is lost with its node. So there are never more of them between claim
 * and end than the pool has threads. Of the worker's thread.
 */
final class ClaimQueue {
  private final int slots;
  private final Queue<HeldTask> waiting = new ArrayDeque<>();
  private final Set<HeldTask> asked = new LinkedHashSet<>();
  private int inPool;

  ClaimQueue(int slots) {
    this.slots = slots;
  }

  void add(HeldTask task) {
    waiting.add(task);
  }

  /** Claims what may be claimed now. */
  void claim() {
    while (asked.size() + inPool < slots && !waiting.isEmpty()) {
      HeldTask task = waiting.remove();
      asked.add(task);
      task.session().claim(task.run().id());
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
    boolean first = asked.remove(task);
    if (first && granted) {
      inPool++;
    }
    return first;
  }

  /** The pool has answered a task that was claimed. */
  void finished() {
    inPool--;
  }

  /** A task that the pool does not have yet will not be run here. */
  void remove(HeldTask task) {
    if (!asked.remove(task)) {
      waiting.remove(task);
    }
  }
}
