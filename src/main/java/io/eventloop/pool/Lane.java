package io.eventloop.pool;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A share of the pool's threads: tasks of its kinds hold at most {@code cap} of them at a time. The
 * default lane, which has no cap, is number 0.
 */
final class Lane {
  private final int index;
  private final String name;
  private final int cap;
  private final AtomicInteger running = new AtomicInteger();

  /** Submitters with tasks for this lane that found it full. */
  private final ConcurrentLinkedQueue<Submitter> waiting = new ConcurrentLinkedQueue<>();

  Lane(int index, String name, int cap) {
    this.index = index;
    this.name = name;
    this.cap = cap;
  }

  int index() {
    return index;
  }

  /** A task of this kind, in words; the default lane, which nobody declared, is not mentioned. */
  String taskOf(TaskKind kind) {
    return kind + (index == 0 ? " task" : " task of lane " + name);
  }

  boolean isCapped() {
    return cap != Integer.MAX_VALUE;
  }

  boolean hasRoom() {
    return !isCapped() || running.get() < cap;
  }

  boolean tryEnter() {
    if (!isCapped()) {
      return true;
    }
    int now = running.get();
    while (now < cap) {
      if (running.compareAndSet(now, now + 1)) {
        return true;
      }
      now = running.get();
    }
    return false;
  }

  void leave() {
    if (isCapped()) {
      running.decrementAndGet();
    }
  }

  void await(Submitter submitter) {
    waiting.add(submitter);
  }

  @Nullable Submitter nextWaiting() {
    return waiting.poll();
  }
}
