package io.eventloop.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/**
 * The tasks of a runtime that a full pool has not taken yet: a FIFO for each lane, so that a lane
 * that is full does not hold up another. Of the runtime's thread, save {@link #removeIf} and {@link
 * #size}, which are anybody's.
 */
final class WaitingTasks {
  private final List<ConcurrentLinkedQueue<Job<?>>> lanes = new ArrayList<>();

  WaitingTasks(int count) {
    for (int i = 0; i < count; i++) {
      lanes.add(new ConcurrentLinkedQueue<>());
    }
  }

  /** Walks the queues. */
  int size() {
    int size = 0;
    for (ConcurrentLinkedQueue<Job<?>> lane : lanes) {
      size += lane.size();
    }
    return size;
  }

  boolean isEmpty() {
    for (ConcurrentLinkedQueue<Job<?>> lane : lanes) {
      if (!lane.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  boolean isEmpty(int lane) {
    return lanes.get(lane).isEmpty();
  }

  void add(int lane, Job<?> task) {
    lanes.get(lane).add(task);
  }

  /** Offers each lane's tasks in order, as long as they are taken; drops what was cancelled. */
  void offer(Predicate<Job<?>> taken) {
    for (ConcurrentLinkedQueue<Job<?>> lane : lanes) {
      Job<?> first = lane.peek();
      while (first != null && (first.isDone() || taken.test(first))) {
        lane.remove(first); // and not poll(): removeIf may have dropped it by now
        first = lane.peek();
      }
    }
  }

  void removeIf(Predicate<Job<?>> unwanted) {
    lanes.forEach(lane -> lane.removeIf(unwanted));
  }

  void clear() {
    lanes.forEach(ConcurrentLinkedQueue::clear);
  }
}
