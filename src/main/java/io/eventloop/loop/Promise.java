package io.eventloop.loop;

import io.eventloop.value.Callback;
import io.eventloop.value.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A promise as ECMAScript defines it: settled once, its reactions run as microtasks of its loop, in
 * the very turns in which JavaScript's would. It belongs to the loop in whose callback it was made:
 * a call from anywhere else throws {@link IllegalStateException}.
 *
 * <p>A promise that is rejected and has no handler when the microtasks have run is an uncaught
 * exception of the loop, as in Node since version 15.
 *
 * @param <T> what it is fulfilled with
 * @see <a href="https://tc39.es/ecma262/#sec-promise-objects">ECMA-262: Promise Objects</a>
 */
public final class Promise<T> extends PromiseState<T> {
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

  /**
   * What settles a promise that is made by {@link Promise#Promise(Executor)}.
   *
   * @param <T> what the promise is fulfilled with
   */
  @FunctionalInterface
  public interface Executor<T> {
    /**
     * Runs at once, within the constructor; what it throws rejects the promise. Of all calls of the
     * two functions the first decides, also when it comes after the executor has returned.
     */
    void run(Resolver<T> resolve, Consumer<Throwable> reject) throws Exception;
  }

  /**
   * Decides the fate of a promise, once; of the loop's thread. JavaScript's {@code resolve} tells a
   * value from a promise by itself; here these are two names.
   *
   * @param <T> what the promise is fulfilled with
   */
  public interface Resolver<T> extends Consumer<T> {
    /** Fulfils the promise with a value. */
    @Override
    void accept(@Nullable T value);

    /** Lets the promise share the fate of another, two microtasks after that one. */
    void follow(Promise<? extends T> other);

    /** Lets the promise share the fate of another, which is asked for it in a microtask. */
    void follow(Thenable<? extends T> other);
  }

  /**
   * A promise that the executor settles.
   *
   * @throws IllegalStateException if the calling thread runs no callback of a loop
   * @see <a href="https://tc39.es/ecma262/#sec-promise-executor">ECMA-262: Promise(executor)</a>
   */
  public Promise(Executor<T> executor) {
    this(CurrentLoop.get().ticks());
    Objects.requireNonNull(executor, "executor");
    Resolution<T> functions = new Resolution<>(this);
    try {
      executor.run(functions, functions::reject);
    } catch (ProgramExit exited) { // no failure of the program's, but its end
      throw exited;
    } catch (Throwable thrown) { // an Error too, as an executor that throws rejects in JavaScript
      fail(thrown);
    }
  }

  Promise(TickQueue queue) {
    super(queue);
  }

  /** A promise that is fulfilled with null. */
  public static Promise<Void> resolve() {
    return resolve(null);
  }

  /** A promise that is fulfilled with a value. */
  public static <T> Promise<T> resolve(@Nullable T value) {
    Promise<T> promise = new Promise<>(CurrentLoop.get().ticks());
    promise.fulfil(value);
    return promise;
  }

  /** A promise that is rejected. */
  public static <T> Promise<T> reject(Throwable reason) {
    Promise<T> promise = new Promise<>(CurrentLoop.get().ticks());
    promise.fail(reason);
    return promise;
  }

  /**
   * A promise of what a stage brings, whatever thread completes it. The loop stays alive until
   * then. A {@code CompletionException} is taken off the error that it wraps.
   */
  public static <T> Promise<T> from(CompletionStage<T> stage) {
    return Combinators.from(stage, null);
  }

  /**
   * The same until the signal is aborted: then the promise is rejected with {@link AbortException},
   * at once if it is aborted already, and the loop waits no longer. The stage itself is left alone.
   */
  public static <T> Promise<T> from(CompletionStage<T> stage, AbortSignal signal) {
    return Combinators.from(stage, Objects.requireNonNull(signal, "signal"));
  }

  /** A promise that shares the fate of what a thenable says when a microtask asks it. */
  public static <T> Promise<T> from(Thenable<T> thenable) {
    Promise<T> promise = new Promise<>(CurrentLoop.get().ticks());
    promise.follow(thenable);
    return promise;
  }

  /**
   * Fulfilled with the values of all, in their order, in the microtask in which the last one is
   * heard of; rejected as soon as one is. Of none: fulfilled at once.
   *
   * @see <a href="https://tc39.es/ecma262/#sec-promise.all">ECMA-262: Promise.all</a>
   */
  public static <T> Promise<List<T>> all(Iterable<? extends Promise<? extends T>> promises) {
    return Combinators.all(promises);
  }

  /** The same of these. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public static <T> Promise<List<T>> all(Promise<? extends T>... promises) {
    return all(Arrays.asList(promises));
  }

  /**
   * Fulfilled with what came of each, in their order, once all are settled. Of none: at once.
   *
   * @see <a href="https://tc39.es/ecma262/#sec-promise.allsettled">ECMA-262: allSettled</a>
   */
  public static <T> Promise<List<Outcome<T>>> allSettled(
      Iterable<? extends Promise<? extends T>> promises) {
    return Combinators.allSettled(promises);
  }

  /** The same of these. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public static <T> Promise<List<Outcome<T>>> allSettled(Promise<? extends T>... promises) {
    return allSettled(Arrays.asList(promises));
  }

  /**
   * Fulfilled as the first that is fulfilled; rejected with an {@link AggregateException} when all
   * are rejected. Of none: rejected at once.
   *
   * @see <a href="https://tc39.es/ecma262/#sec-promise.any">ECMA-262: Promise.any</a>
   */
  public static <T> Promise<T> any(Iterable<? extends Promise<? extends T>> promises) {
    return Combinators.any(promises);
  }

  /** The same of these. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public static <T> Promise<T> any(Promise<? extends T>... promises) {
    return any(Arrays.asList(promises));
  }

  /**
   * Settled as the first that is settled. Of none: never.
   *
   * @see <a href="https://tc39.es/ecma262/#sec-promise.race">ECMA-262: Promise.race</a>
   */
  public static <T> Promise<T> race(Iterable<? extends Promise<? extends T>> promises) {
    return Combinators.race(promises);
  }

  /** The same of these. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public static <T> Promise<T> race(Promise<? extends T>... promises) {
    return race(Arrays.asList(promises));
  }

  /**
   * A promise of what the reaction makes of this one's value; a rejection is passed on.
   *
   * @param onFulfilled runs as a microtask once this promise is fulfilled
   * @see <a href="https://tc39.es/ecma262/#sec-promise.prototype.then">ECMA-262: then</a>
   */
  public <R> Promise<R> then(Reaction<? super T, ? extends R> onFulfilled) {
    Objects.requireNonNull(onFulfilled, "onFulfilled");
    return derive((value, next) -> next.fulfil(onFulfilled.on(value)), null);
  }

  /**
   * A promise of what one of two reactions makes of the outcome. The second does not see what the
   * first throws.
   */
  public <R> Promise<R> then(
      Reaction<? super T, ? extends R> onFulfilled,
      Reaction<? super Throwable, ? extends R> onRejected) {
    Objects.requireNonNull(onFulfilled, "onFulfilled");
    Objects.requireNonNull(onRejected, "onRejected");
    return derive(
        (value, next) -> next.fulfil(onFulfilled.on(value)),
        (reason, next) -> next.fulfil(onRejected.on(reason)));
  }

  /** The same for a reaction that neither wants the value nor makes one. */
  public Promise<Void> then(Runnable onFulfilled) {
    Objects.requireNonNull(onFulfilled, "onFulfilled");
    return thenAccept(value -> onFulfilled.run());
  }

  /** The same for a reaction that makes no value. */
  public Promise<Void> thenAccept(Consumer<? super T> onFulfilled) {
    Objects.requireNonNull(onFulfilled, "onFulfilled");
    return derive(
        (value, next) -> {
          onFulfilled.accept(value);
          next.fulfil(null);
        },
        null);
  }

  /**
   * A promise that shares the fate of the one that the reaction returns, like a JavaScript {@code
   * then} whose handler returns a promise: it settles two microtasks after that one.
   */
  public <R> Promise<R> thenCompose(Reaction<? super T, ? extends Promise<R>> onFulfilled) {
    Objects.requireNonNull(onFulfilled, "onFulfilled");
    return derive(
        (value, next) -> next.follow(Objects.requireNonNull(onFulfilled.on(value))), null);
  }

  /** A promise that is fulfilled with what the reaction makes of the reason of a rejection. */
  public Promise<T> catchError(Reaction<? super Throwable, ? extends T> onRejected) {
    Objects.requireNonNull(onRejected, "onRejected");
    return derive(
        (value, next) -> next.fulfil(value), (reason, next) -> next.fulfil(onRejected.on(reason)));
  }

  /**
   * The same for a reaction that returns a promise, whose fate the promise shares: it settles two
   * microtasks after that one.
   */
  public Promise<T> catchCompose(Reaction<? super Throwable, ? extends Promise<T>> onRejected) {
    Objects.requireNonNull(onRejected, "onRejected");
    return derive(
        (value, next) -> next.fulfil(value),
        (reason, next) -> next.follow(Objects.requireNonNull(onRejected.on(reason))));
  }

  /** The same for a reaction that makes no value: null stands for it. */
  public Promise<T> catchAccept(Consumer<? super Throwable> onRejected) {
    Objects.requireNonNull(onRejected, "onRejected");
    return catchError(
        reason -> {
          onRejected.accept(reason);
          return null;
        });
  }

  /**
   * Runs a callback whatever comes, and passes the outcome on, three microtasks after; or what the
   * callback throws.
   *
   * @see <a href="https://tc39.es/ecma262/#sec-promise.prototype.finally">ECMA-262: finally</a>
   */
  public Promise<T> finallyDo(Runnable onSettled) {
    Objects.requireNonNull(onSettled, "onSettled");
    return finallyCompose(
        () -> {
          onSettled.run();
          return resolve();
        });
  }

  /** The same for a callback that returns a promise: its rejection counts, its value does not. */
  public Promise<T> finallyCompose(Callable<? extends Promise<?>> onSettled) {
    Objects.requireNonNull(onSettled, "onSettled");
    return derive(
        (value, next) ->
            next.follow(Objects.requireNonNull(onSettled.call()).then(ignored -> value)),
        (reason, next) ->
            next.follow(
                Objects.requireNonNull(onSettled.call())
                    .derive(
                        (ignored, rethrown) -> rethrown.fail(Objects.requireNonNull(reason)),
                        null)));
  }

  /**
   * Hands the outcome to a callback, as a microtask. There is no promise that could be rejected
   * with what the callback throws: it is an uncaught exception of the loop, as with Node's {@code
   * util.callbackify}.
   */
  public void whenSettled(Callback<? super T> callback) {
    Objects.requireNonNull(callback, "callback");
    react(CallContext.bind(() -> handTo(callback)));
  }

  /**
   * A stage that is completed with this promise, on the loop's thread, or with {@link
   * RuntimeTerminatedException} if the loop ends before. It counts as a handler: a rejection is the
   * stage's to report.
   */
  public CompletionStage<T> toCompletionStage() {
    return stage();
  }

  @Override
  Promise<T> itself() {
    return this;
  }
}
