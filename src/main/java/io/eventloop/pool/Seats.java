package io.eventloop.pool;

/**
 * How many carriers there may be: one for each worker that lives and, up to the number of
 * processors, one for each loop. Guarded by the pool's lock.
 */
final class Seats {
  private final int processors = Runtime.getRuntime().availableProcessors();
  private int workers;
  private int loops;

  void change(boolean worker, int by) {
    if (worker) {
      workers += by;
    } else {
      loops += by;
    }
  }

  /** At least one: somebody has to start the first actor. */
  int capacity() {
    return workers + Math.max(1, Math.min(loops, processors));
  }
}
