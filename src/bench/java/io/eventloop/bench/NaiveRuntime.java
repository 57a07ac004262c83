package io.eventloop.bench;

import io.eventloop.bench.Contender.TaskLoop;
import io.eventloop.value.Callback;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * The loop of {@link NaiveContender}: the book's callback queue and its list of free threads, and a
 * first-in first-out queue where the book panics.
 */
final class NaiveRuntime extends AbstractBehavior<NaiveRuntime.Command> implements TaskLoop {
  private static final int THREADS = 4;

  sealed interface Command permits Start, Result {}

  private record Start(Consumer<TaskLoop> script) implements Command {}

  record Result(int threadId, long callbackId, @Nullable Throwable error, @Nullable Object value)
      implements Command {}

  private final List<ActorRef<NaiveWorker.Task>> threads = new ArrayList<>();
  private final ArrayDeque<Integer> availableThreads = new ArrayDeque<>();
  private final ArrayDeque<NaiveWorker.Task> waiting = new ArrayDeque<>();
  private final Map<Long, Callback<Object>> callbackQueue = new HashMap<>();
  private final CompletableFuture<Void> over;
  private long nextId;

  private NaiveRuntime(ActorContext<Command> context, CompletableFuture<Void> over) {
    super(context);
    this.over = over;
    for (int id = 0; id < THREADS; id++) {
      threads.add(context.spawn(NaiveWorker.create(id), "pool" + id, NaiveContender.PINNED));
      availableThreads.add(id);
    }
  }

  static Behavior<Command> create(Consumer<TaskLoop> script, CompletableFuture<Void> over) {
    return Behaviors.setup(
        context -> {
          context.getSelf().tell(new Start(script));
          return new NaiveRuntime(context, over);
        });
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Result.class, this::onResult)
        .onMessage(Start.class, this::onStart)
        .build();
  }

  private Behavior<Command> onStart(Start start) {
    return guarded(() -> start.script().accept(this));
  }

  private Behavior<Command> onResult(Result result) {
    availableThreads.add(result.threadId());
    dispatch();
    Callback<Object> callback = callbackQueue.remove(result.callbackId());
    return callback == null ? this : guarded(() -> callback.call(result.error(), result.value()));
  }

  private interface Code {
    void run() throws Exception;
  }

  private Behavior<Command> guarded(Code code) {
    try {
      code.run();
    } catch (Exception thrown) {
      over.completeExceptionally(thrown);
    }
    return this;
  }

  private void dispatch() {
    while (!waiting.isEmpty() && !availableThreads.isEmpty()) {
      threads.get(availableThreads.remove()).tell(waiting.remove());
    }
  }

  @Override
  public void submit(Callable<?> work, Callback<Object> callback) {
    long callbackId = nextId++;
    callbackQueue.put(callbackId, callback);
    waiting.add(new NaiveWorker.Task(callbackId, work, getContext().getSelf()));
    dispatch();
  }

  @Override
  public void end() {
    over.complete(null);
  }
}
