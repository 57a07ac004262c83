package io.eventloop.loop;

import io.eventloop.value.Outcome;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Steps of an async function, put together so that they take the microtask turns of JavaScript's
 * {@code await}:
 *
 * <pre>{@code
 * Promise<String> greet() {
 *   return Async.async(() ->                         // async function greet()
 *       Async.await(readName())                      //   const name = await readName();
 *           .then(name -> "hello " + name)           //   return 'hello ' + name;
 *           .catchError(error -> "hello nobody"));   //   catch: return 'hello nobody';
 * }
 * }</pre>
 *
 * <p>An {@code await} takes exactly one turn from when its promise is settled. Everything else runs
 * at once, in the step in which what is before it ended: to put steps within steps takes no turn,
 * as it would with {@link Promise#thenCompose}. However many steps follow each other, the stack
 * does not grow.
 *
 * <p>An {@code Async} is a description: nothing in it runs until the body of {@link
 * #async(Callable)}, or a step, returns it. One that is dropped never runs.
 *
 * @param <T> what the steps yield
 * @see <a href="https://tc39.es/ecma262/#await">ECMA-262: Await</a>
 */
public abstract sealed class Async<T> {
  private Async() {}

  /** Steps that have ended. */
  static final class Ended<T> extends Async<T> {
    final Outcome<T> outcome;

    Ended(Outcome<T> outcome) {
      this.outcome = outcome;
    }
  }

  /** The step that waits. */
  static final class Awaiting<T> extends Async<T> {
    final Promise<T> promise;

    Awaiting(Promise<T> promise) {
      this.promise = promise;
    }
  }

  /** Steps that go on with what others yield. */
  static final class Bound<A, T> extends Async<T> {
    final Async<A> source;
    final Continuation<A, T> continuation;

    Bound(Async<A> source, Continuation<A, T> continuation) {
      this.source = source;
      this.continuation = continuation;
    }
  }

  /** How steps go on after an outcome. */
  interface Continuation<A, T> {
    Async<T> after(Outcome<A> outcome) throws Exception;
  }

  /**
   * Runs an async function.
   *
   * @param body runs at once, up to the first {@code await}; what it throws rejects the promise
   * @return settled in the step in which the last one ends
   * @throws IllegalStateException if the calling thread runs no callback of a loop
   * @see <a href="https://tc39.es/ecma262/#sec-async-function-definitions">ECMA-262: async
   *     functions</a>
   */
  public static <T> Promise<T> async(Callable<? extends Async<T>> body) {
    Objects.requireNonNull(body, "body");
    Promise<T> promise = new Promise<>(CurrentLoop.get().ticks());
    new AsyncRun<>(promise).start(of(null).thenAsync(ignored -> body.call()));
    return promise;
  }

  /**
   * Waits until a promise is settled, and yields its value or fails with its reason.
   *
   * @param promise null is a value here, and takes one turn
   */
  public static <T> Async<T> await(@Nullable Promise<T> promise) {
    return promise == null ? new Awaiting<>(Promise.resolve(null)) : new Awaiting<>(promise);
  }

  /** Waits for one turn, and yields the value. */
  public static <T> Async<T> await(@Nullable T value) {
    return new Awaiting<>(Promise.resolve(value));
  }

  /** Yields a value without waiting. */
  public static <T> Async<T> of(@Nullable T value) {
    return new Ended<>(Outcome.success(value));
  }

  /** Yields nothing, without waiting: for a body that has nothing to wait for. */
  public static Async<Void> done() {
    return of(null);
  }

  /** Fails without waiting, as a {@code throw} does. */
  public static <T> Async<T> failed(Throwable reason) {
    return new Ended<>(Outcome.failure(reason));
  }

  /** Goes on with what the function makes of the value. What it throws fails the steps. */
  public final <R> Async<R> then(Promise.Reaction<? super T, ? extends R> function) {
    Objects.requireNonNull(function, "function");
    return thenAsync(value -> of(function.on(value)));
  }

  /** Goes on with something that neither wants the value nor makes one. */
  public final Async<Void> then(Runnable action) {
    Objects.requireNonNull(action, "action");
    return thenAccept(value -> action.run());
  }

  /** Goes on with something that makes no value. */
  public final Async<Void> thenAccept(Consumer<? super T> action) {
    Objects.requireNonNull(action, "action");
    return thenAsync(
        value -> {
          action.accept(value);
          return done();
        });
  }

  /** Goes on with awaiting the promise that the function returns. */
  public final <R> Async<R> thenAwait(Promise.Reaction<? super T, ? extends Promise<R>> function) {
    Objects.requireNonNull(function, "function");
    return thenAsync(value -> await(function.on(value)));
  }

  /** Goes on with the steps that the function returns. */
  public final <R> Async<R> thenAsync(Promise.Reaction<? super T, ? extends Async<R>> function) {
    Objects.requireNonNull(function, "function");
    return new Bound<>(
        this,
        outcome -> {
          Throwable error = outcome.error();
          return error == null ? steps(function.on(outcome.valueOrNull())) : failed(error);
        });
  }

  /** Goes on after a failure with the value that the function returns: {@code catch}. */
  public final Async<T> catchError(Promise.Reaction<? super Throwable, ? extends T> function) {
    Objects.requireNonNull(function, "function");
    return catchAsync(error -> of(function.on(error)));
  }

  /** Goes on after a failure with something that makes no value; null stands for it. */
  public final Async<T> catchAccept(Consumer<? super Throwable> action) {
    Objects.requireNonNull(action, "action");
    return catchAsync(
        error -> {
          action.accept(error);
          return of(null);
        });
  }

  /** Goes on after a failure with the steps that the function returns. */
  public final Async<T> catchAsync(Promise.Reaction<? super Throwable, Async<T>> function) {
    Objects.requireNonNull(function, "function");
    return new Bound<>(
        this,
        outcome -> {
          Throwable error = outcome.error();
          return error == null ? new Ended<>(outcome) : steps(function.on(error));
        });
  }

  /** Goes on, whatever came, with something that changes the outcome only by throwing. */
  public final Async<T> finallyDo(Runnable action) {
    Objects.requireNonNull(action, "action");
    return finallyAsync(
        () -> {
          action.run();
          return done();
        });
  }

  /** Goes on, whatever came, with steps that change the outcome only by failing. */
  public final Async<T> finallyAsync(Callable<? extends Async<?>> block) {
    Objects.requireNonNull(block, "block");
    return new Bound<>(
        this, outcome -> steps(block.call()).thenAsync(ignored -> new Ended<>(outcome)));
  }

  /** Runs the steps that the body returns for each element, one after the other. */
  public static <T> Async<Void> forEach(
      Iterable<? extends T> elements, Promise.Reaction<? super T, ? extends Async<?>> body) {
    Objects.requireNonNull(body, "body");
    Iterator<? extends T> rest = elements.iterator();
    return repeatWhile(rest::hasNext, () -> body.on(rest.next()));
  }

  /** Runs the steps that the body returns as long as the condition holds: {@code while}. */
  public static Async<Void> repeatWhile(
      BooleanSupplier condition, Callable<? extends Async<?>> body) {
    Objects.requireNonNull(condition, "condition");
    Objects.requireNonNull(body, "body");
    return done().thenAsync(start -> repeat(condition, body));
  }

  private static Async<Void> repeat(BooleanSupplier condition, Callable<? extends Async<?>> body)
      throws Exception {
    return condition.getAsBoolean()
        ? steps(body.call()).thenAsync(ignored -> repeat(condition, body))
        : done();
  }

  /**
   * Walks an iterator: {@code for await}. It is closed if the body ends the walk or throws.
   *
   * @param body gets each value and says whether to go on; false is {@code break}
   * @see <a href="https://tc39.es/ecma262/#sec-for-in-and-for-of-statements">ECMA-262: for
   *     await</a>
   */
  public static <T> Async<Void> forAwait(
      AsyncIterator<T> iterator, Promise.Reaction<? super T, Boolean> body) {
    Objects.requireNonNull(body, "body");
    return forAwaitAsync(iterator, value -> of(body.on(value)));
  }

  /** The same for a body that is made of steps. */
  public static <T> Async<Void> forAwaitAsync(
      AsyncIterator<T> iterator, Promise.Reaction<? super T, ? extends Async<Boolean>> body) {
    Objects.requireNonNull(iterator, "iterator");
    Objects.requireNonNull(body, "body");
    return done()
        .thenAwait(start -> iterator.next())
        .thenAsync(result -> visit(iterator, Objects.requireNonNull(result, "result"), body));
  }

  private static <T> Async<Void> visit(
      AsyncIterator<T> iterator,
      AsyncIterator.Result<T> result,
      Promise.Reaction<? super T, ? extends Async<Boolean>> body) {
    if (result.done()) {
      return done();
    }
    Async<Boolean> goOn = of(result.value()).thenAsync(body);
    return new Bound<>(
        goOn,
        outcome -> {
          Throwable thrown = outcome.error();
          if (thrown != null) { // it counts more than whatever comes of closing
            return close(iterator).catchAccept(ignored -> {}).thenAsync(closed -> failed(thrown));
          }
          return Boolean.TRUE.equals(outcome.valueOrNull())
              ? forAwaitAsync(iterator, body)
              : close(iterator);
        });
  }

  private static Async<Void> close(AsyncIterator<?> iterator) {
    return done().thenAwait(start -> iterator.close());
  }

  private static <T> Async<T> steps(@Nullable Async<T> returned) {
    return Objects.requireNonNull(returned, "steps returned, where there are none: Async.done()");
  }
}
