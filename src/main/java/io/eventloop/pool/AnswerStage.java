package io.eventloop.pool;

import io.eventloop.value.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.annotation.InternalApi;

/**
 * A stage that only its maker completes: several may hold it, and none can answer for the others. A
 * dependent sees the error itself, without the {@code CompletionException} that a copy would wrap
 * it in.
 *
 * @param <T> the type of the value
 */
@InternalApi
public final class AnswerStage<T> extends CompletableFuture<T> {

  /** Completes the stage; nothing happens if it is complete already. */
  public void settle(Outcome<? extends T> outcome) {
    Throwable error = outcome.error();
    if (error != null) {
      super.completeExceptionally(error);
    } else {
      super.complete(outcome.valueOrNull());
    }
  }

  /** Refuses: the answer is not the caller's to give. */
  @Override
  public boolean complete(T value) {
    return false;
  }

  /** Refuses, as {@link #complete}. */
  @Override
  public boolean completeExceptionally(Throwable error) {
    return false;
  }

  /** Refuses: to cancel the task, use its handle. */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return false;
  }

  /** Refuses, as {@link #complete}. */
  @Override
  public void obtrudeValue(T value) {
    throw new UnsupportedOperationException("the answer of a task cannot be replaced");
  }

  /** Refuses, as {@link #complete}. */
  @Override
  public void obtrudeException(Throwable error) {
    throw new UnsupportedOperationException("the answer of a task cannot be replaced");
  }

  /** A copy that times out: the answer itself does not, since the task goes on. */
  @Override
  public CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
    return copy().orTimeout(timeout, unit);
  }

  /** A copy that times out, as {@link #orTimeout}. */
  @Override
  public CompletableFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
    return copy().completeOnTimeout(value, timeout, unit);
  }

  /** Dependents are ordinary futures. */
  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
