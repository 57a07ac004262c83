package io.eventloop.cluster;

import org.jspecify.annotations.Nullable;

/**
 * Takes the answers of a durable kind's tasks: of those that this run of the node has submitted,
 * and of those from before it was started.
 *
 * @param <R> the result
 */
@FunctionalInterface
public interface ResultHandler<R> {

  /**
   * Takes one answer. Runs on a thread of the node's shared pool, and may block. Once it has
   * returned, that is written to the journal, and the answer does not come again. If it throws, or
   * the node ends before, it is called again: it must be able to tell, by the id, that it has been.
   *
   * @param taskId what {@link ClusterPool#submitDurable} gave for the task
   * @param error why it failed, or null
   * @param result what it yielded, or null
   */
  void accept(long taskId, @Nullable Throwable error, @Nullable R result) throws Exception;
}
