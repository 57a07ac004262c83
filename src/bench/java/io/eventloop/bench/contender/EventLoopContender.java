package io.eventloop.bench.contender;

import io.eventloop.EventLoop;
import io.eventloop.loop.Promise;
import io.eventloop.loop.Timer;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

/** This library: a loop that somebody hosts, and one of the forms in which it takes a task. */
final class EventLoopContender implements Contender, Timers, Chains {
  static final TaskKind KIND = TaskKind.of("bench");

  /** How a task is submitted. */
  interface Form {
    void submit(EventLoop loop, Callable<?> work, Callback<Object> callback);
  }

  private final EventLoop loop;
  private final Form form;

  EventLoopContender(LoopHost host, Form form) {
    this.loop = host.loop();
    this.form = form;
  }

  static void callbackForm(EventLoop loop, Callable<?> work, Callback<Object> callback) {
    loop.submit(KIND, work, callback);
  }

  /** With one reaction; a task that fails is an unhandled rejection, and ends the runtime. */
  static void promiseForm(EventLoop loop, Callable<?> work, Callback<Object> callback) {
    loop.<Object>submit(KIND, work).thenAccept(value -> Guard.call(callback, null, value));
  }

  @Override
  public void execute(Runnable code) {
    loop.execute(code);
  }

  @Override
  public void submit(Callable<?> work, Callback<Object> callback) {
    form.submit(loop, work, callback);
  }

  @Override
  public void submitFromOutside(Callable<?> work, Callback<Object> callback) {
    loop.execute(() -> form.submit(loop, work, callback));
  }

  @Override
  public Optional<Timers> timers() {
    return Optional.of(this);
  }

  @Override
  public Object set(Runnable callback, long millis) {
    return loop.setTimeout(callback, (double) millis);
  }

  @Override
  public void cancel(Object timer) {
    loop.clearTimeout((Timer) timer);
  }

  @Override
  public Optional<Chains> chains() {
    return Optional.of(this);
  }

  @Override
  public void tick(Runnable code) {
    loop.nextTick(code);
  }

  @Override
  public void microtask(Runnable code) {
    loop.queueMicrotask(code);
  }

  @Override
  public void promises(int length, Runnable code) {
    Promise<Integer> last = Promise.resolve(0);
    for (int i = 0; i < length; i++) {
      last = last.then(value -> Objects.requireNonNull(value) + 1);
    }
    last.thenAccept(value -> code.run());
  }

  @Override
  public Object pendingPromise() {
    return new Promise<Object>((resolve, reject) -> {});
  }
}
