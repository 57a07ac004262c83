package io.eventloop.pool;

import io.eventloop.pool.PoolWorker.Task;
import io.eventloop.pool.PoolWorker.ThreadpoolResult;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;

/** A task without a runtime, and what it was answered. */
final class LooseJob extends Job<String> {
  private final TaskKind kind;
  private final AnswerStage<String> answer = new AnswerStage<>();
  private final AtomicInteger answers = new AtomicInteger();

  LooseJob(TaskKind kind) {
    this(kind, () -> "");
  }

  LooseJob(TaskKind kind, Callable<String> work) {
    super(work);
    this.kind = kind;
  }

  /** It says so by message to nobody. */
  @Override
  protected Task toTask() {
    return new Task(0, kind, this, TestInbox.<ThreadpoolResult>create().getRef());
  }

  int answers() {
    return answers.get();
  }

  @Override
  public TaskKind kind() {
    return kind;
  }

  @Override
  protected void answered(int threadId) {
    answers.incrementAndGet();
    answer.settle(outcome());
  }

  @Override
  public CompletionStage<String> toCompletionStage() {
    return answer;
  }
}
