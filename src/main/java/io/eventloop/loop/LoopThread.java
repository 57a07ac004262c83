package io.eventloop.loop;

import org.jspecify.annotations.Nullable;

/**
 * Which thread is the loop's at the moment: the one that runs a turn of it. Everything of the loop
 * is for that thread alone, which is what makes locks unnecessary; this refuses the others.
 */
final class LoopThread {
  private volatile @Nullable Thread current;

  void enter() {
    current = Thread.currentThread();
  }

  void leave() {
    current = null;
  }

  /** The thread that is in a turn, or null between turns. From any thread. */
  @Nullable Thread current() {
    return current;
  }

  /** Whether the calling thread is in a turn of this loop. */
  boolean isCurrent() {
    return Thread.currentThread() == current;
  }

  /**
   * Refuses a call from another thread.
   *
   * @throws IllegalStateException if the calling thread is not in a turn of this loop
   */
  void check() {
    if (!isCurrent()) {
      throw new IllegalStateException(
          "called on thread "
              + Thread.currentThread().getName()
              + ": the loop may be used in its own callbacks only; elsewhere, use execute or an"
              + " Offload");
    }
  }
}
