package io.eventloop.loop;

import io.eventloop.pool.PoolListener.ShutdownReport;

/**
 * How a runtime ended.
 *
 * @param stats what it has done; what was still open is counted as cancelled
 * @param workers what came of the workers of a pool of its own; all 0 for another pool
 * @param exitCode as the program set it, else Node's: 0, 1 after an exception that nobody handled,
 *     7 after a handler of these threw
 */
public record StopReport(LoopStats stats, ShutdownReport workers, int exitCode) {}
