package io.eventloop.bench.contender;

import io.eventloop.loop.Offload;
import io.eventloop.value.Callback;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * An actor of somebody's who has blocking work done and is told what came of it: its mailbox is the
 * loop. Who does the work is given.
 */
final class AskingContender implements Contender {
  private static final DispatcherSelector FIXED_POOL =
      DispatcherSelector.fromConfig("bench.fixed-pool");

  /** Runs work on one of four threads. From any thread. */
  interface Pool {
    CompletionStage<Object> call(Callable<?> work);
  }

  /** What the actor is told. */
  private sealed interface Message permits Run, Answer {}

  private record Run(Runnable code) implements Message {}

  private record Answer(
      Callback<Object> callback, @Nullable Object value, @Nullable Throwable error)
      implements Message {}

  private final CompletableFuture<ActorContext<Message>> context = new CompletableFuture<>();
  private final ActorSystem<Message> system = ActorSystem.create(behavior(), "asking");
  private final ActorContext<Message> actor = context.join();
  private final Pool pool;

  private AskingContender(Function<ActorSystem<?>, Pool> poolOf) {
    this.pool = poolOf.apply(system);
  }

  /** Plain Pekko: futures on a dispatcher with a fixed pool of four. */
  static Contender ofPekko() {
    return new AskingContender(
        system -> {
          Executor executor = system.dispatchers().lookup(FIXED_POOL);
          return work -> CompletableFuture.supplyAsync(() -> call(work), executor);
        });
  }

  /** This library's {@link Offload}. */
  static Contender ofOffload() {
    return new AskingContender(
        system -> {
          Offload offload = Offload.get(system);
          return work -> offload.<Object>call(EventLoopContender.KIND, work).toCompletionStage();
        });
  }

  private static Object call(Callable<?> work) {
    try {
      return work.call();
    } catch (Exception error) {
      throw new CompletionException(error);
    }
  }

  private Behavior<Message> behavior() {
    return Behaviors.setup(
        own -> {
          context.complete(own);
          return Behaviors.receive(Message.class)
              .onMessage(Answer.class, AskingContender::onAnswer)
              .onMessage(Run.class, AskingContender::onRun)
              .build();
        });
  }

  private static Behavior<Message> onAnswer(Answer answer) {
    Guard.call(answer.callback(), answer.error(), answer.value());
    return Behaviors.same();
  }

  private static Behavior<Message> onRun(Run run) {
    try {
      run.code().run();
    } catch (RuntimeException thrown) {
      Guard.fail(thrown);
    }
    return Behaviors.same();
  }

  @Override
  public void execute(Runnable code) {
    system.tell(new Run(code));
  }

  @Override
  public void submit(Callable<?> work, Callback<Object> callback) {
    actor.pipeToSelf(pool.call(work), (value, error) -> new Answer(callback, value, error));
  }

  /** What {@code pipeToSelf} does, which is the actor's alone. */
  @Override
  public void submitFromOutside(Callable<?> work, Callback<Object> callback) {
    pool.call(work).whenComplete((value, error) -> system.tell(new Answer(callback, value, error)));
  }
}
