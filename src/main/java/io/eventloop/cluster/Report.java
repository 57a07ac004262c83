package io.eventloop.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a worker has to tell a submitter at one moment. Counters are totals, as in {@link
 * Orders}.
 *
 * @param worker the worker's name
 * @param seq the number of this message to this submitter, from 1
 * @param seen the highest number of {@link Orders} that it has had
 * @param granted how many leases it has given this submitter
 * @param others how many tasks of other submitters it holds
 * @param recall whether leases that are not needed at once are wanted back
 * @param leaving whether it takes no more tasks
 * @param results answers of tasks
 * @param claims tasks that it wants to claim
 * @param returned tasks that it has not begun, and will not
 * @param held all tasks that it holds, those with an answer that is not acknowledged included; null
 *     if it was not asked
 */
record Report(
    String worker,
    long seq,
    long seen,
    long granted,
    int others,
    boolean recall,
    boolean leaving,
    List<Result> results,
    List<Long> claims,
    List<Long> returned,
    @Nullable List<Long> held)
    implements WireMessage, ClusterSubmitter.Command {

  /**
   * The answer of a task.
   *
   * @param id the task's
   * @param attempt of which it is the answer
   * @param value as the kind writes it; null if it failed
   * @param failure why it failed, or null
   */
  record Result(long id, int attempt, @Nullable Payload value, @Nullable Failure failure) {
    /** Names of fields, and numbers. */
    private static final int OVERHEAD = 128;

    /** At most how many bytes it takes in a message. */
    int size() {
      return OVERHEAD + (value == null ? 0 : value.size()) + (failure == null ? 0 : failure.size());
    }
  }
}
