package io.eventloop.loop;

/**
 * Is told what happens to a loop, for metrics and alarms. What a method throws, be it an {@link
 * Error}, is logged and dropped.
 */
public interface LoopListener {
  /** Listens to nothing. */
  LoopListener NONE = new LoopListener() {};

  /**
   * A callback, or ticks without end, have held the loop for longer than {@code
   * eventloop.blocked-loop-warning}. Told once for each, while the loop is still stuck, on a thread
   * that is there for this alone; what happens to the same loop before this returns is not told.
   */
  default void blocked(BlockedLoop event) {}
}
