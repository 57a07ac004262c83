package io.eventloop.loop;

import io.eventloop.pool.AnswerStage;
import io.eventloop.value.Callback;
import io.eventloop.value.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a promise is below its public methods: its outcome, those who wait for it, and the abstract
 * operations of ECMA-262 that settle the one and run the others.
 */
abstract class PromiseState<T> {
  private final TickQueue queue;

  /** Most promises have one. */
  private @Nullable Runnable firstReaction;

  private @Nullable List<Runnable> moreReactions;
  private @Nullable Outcome<T> outcome;
  private @Nullable AnswerStage<T> stage;
  private boolean handled;

  /** Where it was made: what a handler of unhandled rejections sees, as in Node. */
  private @Nullable AsyncValues values = AsyncValues.current();

  /** The promise is settled, or waits for another whose fate it shares. */
  private boolean resolved;

  PromiseState(TickQueue queue) {
    this.queue = queue;
  }

  /** What a derived promise makes of an outcome of this one. */
  interface Step<A, R> {
    void take(@Nullable A given, Promise<R> next) throws Exception;
  }

  abstract Promise<T> itself();

  TickQueue queue() {
    return queue;
  }

  /** What came of the promise, which is settled. */
  Outcome<T> outcome() {
    return Objects.requireNonNull(outcome, "not settled");
  }

  /** Why it was rejected. */
  Throwable reason() {
    return Objects.requireNonNull(outcome().error(), "not rejected");
  }

  /** What {@link AsyncLocal}s have where it was made, or where its reaction left them. */
  @Nullable AsyncValues values() {
    return values;
  }

  void checkLoop() {
    if (CurrentLoop.get().ticks() != queue) {
      throw new IllegalStateException(
          "a promise may be used in callbacks of its own loop only; elsewhere, use Loop.execute or"
              + " toCompletionStage");
    }
  }

  /**
   * Runs a reaction as a microtask once the promise is settled: PerformPromiseThen without a
   * derived promise. The reaction asks for the {@link #outcome()}; what it throws is uncaught.
   */
  void react(Runnable reaction) {
    checkLoop();
    if (outcome == null) {
      addReaction(reaction);
    } else {
      queue.addMicrotask(reaction);
      if (!handled && outcome.error() != null) {
        queue.removeRejected(itself());
      }
    }
    handled = true;
  }

  /** The stage for those outside the loop, who hear of its end too. */
  AnswerStage<T> stage() {
    AnswerStage<T> made = stage;
    if (made == null) {
      made = new AnswerStage<>();
      AnswerStage<T> completed = made;
      react(CallContext.bind(() -> complete(completed))); // its dependents run within
      stage = made;
      queue.addAwaitedOutside(itself());
    }
    return made;
  }

  private void complete(AnswerStage<T> completed) {
    queue.removeAwaitedOutside(itself());
    completed.settle(outcome());
  }

  /** The loop has ended before the promise was settled. */
  void abandon(RuntimeTerminatedException why) {
    if (stage != null) {
      stage.settle(Outcome.failure(why));
    }
  }

  /** What the callback throws is thrown. */
  void handTo(Callback<? super T> callback) {
    try {
      outcome().deliverTo(callback);
    } catch (Exception thrown) { // the callback may throw what it likes
      throw Sneaky.thrown(thrown);
    }
  }

  private void addReaction(Runnable reaction) {
    if (firstReaction == null) {
      firstReaction = reaction;
      return;
    }
    if (moreReactions == null) {
      moreReactions = new ArrayList<>();
    }
    moreReactions.add(reaction);
  }

  <R> Promise<R> derive(
      Step<? super T, R> onFulfilled, @Nullable Step<? super Throwable, R> onRejected) {
    Promise<R> next = new Promise<>(queue);
    react(CallContext.bind(() -> pass(onFulfilled, onRejected, next)));
    return next;
  }

  private <R> void pass(
      Step<? super T, R> onFulfilled,
      @Nullable Step<? super Throwable, R> onRejected,
      Promise<R> next) {
    Outcome<T> settled = outcome();
    Throwable reason = settled.error();
    PromiseState<R> derived = next;
    try {
      if (reason == null) {
        onFulfilled.take(settled.valueOrNull(), next);
      } else if (onRejected != null) {
        onRejected.take(reason, next);
      } else {
        next.fail(reason);
      }
    } catch (ProgramExit exited) { // no failure of the program's, but its end
      throw exited;
    } catch (Throwable thrown) { // as a handler that throws rejects in JavaScript
      next.fail(thrown);
    }
    derived.values = AsyncValues.current(); // the reaction may have entered other ones
  }

  /** Fulfils the promise; nothing happens if its fate is decided already. */
  void fulfil(@Nullable T value) {
    if (!resolved) {
      resolved = true;
      settle(Outcome.success(value));
    }
  }

  /** Rejects the promise; nothing happens if its fate is decided already. */
  void fail(Throwable reason) {
    Objects.requireNonNull(reason, "reason");
    if (!resolved) {
      resolved = true;
      settle(Outcome.failure(reason));
    }
  }

  void settleWith(@Nullable Throwable error, @Nullable T value) {
    if (error != null) {
      fail(error);
    } else {
      fulfil(value);
    }
  }

  /** Shares another's fate: a microtask of its own asks for it (NewPromiseResolveThenableJob). */
  void follow(Promise<? extends T> other) {
    Objects.requireNonNull(other, "promise");
    if (resolved) {
      return;
    }
    if (other == this) {
      fail(new ChainingCycleException());
      return;
    }
    other.checkLoop();
    resolved = true;
    queue.addMicrotask(() -> other.react(() -> take(other.outcome())));
  }

  /** The same for what is no promise of ours. Of what it says, the first counts. */
  void follow(Thenable<? extends T> other) {
    Objects.requireNonNull(other, "thenable");
    if (!resolved) {
      resolved = true;
      queue.addMicrotask(CallContext.bind(() -> ask(other)));
    }
  }

  private void ask(Thenable<? extends T> other) {
    try {
      other.then(
          value -> takeFirst(Outcome.success(value)), reason -> takeFirst(Outcome.failure(reason)));
    } catch (ProgramExit exited) { // no failure of the program's, but its end
      throw exited;
    } catch (Throwable thrown) { // an Error too: it is the user's code
      takeFirst(Outcome.failure(thrown));
    }
  }

  private void takeFirst(Outcome<T> said) {
    checkLoop();
    if (outcome == null) {
      settle(said);
    }
  }

  private void take(Outcome<? extends T> settled) {
    settle(Outcome.of(settled.error(), settled.valueOrNull()));
  }

  private void settle(Outcome<T> settled) {
    outcome = settled;
    if (firstReaction != null) {
      queue.addMicrotask(firstReaction);
      firstReaction = null;
    }
    if (moreReactions != null) {
      moreReactions.forEach(queue::addMicrotask);
      moreReactions = null;
    }
    if (settled.error() != null && !handled) {
      queue.addRejected(itself());
    }
  }
}
