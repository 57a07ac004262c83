/**
 * The benchmark harness: contenders run the same workloads, each in a JVM of its own, and are
 * compared to the JDK's thread pool. Beside it, the commands that show what a figure alone cannot:
 * that an idle runtime is silent, that names and contexts are right, that every task is answered
 * exactly once.
 *
 * <p>A new {@link io.eventloop.bench.Contender} or {@link io.eventloop.bench.Workload} is a class
 * and a line in {@link io.eventloop.bench.Contenders} or {@link io.eventloop.bench.Workloads}.
 */
@NullMarked
package io.eventloop.bench;

import org.jspecify.annotations.NullMarked;
