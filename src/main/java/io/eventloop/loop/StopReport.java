package io.eventloop.loop;

import io.eventloop.pool.PoolListener.ShutdownReport;

/**
 * How a runtime ended.
 *
 * @param stats what it has done; what was still open is counted as cancelled
 * @param workers what came of the workers of a pool of its own; all 0 for another pool
 */
public record StopReport(LoopStats stats, ShutdownReport workers) {}
