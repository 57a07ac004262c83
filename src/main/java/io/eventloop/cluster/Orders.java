package io.eventloop.cluster;

import java.util.List;
import java.util.Map;

/**
 * All that a submitter has to tell a worker at one moment. Counters are totals, so that a message
 * that is lost is made up for by the next; one that comes out of order is dropped.
 *
 * @param session the submitter's
 * @param seq the number of this message, from 1
 * @param used how many leases it has used up
 * @param released how many leases it has given back
 * @param waiting how many tasks wait for a lease
 * @param spare how many leases it would have besides, for tasks that are likely to come
 * @param status whether it wants to know which tasks the worker holds
 * @param done tasks that it is done with: their results are not to be sent again, and what still
 *     runs is to be cancelled
 * @param claims answers to claims
 * @param runs tasks to be run
 */
record Orders(
    String session,
    long seq,
    long used,
    long released,
    int waiting,
    int spare,
    boolean status,
    List<Long> done,
    List<Claim> claims,
    List<Run> runs)
    implements WireMessage, ClusterWorker.Command {

  /**
   * A task.
   *
   * @param id the submitter's
   * @param attempt how often it has been sent to a worker, from 1
   * @param kind the name of its kind
   * @param argument as the kind writes it
   * @param deadlineMillis how much time it has left, in milliseconds; 0 for no limit
   * @param interruptible whether its thread may be interrupted
   * @param mdc entries of the MDC
   * @param locals values of portable locals, by their names
   */
  record Run(
      long id,
      int attempt,
      String kind,
      Payload argument,
      long deadlineMillis,
      boolean interruptible,
      Map<String, String> mdc,
      Map<String, Payload> locals) {}

  /**
   * Whether the worker may run a task that may not run twice.
   *
   * @param id the task's
   * @param granted else the task is not the worker's any more
   */
  record Claim(long id, boolean granted) {}
}
