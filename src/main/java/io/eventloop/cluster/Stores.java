package io.eventloop.cluster;

import io.eventloop.loop.RuntimeTerminatedException;
import io.eventloop.pool.AnswerStage;
import io.eventloop.value.Outcome;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The durable tasks of a node on their way into its journal: each is answered, even if the
 * journal's actor ends before it has heard of one. Safe to use from any thread.
 */
final class Stores {
  private final Map<AnswerStage<Long>, PortableTask> pending = new ConcurrentHashMap<>();
  private final Executor tellers;
  private volatile boolean ended;

  /**
   * None yet.
   *
   * @param tellers completes the stages, whose dependents are a user's code
   */
  Stores(Executor tellers) {
    this.tellers = tellers;
  }

  void submit(
      PortableTask task, AnswerStage<Long> stored, ActorRef<? super DurableTasks.Submit> journal) {
    pending.put(stored, task);
    journal.tell(new DurableTasks.Submit(task, stored));
    if (ended) { // read after the task was noted: end() sees it, or we see the end
      settle(stored, Outcome.failure(terminated(task)));
    }
  }

  /** The journal has the task. */
  void stored(DurableTasks.Submit submit, long id) {
    settle(submit.stored(), Outcome.success(id));
  }

  private void settle(AnswerStage<Long> stored, Outcome<Long> outcome) {
    if (pending.remove(stored) == null) {
      return;
    }
    try {
      tellers.execute(() -> stored.settle(outcome));
    } catch (RejectedExecutionException systemEnded) {
      stored.settle(outcome);
    }
  }

  /** The journal will say nothing more. */
  void end() {
    ended = true;
    pending.forEach((stored, task) -> settle(stored, Outcome.failure(terminated(task))));
  }

  static RuntimeTerminatedException terminated(PortableTask task) {
    return new RuntimeTerminatedException(
        task.kind() + " task: this node has ended before its journal has said that it has it");
  }
}
