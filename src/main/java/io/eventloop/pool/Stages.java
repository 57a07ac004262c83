package io.eventloop.pool;

import io.eventloop.value.Outcome;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.annotation.InternalApi;

/** Joins outcomes to {@link CompletableFuture}. */
@InternalApi
public final class Stages {
  private Stages() {}

  /** Completes the stage with the outcome; nothing happens if it is complete already. */
  public static <T> void complete(CompletableFuture<T> stage, Outcome<? extends T> outcome) {
    Throwable error = outcome.error();
    if (error != null) {
      stage.completeExceptionally(error);
    } else {
      stage.complete(outcome.valueOrNull());
    }
  }
}
