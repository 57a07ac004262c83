package io.eventloop.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.value.Outcome;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must happen, with a limit that only a broken build reaches. */
public final class Waiting {
  /** Long enough for a machine that is busy with other things. */
  public static final Duration LIMIT =
      Duration.ofSeconds(Integer.getInteger("eventloop.test.limit", 30));

  private Waiting() {}

  /** Waits until the latch is at zero. */
  public static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .as("latch still at %d after %s", latch.getCount(), LIMIT)
          .isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while waiting", e);
    }
  }

  /**
   * Waits until this holds, for what tells nobody when it happens. Looks a thousand times a second.
   *
   * @param what for the message, if it does not come to hold
   */
  public static void until(String what, BooleanSupplier holds) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("%s, within %s", what, LIMIT).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  /** Waits until the garbage collector has found that nobody keeps what these refer to. */
  public static void untilCollected(Collection<? extends Reference<?>> references) {
    until(
        "nobody keeps any of " + references.size() + " objects",
        () -> {
          System.gc();
          return references.stream().allMatch(reference -> reference.refersTo(null));
        });
  }

  /** What the stage is completed with; waits for it. */
  public static <T> Outcome<T> outcomeOf(CompletionStage<? extends T> stage) {
    CompletableFuture<Outcome<T>> outcome = new CompletableFuture<>();
    stage.whenComplete( // sees the error as it is, where get() wraps it
        (value, error) ->
            outcome.complete(
                error == null ? Outcome.success(value) : Outcome.failure(unwrapped(error))));
    try {
      return outcome.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("nothing has come within " + LIMIT, e);
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError("interrupted while waiting", e);
    }
  }

  /** A stage that is derived from another wraps its error. */
  private static Throwable unwrapped(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  /** The value that the stage is completed with; waits for it. */
  public static <T> T valueOf(CompletionStage<? extends T> stage) {
    Outcome<T> outcome = outcomeOf(stage);
    if (outcome.error() != null) {
      throw new AssertionError("failed: " + outcome.error(), outcome.error());
    }
    return outcome.valueOrNull();
  }

  /** The error that the stage is completed with; waits for it. */
  public static Throwable errorOf(CompletionStage<?> stage) {
    Outcome<Object> outcome = outcomeOf(stage);
    assertThat(outcome.error()).as("error; the value is %s", outcome.valueOrNull()).isNotNull();
    return outcome.error();
  }
}
