package io.eventloop.pool;

import io.eventloop.pool.PoolWorker.Task;
import io.eventloop.pool.PoolWorker.ThreadpoolResult;
import java.util.concurrent.CompletionStage;

/** The job of a task that was told to a worker directly: answered by a message to its replyTo. */
final class DetachedJob extends Job<Object> {
  private final Task task;
  private final AnswerStage<Object> stage = new AnswerStage<>();

  DetachedJob(Task task) {
    super(task.work());
    this.task = task;
  }

  @Override
  public TaskKind kind() {
    return task.kind();
  }

  @Override
  protected Task toTask() {
    return task;
  }

  @Override
  protected void answered(int threadId) {
    task.replyTo().tell(new ThreadpoolResult(threadId, task.callbackId(), outcome()));
    stage.settle(outcome());
  }

  @Override
  public CompletionStage<Object> toCompletionStage() {
    return stage;
  }
}
