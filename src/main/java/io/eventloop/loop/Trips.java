package io.eventloop.loop;

import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskHandle;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import java.util.concurrent.Callable;

/**
 * A call of a module that takes several tasks, one after the other: to the loop it is one call. All
 * of its tasks are registered where it was begun, and once one of them has been taken in, a loop
 * that is told to stop takes the others too, within the time that running tasks have. Of the loop's
 * thread.
 */
public interface Trips {

  /**
   * The next task: as {@link Registrar#submit(TaskKind, Callable, CallOptions, Callback)}.
   *
   * @param callback may submit the one after it, or end the call; or whatever it leads to does
   */
  <T> TaskHandle<T> submit(
      TaskKind kind, Callable<? extends T> work, CallOptions options, Callback<? super T> callback);

  /** The call has its answer; does nothing when called again. */
  void end();
}
