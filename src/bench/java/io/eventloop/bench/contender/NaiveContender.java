package io.eventloop.bench.contender;

import com.typesafe.config.ConfigFactory;
import io.eventloop.value.Callback;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;

/**
 * The book's design taken at its word, as plain typed actors: the loop and each of the four workers
 * on a thread of their own, one message for each task and one for each result.
 */
final class NaiveContender implements Contender {
  static final DispatcherSelector PINNED = DispatcherSelector.fromConfig("bench.pinned-dispatcher");

  private final CompletableFuture<NaiveRuntime> started = new CompletableFuture<>();
  private final ActorSystem<NaiveRuntime.Command> system =
      ActorSystem.create(
          NaiveRuntime.create(started::complete), "naive", ConfigFactory.load(), PINNED);
  private final NaiveRuntime runtime = started.join();

  @Override
  public void execute(Runnable code) {
    system.tell(new NaiveRuntime.Run(code));
  }

  @Override
  public void submit(Callable<?> work, Callback<Object> callback) {
    runtime.submit(work, callback);
  }

  @Override
  public void submitFromOutside(Callable<?> work, Callback<Object> callback) {
    execute(() -> runtime.submit(work, callback));
  }
}
