package io.eventloop.pool;

import io.eventloop.pool.PoolWorker.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The tasks of a runtime that a full pool has not taken yet: a FIFO for each lane, so that a lane
 * that is full does not hold up another. Of the runtime's thread.
 */
final class WaitingTasks {
  private final List<ArrayDeque<Task>> lanes = new ArrayList<>();
  private int size;

  WaitingTasks(int count) {
    for (int i = 0; i < count; i++) {
      lanes.add(new ArrayDeque<>(0));
    }
  }

  int size() {
    return size;
  }

  boolean isEmpty(int lane) {
    return lanes.get(lane).isEmpty();
  }

  void add(int lane, Task task) {
    lanes.get(lane).add(task);
    size++;
  }

  /** Offers each lane's tasks in order, as long as they are taken; drops what was cancelled. */
  void offer(Predicate<Task> taken) {
    for (ArrayDeque<Task> lane : lanes) {
      while (!lane.isEmpty() && (lane.element().job().isDone() || taken.test(lane.element()))) {
        lane.remove();
        size--;
      }
    }
  }

  void clear() {
    lanes.forEach(ArrayDeque::clear);
    size = 0;
  }
}
