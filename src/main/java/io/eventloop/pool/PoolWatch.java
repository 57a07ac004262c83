package io.eventloop.pool;

import java.util.concurrent.atomic.AtomicReference;

/**
 * A pool as the watch of the {@link CarrierPool} sees it: from when a task is queued until one look
 * after that which found nothing to do. What was queued just before a look may not be visible to
 * it; it is to the next.
 */
final class PoolWatch {
  private enum State {
    NONE,
    ON,
    /** The next look is the last. */
    ENDING
  }

  private final Pool pool;
  private final AtomicReference<State> state = new AtomicReference<>(State.NONE);

  /** What was taken between two looks. */
  private final Flow flow;

  PoolWatch(Pool pool) {
    this(pool, new Flow());
  }

  PoolWatch(Pool pool, Flow flow) {
    this.pool = pool;
    this.flow = flow;
  }

  /** Whether there will be another look at least. */
  boolean isOn() {
    return state.get() == State.ON;
  }

  /**
   * A task was queued: there has to be another look.
   *
   * @return whether the pool is to be added to the list of those that are looked at
   */
  boolean tryEnter() {
    if (state.compareAndSet(State.ENDING, State.ON)) {
      return false;
    }
    return state.compareAndSet(State.NONE, State.ON);
  }

  /**
   * A look: work that has waited so long gets the idle workers, unless those that are awake are
   * fast.
   *
   * @return whether it was the last
   */
  boolean look() {
    boolean ending = state.get() == State.ENDING;
    if (pool.hasWorkForIdle()) {
      if (!flow.isFast(pool.taken()) || ending) {
        pool.wake();
      }
    } else if (!ending) {
      state.set(State.ENDING);
    }
    return ending && state.compareAndSet(State.ENDING, State.NONE);
  }
}
