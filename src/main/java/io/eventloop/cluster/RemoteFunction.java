package io.eventloop.cluster;

import org.jspecify.annotations.Nullable;

/**
 * What a task of a {@link RemoteKind} does.
 *
 * @param <A> the argument
 * @param <R> the result
 */
@FunctionalInterface
public interface RemoteFunction<A, R> {

  /**
   * Runs on a worker's thread of the node that has the task, and may block.
   *
   * @param argument a copy of what was submitted
   * @return the result, which may be null
   * @throws Exception whatever it throws is answered to the submitter as {@link
   *     RemoteTaskException}
   */
  @Nullable R apply(A argument) throws Exception;
}
