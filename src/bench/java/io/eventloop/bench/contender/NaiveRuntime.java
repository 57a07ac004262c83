package io.eventloop.bench.contender;

import io.eventloop.value.Callback;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
final class NaiveRuntime extends AbstractBehavior<NaiveRuntime.Command> {
  private static final int THREADS = 4;

  sealed interface Command permits Run, Result {}

  record Run(Runnable code) implements Command {}

  record Result(int threadId, long callbackId, @Nullable Throwable error, @Nullable Object value)
      implements Command {}

  private final List<ActorRef<NaiveWorker.Task>> threads = new ArrayList<>();
  private final ArrayDeque<Integer> availableThreads = new ArrayDeque<>();
  private final ArrayDeque<NaiveWorker.Task> waiting = new ArrayDeque<>();
  private final Map<Long, Callback<Object>> callbackQueue = new HashMap<>();
  private long nextId;

  private NaiveRuntime(ActorContext<Command> context) {
    super(context);
    for (int id = 0; id < THREADS; id++) {
      threads.add(context.spawn(NaiveWorker.create(id), "pool" + id, NaiveContender.PINNED));
      availableThreads.add(id);
    }
  }

  static Behavior<Command> create(Consumer<NaiveRuntime> started) {
    return Behaviors.setup(
        context -> {
          NaiveRuntime runtime = new NaiveRuntime(context);
          started.accept(runtime);
          return runtime;
        });
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Result.class, this::onResult)
        .onMessage(Run.class, this::onRun)
        .build();
  }

  private Behavior<Command> onRun(Run run) {
    try {
      run.code().run();
    } catch (RuntimeException thrown) {
      Guard.fail(thrown);
    }
    return this;
  }

  private Behavior<Command> onResult(Result result) {
    availableThreads.add(result.threadId());
    dispatch();
    Callback<Object> callback = callbackQueue.remove(result.callbackId());
    if (callback != null) {
      Guard.call(callback, result.error(), result.value());
    }
    return this;
  }

  private void dispatch() {
    while (!waiting.isEmpty() && !availableThreads.isEmpty()) {
      threads.get(availableThreads.remove()).tell(waiting.remove());
    }
  }

  void submit(Callable<?> work, Callback<Object> callback) {
    long callbackId = nextId++;
    callbackQueue.put(callbackId, callback);
    waiting.add(new NaiveWorker.Task(callbackId, work, getContext().getSelf()));
    dispatch();
  }
}
