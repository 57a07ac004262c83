package io.eventloop.loop;

import java.util.Objects;
import java.util.concurrent.Callable;
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
   * Gives the rest of the present callback, and what it starts, this value.
   *
   * @param value null for none
   */
  public void enterWith(@Nullable T value) {
    AsyncValues.set(AsyncValues.with(AsyncValues.current(), this, value));
  }
}
