package io.eventloop.testing;

import io.eventloop.pool.TaskHandle;
import io.eventloop.value.Callback;
import io.eventloop.value.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A task that a test submitted, and what its callback was given.
 *
 * @param <T> what it yields
 */
public final class TestTask<T> {
  private final CompletableFuture<Outcome<T>> answer = new CompletableFuture<>();
  private final AtomicInteger answers = new AtomicInteger();
  private volatile TaskHandle<T> handle;

  TestTask() {}

  Callback<T> callback() {
    return (error, value) -> {
      answers.incrementAndGet();
      answer.complete(error == null ? Outcome.success(value) : Outcome.failure(error));
    };
  }

  TestTask<T> with(TaskHandle<T> made) {
    handle = made;
    return this;
  }

  /** To cancel it. */
  public TaskHandle<T> handle() {
    return handle;
  }

  /** What its callback was given; waits for it. */
  public Outcome<T> outcome() {
    return Waiting.valueOf(answer);
  }

  /** The value that its callback was given; waits for it. */
  public T value() {
    return Waiting.valueOf(answer.thenCompose(TestTask::unwrap));
  }

  /** The error that its callback was given; waits for it. */
  public Throwable error() {
    return Waiting.errorOf(answer.thenCompose(TestTask::unwrap));
  }

  private static <T> CompletableFuture<T> unwrap(Outcome<T> outcome) {
    return outcome.error() == null
        ? CompletableFuture.completedFuture(outcome.valueOrNull())
        : CompletableFuture.failedFuture(outcome.error());
  }

  /** How often its callback has run. */
  public int answers() {
    return answers.get();
  }
}
