/**
 * The benchmark harness: contenders run the same workloads, each in a process of its own, and are
 * compared to the JDK's thread pool. Beside it, the commands that show what a figure alone cannot:
 * that an idle runtime is silent, that names and contexts are right, that every task is answered
 * exactly once.
 *
 * <p>A new contender or workload is a class and a line in {@link
 * io.eventloop.bench.contender.Contenders} or {@link io.eventloop.bench.workload.Workloads}.
 */
@NullMarked
package io.eventloop.bench;

import org.jspecify.annotations.NullMarked;
