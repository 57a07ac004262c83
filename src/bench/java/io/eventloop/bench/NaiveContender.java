package io.eventloop.bench;

import com.typesafe.config.ConfigFactory;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;

/**
 * The book's design taken at its word, as plain typed actors: the loop and each of the four workers
 * on a thread of their own, one message for each task and one for each result.
 */
final class NaiveContender implements Contender {
  static final DispatcherSelector PINNED = DispatcherSelector.fromConfig("bench.pinned-dispatcher");

  @Override
  public void run(Consumer<TaskLoop> script) throws Exception {
    CompletableFuture<Void> over = new CompletableFuture<>();
    ActorSystem<NaiveRuntime.Command> system =
        ActorSystem.create(
            NaiveRuntime.create(script, over), "naive", ConfigFactory.load(), PINNED);
    over.get();
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get();
  }
}
