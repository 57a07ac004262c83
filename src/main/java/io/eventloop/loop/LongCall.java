package io.eventloop.loop;

import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskHandle;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A call that is open from its beginning to its end, be a task of it in the pool or not. */
final class LongCall implements Trips {
  private final LoopEngine loop;
  private final Calls calls;
  private final Runnable giveUp;
  private final @Nullable StackTraceElement callSite;
  private boolean goesOn;

  LongCall(LoopEngine loop, Calls calls, Runnable giveUp, @Nullable StackTraceElement callSite) {
    this.loop = loop;
    this.calls = calls;
    this.giveUp = giveUp;
    this.callSite = callSite;
  }

  @Override
  public <T> TaskHandle<T> submit(
      TaskKind kind,
      Callable<? extends T> work,
      CallOptions options,
      Callback<? super T> callback) {
    TaskCall<T> task = loop.task(kind, work, options, callback, callSite);
    if (goesOn) {
      task.goesOn();
    }
    goesOn = true;
    calls.admit(task, null);
    return task;
  }

  @Override
  public void end() {
    calls.ended(this);
  }

  /** The loop has ended before. */
  void giveUp() {
    giveUp.run();
  }
}
