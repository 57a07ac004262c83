package io.eventloop.loop;

import io.eventloop.value.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One call of an async function: runs its steps until one waits, and goes on when that is over.
 * What is to follow is kept in a stack of its own and not in the thread's, so that neither long
 * loops nor deep nesting can overflow that.
 */
final class AsyncRun<T> {
  private final Promise<T> promise;
  private final Deque<Async.Continuation<?, ?>> following = new ArrayDeque<>();

  AsyncRun(Promise<T> promise) {
    this.promise = promise;
  }

  void start(Async<T> steps) {
    run(steps);
  }

  private void run(Async<?> steps) {
    Async<?> now = steps;
    while (now != null) {
      if (now instanceof Async.Bound<?, ?> bound) {
        following.push(bound.continuation);
        now = bound.source;
      } else if (now instanceof Async.Awaiting<?> awaiting) {
        now = suspend(awaiting.promise);
      } else {
        now = goOn(((Async.Ended<?>) now).outcome);
      }
    }
  }

  /** Waits for the promise; unless it is another loop's, which is the program's error. */
  private @Nullable Async<?> suspend(Promise<?> awaited) {
    try {
      awaited.react(CallContext.bind(() -> run(new Async.Ended<>(awaited.outcome()))));
      return null;
    } catch (IllegalStateException refused) {
      return Async.failed(refused);
    }
  }

  @SuppressWarnings("unchecked") // steps and what follows them were put together with their types
  private @Nullable Async<?> goOn(Outcome<?> outcome) {
    Async.Continuation<Object, Object> next = (Async.Continuation<Object, Object>) following.poll();
    if (next == null) {
      promise.settleWith(outcome.error(), (T) outcome.valueOrNull());
      return null;
    }
    try {
      return next.after((Outcome<Object>) outcome);
    } catch (ProgramExit exited) { // no failure of the program's, but its end
      throw exited;
    } catch (Throwable thrown) { // an Error too, as whatever is thrown rejects in JavaScript
      return Async.failed(thrown);
    }
  }
}
