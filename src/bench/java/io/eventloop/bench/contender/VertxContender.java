package io.eventloop.bench.contender;

import io.eventloop.value.Callback;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Vert.x: unordered blocking code on a worker executor of four, from an event-loop context. */
final class VertxContender implements Contender, Timers, Chains {
  private final Vertx vertx = Vertx.vertx();
  private final WorkerExecutor workers = vertx.createSharedWorkerExecutor("w", 4);
  private final Context context = vertx.getOrCreateContext();

  @Override
  public void execute(Runnable code) {
    context.runOnContext(nothing -> code.run());
  }

  @Override
  public void submit(Callable<?> work, Callback<Object> callback) {
    workers
        .<Object>executeBlocking(work::call, false)
        .onComplete(
            value -> Guard.call(callback, null, value), error -> Guard.call(callback, error, null));
  }

  @Override
  public void submitFromOutside(Callable<?> work, Callback<Object> callback) {
    context.runOnContext(nothing -> submit(work, callback));
  }

  @Override
  public Optional<Timers> timers() {
    return Optional.of(this);
  }

  @Override
  public Object set(Runnable callback, long millis) {
    return vertx.setTimer(millis, id -> callback.run());
  }

  @Override
  public void cancel(Object timer) {
    vertx.cancelTimer((Long) timer);
  }

  @Override
  public Optional<Chains> chains() {
    return Optional.of(this);
  }

  @Override
  public void tick(Runnable code) {
    execute(code);
  }

  @Override
  public void microtask(Runnable code) {
    execute(code);
  }

  @Override
  public void promises(int length, Runnable code) {
    Promise<Integer> head = Promise.promise();
    Future<Integer> last = head.future();
    for (int i = 0; i < length; i++) {
      last = last.compose(value -> Future.succeededFuture(value + 1));
    }
    last.onComplete(done -> tick(code)); // it is called by complete(), and would call that again
    head.complete(0);
  }

  @Override
  public Object pendingPromise() {
    return Promise.promise();
  }
}
