package io.eventloop.loop;

import io.eventloop.pool.Sentinel;
import io.eventloop.pool.TaskHandle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * The calls that an actor has open: they are cancelled when it ends, and so is any that comes
 * later. Safe to use from any thread.
 */
final class OpenCalls {
  private final Set<TaskCall<?>> open = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  private OpenCalls() {}

  static OpenCalls of(ActorContext<?> context) {
    OpenCalls calls = new OpenCalls();
    context.spawnAnonymous(Sentinel.create(calls::end));
    return calls;
  }

  /** Notes a call; one that comes too late is cancelled. */
  void add(TaskCall<?> call) {
    open.add(call);
    if (ended) { // read after the call was noted: end() sees it, or we see the end
      call.cancel();
    }
  }

  boolean hasEnded() {
    return ended;
  }

  /** A call has its answer. */
  void remove(TaskCall<?> call) {
    open.remove(call);
  }

  private void end() {
    ended = true;
    open.forEach(TaskHandle::cancel);
  }
}
