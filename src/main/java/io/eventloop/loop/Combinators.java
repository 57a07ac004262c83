package io.eventloop.loop;

import io.eventloop.value.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Promises made of several, or of a stage. As in ECMA-262, each element is heard of in a reaction
 * of its own promise, and the result is settled in the reaction of the one that decides: nothing in
 * between takes a microtask.
 */
final class Combinators {
  private Combinators() {}

  /** The results of the elements, each at its place; handed on when none is missing. */
  private static final class Places<E> {
    private final List<@Nullable E> results = new ArrayList<>();
    private final Consumer<List<E>> whenFull;

    /** One more than the elements, so that it is not full before all have been added. */
    private int missing = 1;

    Places(Consumer<List<E>> whenFull) {
      this.whenFull = whenFull;
    }

    int add() {
      missing++;
      results.add(null);
      return results.size() - 1;
    }

    void fill(int place, @Nullable E result) {
      results.set(place, result);
      oneLess();
    }

    void oneLess() {
      missing--;
      if (missing == 0) {
        whenFull.accept(Collections.unmodifiableList(results));
      }
    }
  }

  private static <T> Promise<T> pending() {
    return new Promise<>(CurrentLoop.get().ticks());
  }

  static <T> Promise<List<T>> all(Iterable<? extends Promise<? extends T>> promises) {
    Promise<List<T>> result = pending();
    Places<T> values = new Places<>(result::fulfil);
    for (Promise<? extends T> promise : promises) {
      int place = values.add();
      promise.react(
          () -> {
            Throwable reason = promise.outcome().error();
            if (reason == null) {
              values.fill(place, promise.outcome().valueOrNull());
            } else {
              result.fail(reason);
            }
          });
    }
    values.oneLess();
    return result;
  }

  static <T> Promise<List<Outcome<T>>> allSettled(
      Iterable<? extends Promise<? extends T>> promises) {
    Promise<List<Outcome<T>>> result = pending();
    Places<Outcome<T>> outcomes = new Places<>(result::fulfil);
    for (Promise<? extends T> promise : promises) {
      int place = outcomes.add();
      promise.react(() -> outcomes.fill(place, widened(promise.outcome())));
    }
    outcomes.oneLess();
    return result;
  }

  @SuppressWarnings("unchecked") // an outcome is only read
  private static <T> Outcome<T> widened(Outcome<? extends T> outcome) {
    return (Outcome<T>) outcome;
  }

  static <T> Promise<T> any(Iterable<? extends Promise<? extends T>> promises) {
    Promise<T> result = pending();
    Places<Throwable> reasons =
        new Places<>(
            errors -> result.fail(new AggregateException("All promises were rejected", errors)));
    for (Promise<? extends T> promise : promises) {
      int place = reasons.add();
      promise.react(
          () -> {
            Throwable reason = promise.outcome().error();
            if (reason == null) {
              result.fulfil(promise.outcome().valueOrNull());
            } else {
              reasons.fill(place, reason);
            }
          });
    }
    reasons.oneLess();
    return result;
  }

  static <T> Promise<T> race(Iterable<? extends Promise<? extends T>> promises) {
    Promise<T> result = pending();
    for (Promise<? extends T> promise : promises) {
      promise.react(
          () -> result.settleWith(promise.outcome().error(), promise.outcome().valueOrNull()));
    }
    return result;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // to complete a request throws nothing
  static <T> Promise<T> from(CompletionStage<T> stage, @Nullable AbortSignal signal) {
    if (signal != null && signal.aborted()) {
      Objects.requireNonNull(stage, "stage");
      return Promise.reject(new AbortException(signal.reason()));
    }
    if (signal != null) {
      signal.checkLoop(); // before anything is registered
    }
    LoopEngine loop = CurrentLoop.get();
    Promise<T> result = new Promise<>(loop.ticks());
    CompletableFuture<Outcome<T>> heard = new CompletableFuture<>();
    stage.whenComplete( // first: a stage that refuses is to leave nothing that the loop waits for
        (value, error) ->
            heard.complete(
                error == null ? Outcome.success(value) : Outcome.failure(unwrapped(error))));
    IoRequest<T> request = loop.registerIo("CompletionStage", signal, result::settleWith, () -> {});
    heard.thenAccept(request::complete);
    return result;
  }

  /**
   * Like {@link Promise#finallyDo}, and two microtasks later: Node's {@code
   * SafePromisePrototypeFinally}, which takes a promise of its own both before and after.
   */
  static <T> Promise<T> finallyWrapped(Promise<T> promise, Runnable onSettled) {
    return copyOf(copyOf(promise).finallyDo(onSettled));
  }

  private static <T> Promise<T> copyOf(Promise<T> promise) {
    Promise<T> copy = pending();
    promise.react(
        () -> copy.settleWith(promise.outcome().error(), promise.outcome().valueOrNull()));
    return copy;
  }

  private static Throwable unwrapped(Throwable error) {
    Throwable cause = error.getCause();
    return error instanceof CompletionException && cause != null ? unwrapped(cause) : error;
  }
}
