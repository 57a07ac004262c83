package io.eventloop.loop;

import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskHandle;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * What a module of Node's library stands on: it registers a callback with the loop, and starts
 * whatever will answer it, in the pool or outside. Of the loop's thread, unless a method says
 * otherwise: a call from another thread throws {@link IllegalStateException}. An argument that is
 * missing is refused with {@link InvalidArgTypeException}, before anything is registered.
 */
public interface Registrar {

  /**
   * The loop whose callback the calling thread runs: for what is made without naming a loop, as a
   * {@link Promise} is.
   *
   * @throws IllegalStateException if the calling thread runs no callback of a loop
   */
  static Registrar current() {
    return CurrentLoop.get();
  }

  /**
   * Refuses a thread that is not the loop's.
   *
   * @throws IllegalStateException if the calling thread runs no callback of this loop
   */
  void checkThread();

  /**
   * Runs work on the pool and then the callback on the loop. The loop stays alive until then.
   *
   * @param kind what sort of work it is
   * @param work runs on a worker's thread and may block; it must not use the loop
   * @param options deadline, and whether it may be interrupted
   * @param callback gets the value, or whatever the work threw, or why it was not run
   * @return to cancel it
   */
  default <T> TaskHandle<T> submit(
      TaskKind kind,
      Callable<? extends T> work,
      CallOptions options,
      Callback<? super T> callback) {
    return submit(kind, work, options, null, callback);
  }

  /**
   * The same with a signal that calls the task off: it is answered with {@link AbortException}.
   *
   * @param signal null for none
   */
  <T> TaskHandle<T> submit(
      TaskKind kind,
      Callable<? extends T> work,
      CallOptions options,
      @Nullable AbortSignal signal,
      Callback<? super T> callback);

  /**
   * Begins a call that takes several tasks, one after the other. Until it ends, something of it is
   * to be under way: a task, or a microtask. A signal of this view calls none of its tasks off: the
   * call asks {@link #signal} between them.
   *
   * @param giveUp runs on the loop if that ends before the call
   */
  Trips trips(Runnable giveUp);

  /**
   * What calls off a call that is given a signal: that one, and on a view {@link #withSignal} the
   * view's besides.
   *
   * @param given null for none
   * @return null for none
   * @throws IllegalStateException if it is another loop's
   */
  @Nullable AbortSignal signal(@Nullable AbortSignal given);

  /**
   * Registers a callback for an event from outside: I/O that holds no thread of the pool. The loop
   * stays alive until the request is completed.
   *
   * @param what for logs, for example {@code "HTTP GET"}
   * @param callback runs in the poll phase once the request is completed
   * @param atEnd runs on the loop if it ends before the request is completed: gives up the I/O
   * @return to be completed exactly once, from any thread
   */
  default <T> IoRequest<T> registerIo(String what, Callback<? super T> callback, Runnable atEnd) {
    return registerIo(what, null, callback, atEnd);
  }

  /**
   * The same with a signal: when it is aborted, the callback gets {@link AbortException}.
   *
   * @param signal null for none
   * @param giveUp runs on the loop if the signal is aborted, or the loop ends, before the request
   *     is completed; at once if the signal is aborted already
   */
  <T> IoRequest<T> registerIo(
      String what, @Nullable AbortSignal signal, Callback<? super T> callback, Runnable giveUp);

  /**
   * Registers something that stays open and brings its events by {@link #execute}. The loop stays
   * alive until it is closed or unreferenced.
   *
   * @param what as Node's {@code process.getActiveResourcesInfo()} names it, for example {@code
   *     "TCPSocketWrap"}
   * @param atEnd runs on the loop if it ends while the handle is open: closes what is behind it
   */
  Handle openHandle(String what, Runnable atEnd);

  /**
   * A view of this registrar for a module's {@code withSignal}: each task and request that is
   * started through it is called off by the signal too, besides one that the call itself is given.
   * If the signal is aborted already, nothing is begun, and the callback gets its {@link
   * AbortException} as any other answer, after the call has returned.
   *
   * @param signal not null
   */
  default Registrar withSignal(AbortSignal signal) {
    return new SignalRegistrar(this, signal);
  }

  /**
   * Makes a promise of an operation that takes a callback.
   *
   * @param operation starts it, at once, with the callback that settles the promise; what it throws
   *     rejects the promise, as what an {@code async} function of Node's throws
   */
  <T> Promise<T> promise(Consumer<Callback<T>> operation);

  /**
   * Runs a callback once, after a delay.
   *
   * @param delay as in Node, one that is not in 1 to 2^31-1 ms is 1 ms, and fractions of a
   *     millisecond are cut off
   */
  Timer setTimeout(Runnable callback, Duration delay);

  /** Takes a timer back; does nothing if it has run, was taken back, or is null. */
  void clearTimeout(@Nullable Timer timer);

  /** Runs a callback in the close phase of the turn: that of a handle that was closed. */
  void closing(Runnable callback);

  /** Runs a callback after the present one, before anything else. */
  void nextTick(Runnable callback);

  /** Runs a callback after the present one and after the next-tick queue. */
  void queueMicrotask(Runnable callback);

  /**
   * Runs work on the loop as soon as it is free. From any thread.
   *
   * @throws RuntimeTerminatedException if the loop has ended
   */
  void execute(Runnable work);

  /** The actor system in which the loop runs. From any thread. */
  ActorSystem<?> system();
}
