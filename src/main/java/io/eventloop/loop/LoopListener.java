package io.eventloop.loop;

/**
 * Is told what happens to a loop, for metrics and alarms. What a method throws is logged and
 * dropped.
 */
public interface LoopListener {
  /** Listens to nothing. */
  LoopListener NONE = new LoopListener() {};

  /**
   * A callback, or ticks without end, have held the loop for longer than {@code
   * eventloop.blocked-loop-warning}. Told once for each. On the thread of a clock, while the loop
   * is still stuck: must not block.
   */
  default void blocked(BlockedLoop event) {}
}
