package io.eventloop.loop;

import io.eventloop.pool.AnswerStage;
import io.eventloop.value.Callback;
import io.eventloop.value.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A promise as ECMAScript defines it: settled once, its reactions run as microtasks of its loop. Of
 * the loop's thread.
 *
 * <p>A promise that is rejected and has no handler when the microtasks have run is an uncaught
 * exception of the loop, as in Node since version 15.
 *
 * @param <T> what it is fulfilled with
 * @see <a href="https://tc39.es/ecma262/#sec-promise-objects">ECMA-262: Promise Objects</a>
 */
public final class Promise<T> {
  private final TickQueue queue;
  private List<Runnable> reactions = new ArrayList<>(1);
  private @Nullable Outcome<T> outcome;
  private @Nullable AnswerStage<T> stage;
  private boolean handled;

  /** The promise is settled, or waits for another whose fate it shares. */
  private boolean resolved;

  /**
   * What a reaction makes of a value.
   *
   * @param <A> what it is given
   * @param <R> what it yields
   */
  @FunctionalInterface
  public interface Reaction<A, R> {
    /**
     * Runs on the loop; what it throws rejects the promise that the reaction was registered with.
     */
    @Nullable R on(@Nullable A value) throws Exception;
  }

  Promise(TickQueue queue) {
    this.queue = queue;
  }

  /**
   * A promise of what the reaction makes of this one's value; a rejection is passed on.
   *
   * @param onFulfilled runs as a microtask once this promise is fulfilled
   */
  public <R> Promise<R> then(Reaction<? super T, ? extends R> onFulfilled) {
    Objects.requireNonNull(onFulfilled, "onFulfilled");
    return derive((result, next) -> next.fulfil(onFulfilled.on(result)), null);
  }

  /**
   * A promise that shares the fate of the one that the reaction returns, like a JavaScript {@code
   * then} whose handler returns a promise: it settles two microtasks after that one.
   */
  public <R> Promise<R> thenCompose(Reaction<? super T, Promise<R>> onFulfilled) {
    Objects.requireNonNull(onFulfilled, "onFulfilled");
    return derive((result, next) -> next.follow(onFulfilled.on(result)), null);
  }

  /** A promise that is fulfilled with what the reaction makes of the reason of a rejection. */
  public Promise<T> catchError(Reaction<? super Throwable, ? extends T> onRejected) {
    Objects.requireNonNull(onRejected, "onRejected");
    return derive(
        (result, next) -> next.fulfil(result),
        (reason, next) -> next.fulfil(onRejected.on(reason)));
  }

  /** Hands the outcome to a callback, as a microtask. What the callback throws is uncaught. */
  public void whenSettled(Callback<? super T> callback) {
    Objects.requireNonNull(callback, "callback");
    derive(
        (result, next) -> {
          callback.call(null, result);
          next.fulfil(null);
        },
        (reason, next) -> {
          callback.call(reason, null);
          next.fulfil(null);
        });
  }

  /**
   * A stage that is completed with this promise, on the loop's thread, or with {@link
   * RuntimeTerminatedException} if the loop ends before. It counts as a handler: a rejection is the
   * stage's to report.
   */
  public CompletionStage<T> toCompletionStage() {
    AnswerStage<T> made = stage;
    if (made == null) {
      made = new AnswerStage<>();
      stage = made;
      queue.addAwaitedOutside(this);
      whenSettled(this::completeStage);
    }
    return made;
  }

  private void completeStage(@Nullable Throwable error, @Nullable T value) {
    queue.removeAwaitedOutside(this);
    if (stage != null) {
      stage.settle(error == null ? Outcome.success(value) : Outcome.failure(error));
    }
  }

  /** The loop has ended before the promise was settled. */
  void abandon(RuntimeTerminatedException why) {
    if (stage != null) {
      stage.settle(Outcome.failure(why));
    }
  }

  private interface Step<A, R> {
    void take(@Nullable A given, Promise<R> next) throws Exception;
  }

  private <R> Promise<R> derive(
      Step<? super T, R> onFulfilled, @Nullable Step<? super Throwable, R> onRejected) {
    Promise<R> next = new Promise<>(queue);
    Runnable reaction = LoggingContext.bind(() -> react(onFulfilled, onRejected, next));
    if (outcome == null) {
      reactions.add(reaction);
    } else {
      queue.addMicrotask(reaction);
      if (!handled) {
        queue.removeRejected(this);
      }
    }
    handled = true;
    return next;
  }

  private <R> void react(
      Step<? super T, R> onFulfilled,
      @Nullable Step<? super Throwable, R> onRejected,
      Promise<R> next) {
    Outcome<T> settled = Objects.requireNonNull(outcome);
    Throwable reason = settled.error();
    try {
      if (reason == null) {
        onFulfilled.take(settled.valueOrNull(), next);
      } else if (onRejected != null) {
        onRejected.take(reason, next);
      } else {
        next.reject(reason);
      }
    } catch (Throwable thrown) { // as a handler that throws rejects in JavaScript
      next.reject(thrown);
    }
  }

  /** Fulfils the promise; nothing happens if its fate is decided already. */
  void fulfil(@Nullable T value) {
    if (!resolved) {
      resolved = true;
      settle(Outcome.success(value));
    }
  }

  /** Rejects the promise; nothing happens if its fate is decided already. */
  void reject(Throwable reason) {
    if (!resolved) {
      resolved = true;
      settle(Outcome.failure(reason));
    }
  }

  void settleWith(@Nullable Throwable error, @Nullable T value) {
    if (error != null) {
      reject(error);
    } else {
      fulfil(value);
    }
  }

  /** Shares another's fate: a microtask of its own asks for it (NewPromiseResolveThenableJob). */
  void follow(@Nullable Promise<T> other) {
    if (resolved) {
      return;
    }
    if (other == null || other == this) {
      reject(
          new IllegalArgumentException(
              "a promise can follow neither " + (other == null ? "null" : "itself")));
      return;
    }
    resolved = true;
    queue.addMicrotask(
        () ->
            other.derive(
                (value, ignored) -> settle(Outcome.success(value)),
                (reason, ignored) -> settle(Outcome.failure(Objects.requireNonNull(reason)))));
  }

  private void settle(Outcome<T> settled) {
    outcome = settled;
    List<Runnable> waiting = reactions;
    reactions = List.of();
    waiting.forEach(queue::addMicrotask);
    if (settled.error() != null && !handled) {
      queue.addRejected(this);
    }
  }

  /** Why it was rejected. */
  Throwable reason() {
    Outcome<T> settled = outcome;
    Throwable error = settled == null ? null : settled.error();
    return Objects.requireNonNull(error, "not rejected");
  }
}
