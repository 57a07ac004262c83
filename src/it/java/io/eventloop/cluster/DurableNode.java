package io.eventloop.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/**
 * A node of {@link DurableIT}: a worker, whose tasks wait for a line of input; or a submitter,
 * which is given the worker's address, its journal, and whether to submit.
 */
public final class DurableNode {
  /** How many tasks there are besides the first. */
  static final int TASKS = 20;

  private static final RemoteKind<String, String> NAMED =
      RemoteKind.named("durable", String.class, String.class).durable();

  private DurableNode() {}

  /** Starts the node. */
  public static void main(String[] args) throws IOException {
    if (args.length == 0) {
      work();
    } else {
      submit(args[0], new H2Journal(args[1]), args.length > 2);
    }
  }

  private static void work() throws IOException {
    CountDownLatch open = new CountDownLatch(1);
    ActorSystem<Void> system =
        ActorSystem.create(Behaviors.empty(), "cluster", ClusterNode.config());
    TaskRegistry.get(system)
        .register(
            RemoteKind.of(
                NAMED.name(),
                String.class,
                String.class,
                text -> {
                  if (!text.equals("first")) {
                    open.await();
                  }
                  return text;
                }));
    ClusterPool.startWorker(system);
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    System.out.println("ADDRESS " + cluster.selfMember().address());
    System.in.read();
    open.countDown();
  }

  private static void submit(String seed, H2Journal journal, boolean isFirst) {
    Config config =
        ConfigFactory.parseString(journal.config("submitter")).withFallback(ClusterNode.config());
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "cluster", config.resolve());
    CompletableFuture<Void> handled = new CompletableFuture<>();
    TaskRegistry.get(system)
        .onResult(
            NAMED,
            (id, error, text) -> {
              System.out.println("HANDLED " + (error == null ? text : error));
              handled.complete(null);
            });
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(Join.create(AddressFromURIString.parse(seed)));
    ClusterPool pool = ClusterPool.get(system);
    if (isFirst) {
      List<CompletableFuture<?>> steps = new ArrayList<>(List.of(handled));
      steps.add(pool.submitDurable(NAMED, "first").toCompletableFuture());
      for (int i = 0; i < TASKS; i++) {
        steps.add(pool.submitDurable(NAMED, "t" + i).toCompletableFuture());
      }
      CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new))
          .thenRun(() -> System.out.println("READY")); // one is answered, and all are stored
    }
  }
}
