package io.eventloop.pool;

/**
 * Is told what happens to a pool that a log line alone would hide. Called on a thread of the pool
 * or of its owner: it must not block, and what it throws is logged and dropped.
 */
public interface PoolListener {

  /** One that does nothing. */
  PoolListener NONE = new PoolListener() {};

  /**
   * A worker was lost and another has its place.
   *
   * @param pool the pool's name
   * @param threadId the place, from 0
   * @param lost the name of the worker that was lost
   * @param replacement the name of the new one: the same, or with a number behind it
   * @param stuck true if its thread did not come back from a task; false if it was stopped
   */
  default void workerReplaced(
      String pool, int threadId, String lost, String replacement, boolean stuck) {}

  /**
   * A task ended after it had been answered by its cancellation or deadline; its result was
   * dropped.
   */
  default void lateResult(String pool, int threadId, TaskKind kind) {}

  /** The pool has stopped. */
  default void stopped(String pool, ShutdownReport report) {}

  /**
   * How a pool ended.
   *
   * @param closed workers that finished their task and stopped
   * @param interrupted workers that stopped only when interrupted
   * @param abandoned workers that did not stop; their threads are left to themselves
   */
  record ShutdownReport(int closed, int interrupted, int abandoned) {
    /** Of no workers at all. */
    public static final ShutdownReport NONE = new ShutdownReport(0, 0, 0);
  }
}
