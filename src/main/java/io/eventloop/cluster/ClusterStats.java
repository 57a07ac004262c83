package io.eventloop.cluster;

/**
 * What a node has submitted to its cluster, and what came of it. Counts are since the actor system
 * started.
 *
 * @param submitted tasks
 * @param answered tasks that have their answer, whatever it is
 * @param rerun how often a task was given to another node, since the one that had it was lost or
 *     has handed it back
 * @param lateResults results that were dropped: of a node whose task had been given to another
 * @param secondResults results that were dropped: their task had its answer already
 * @param workerNodes nodes that may run tasks at the moment
 * @param waiting tasks that no node has at the moment
 * @param running tasks that a node has at the moment
 */
public record ClusterStats(
    long submitted,
    long answered,
    long rerun,
    long lateResults,
    long secondResults,
    int workerNodes,
    int waiting,
    int running) {}
