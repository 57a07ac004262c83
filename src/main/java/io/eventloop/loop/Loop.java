package io.eventloop.loop;

import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskHandle;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The event loop as a program sees it, save the modules of Node's library. Of the loop's thread: a
 * call from anywhere else throws {@link IllegalStateException}, save {@link #execute(Runnable)}.
 *
 * <p>All callbacks run one after the other on the loop, so that a program needs no lock. After
 * each, the next-tick queue and then the microtask queue are run empty. What a callback throws ends
 * a stand-alone runtime with exit code 1, and fails an embedded one for its supervisor to see.
 *
 * @see <a href="https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick">Node:
 *     the event loop</a>
 */
public class Loop {
  private final Registrar registrar;

  /** A face on this loop. */
  protected Loop(Registrar registrar) {
    this.registrar = Objects.requireNonNull(registrar, "registrar");
  }

  /**
   * Runs work on the pool and then the callback on the loop.
   *
   * @param kind what sort of work it is
   * @param work runs on a worker's thread and may block; it must not use the loop
   * @param callback gets the value, or whatever the work threw, or why it was not run
   * @return to cancel it
   */
  public final <T> TaskHandle<T> submit(
      TaskKind kind, Callable<? extends T> work, Callback<? super T> callback) {
    return submit(kind, work, CallOptions.DEFAULT, callback);
  }

  /** The same with options: a deadline, and whether it may be interrupted. */
  public final <T> TaskHandle<T> submit(
      TaskKind kind,
      Callable<? extends T> work,
      CallOptions options,
      Callback<? super T> callback) {
    return registrar.submit(kind, work, options, callback);
  }

  /**
   * Runs work on the pool.
   *
   * @param kind what sort of work it is
   * @param work runs on a worker's thread and may block; it must not use the loop
   * @return fulfilled with its value, or rejected with whatever it threw, or why it was not run
   */
  public final <T> Promise<T> submit(TaskKind kind, Callable<? extends T> work) {
    return submit(kind, work, CallOptions.DEFAULT);
  }

  /** The same with options: a deadline, and whether it may be interrupted. */
  public final <T> Promise<T> submit(
      TaskKind kind, Callable<? extends T> work, CallOptions options) {
    return registrar.promise(callback -> registrar.submit(kind, work, options, callback));
  }

  /**
   * Runs a callback once, after a delay. The loop stays alive until then.
   *
   * @param callback runs in the timers phase
   * @param delay as in Node, one that is not in 1 to 2^31-1 ms is 1 ms, and fractions of a
   *     millisecond are cut off
   * @return for {@link #clearTimeout(Timer)}
   */
  public final Timer setTimeout(Runnable callback, Duration delay) {
    return registrar.setTimeout(callback, delay);
  }

  /** Takes a timer back; does nothing if it has run, was taken back, or is null. */
  public final void clearTimeout(@Nullable Timer timer) {
    if (timer != null) {
      registrar.clearTimeout(timer);
    }
  }

  /** Runs a callback after the present one, before anything else. */
  public final void nextTick(Runnable callback) {
    registrar.nextTick(callback);
  }

  /** Runs a callback after the present one and after the next-tick queue. */
  public final void queueMicrotask(Runnable callback) {
    registrar.queueMicrotask(callback);
  }

  /**
   * Runs work on the loop as soon as it is free. From any thread; in order for each sender.
   *
   * @throws RuntimeTerminatedException if the loop has ended
   */
  public final void execute(Runnable work) {
    registrar.execute(work);
  }
}
