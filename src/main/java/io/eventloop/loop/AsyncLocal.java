package io.eventloop.loop;

import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value that follows the flow of asynchronous calls, as Node's {@code AsyncLocalStorage}: what a
 * request's id is, for everything that is done for that request. It goes with timers, immediates,
 * ticks, microtasks, promise reactions, tasks (the work on its worker's thread and its callback)
 * and I/O; a listener of an {@link EventEmitter} sees the value of whoever emits.
 *
 * <p>May be used on a loop's thread and in tasks. A value is handed on, not copied: one that
 * changes is shared by the loop and the workers.
 *
 * @param <T> the type of the value
 * @see <a
 *     href="https://nodejs.org/docs/latest-v20.x/api/async_context.html#class-asynclocalstorage">Node:
 *     class AsyncLocalStorage</a>
 */
public final class AsyncLocal<T> {

  /** A local without a value anywhere. */
  public AsyncLocal() {}

  /**
   * A local whose value goes along with a task to another node of a cluster, where the task sees it
   * in the local that was made there under the same name. Whoever names it first makes it.
   *
   * @param name the same on all nodes
   * @param type what a value is written and read as
   * @throws IllegalArgumentException if the name is taken by a local of another type
   */
  public static <T> AsyncLocal<T> portable(String name, Class<T> type) {
    return PortableLocals.of(name, type);
  }

  /** The value here, or null if there is none: Node's {@code getStore()}. */
  @SuppressWarnings("unchecked") // only run and enterWith put a value under this key
  public @Nullable T get() {
    AsyncValues values = AsyncValues.current();
    return values == null ? null : (T) values.get(this);
  }

  /**
   * Runs something with this value, and what it starts has it too.
   *
   * @param value null for none
   * @param body runs at once, on the calling thread
   */
  public void run(@Nullable T value, Runnable body) {
    Objects.requireNonNull(body, "body");
    AsyncValues before = AsyncValues.current();
    AsyncValues.set(AsyncValues.with(before, this, value));
    try {
      body.run();
    } finally {
      AsyncValues.set(before);
    }
  }

  /**
   * Runs something with this value, and what it starts has it too.
   *
   * @param value null for none
   * @param body runs at once, on the calling thread
   * @return what the body returned
   */
  public <R> R call(@Nullable T value, Callable<R> body) throws Exception {
    Objects.requireNonNull(body, "body");
    AsyncValues before = AsyncValues.current();
    AsyncValues.set(AsyncValues.with(before, this, value));
    try {
      return body.call();
    } finally {
      AsyncValues.set(before);
    }
  }

  /** Runs something without a value: Node's {@code exit(callback)}. */
  public void exit(Runnable body) {
    run(null, body);
  }

  /**
   * The function with the values that all locals have here, wherever it is called: Node's static
   * {@code bind}. What it enters it has again at its next call, and its caller never sees it.
   *
   * @throws InvalidArgTypeException if the function is null, and so for the methods below
   */
  public static Runnable bind(Runnable function) {
    checked(function);
    Snapshot here = snapshot();
    return () -> here.run(function);
  }

  /** The same for a function of one argument. */
  public static <A, R> Function<A, R> bind(Function<A, R> function) {
    checked(function);
    Snapshot here = snapshot();
    return argument -> {
      AsyncValues before = here.enter();
      try {
        return function.apply(argument);
      } finally {
        here.leave(before);
      }
    };
  }

  /** The same for a callback. */
  public static <V> Callback<V> bind(Callback<V> callback) {
    checked(callback);
    Snapshot here = snapshot();
    return (error, value) -> {
      AsyncValues before = here.enter();
      try {
        callback.call(error, value);
      } finally {
        here.leave(before);
      }
    };
  }

  private static <F> F checked(F function) {
    return InvalidArgTypeException.requireFunction(function, "fn");
  }

  /** The values that all locals have here: Node's static {@code snapshot}. */
  public static Snapshot snapshot() {
    return new Snapshot();
  }

  /**
   * The values that all locals had at one place, for what is to run with them. May be used on any
   * thread. What one call enters the next one has.
   *
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/async_context.html#static-method-asynclocalstoragesnapshot">
   *     Node: AsyncLocalStorage.snapshot</a>
   */
  public static final class Snapshot {
    private volatile @Nullable AsyncValues values = AsyncValues.current();

    private Snapshot() {}

    /**
     * Runs something with these values.
     *
     * @param body runs at once, on the calling thread
     */
    public void run(Runnable body) {
      checked(body);
      AsyncValues before = enter();
      try {
        body.run();
      } finally {
        leave(before);
      }
    }

    /**
     * Runs something with these values.
     *
     * @param body runs at once, on the calling thread
     * @return what the body returned
     */
    public <R> R call(Callable<R> body) throws Exception {
      checked(body);
      AsyncValues before = enter();
      try {
        return body.call();
      } finally {
        leave(before);
      }
    }

    private @Nullable AsyncValues enter() {
      AsyncValues before = AsyncValues.current();
      AsyncValues.set(values);
      return before;
    }

    private void leave(@Nullable AsyncValues before) {
      values = AsyncValues.current();
      AsyncValues.set(before);
    }
  }

  /**
   * Gives the rest of the present callback, and what it starts, this value.
   *
   * @param value null for none
   */
  public void enterWith(@Nullable T value) {
    AsyncValues.set(AsyncValues.with(AsyncValues.current(), this, value));
  }
}
