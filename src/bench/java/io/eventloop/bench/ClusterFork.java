package io.eventloop.bench;

import io.eventloop.bench.cluster.Door;
import io.eventloop.bench.cluster.Load;
import io.eventloop.bench.cluster.Node;
import io.eventloop.bench.cluster.Side;
import io.eventloop.bench.cluster.Work;
import io.eventloop.bench.cluster.WorkerJvm;
import io.eventloop.bench.figure.Measured;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.pekko.actor.typed.ActorSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One side at one sort of work: the submitter in this JVM, each worker in one that it starts. */
@Command(
    name = "cluster-fork",
    description = "One side at one sort of work in this JVM; what the comparison starts.")
final class ClusterFork implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration FORMING = Duration.ofSeconds(60);

  /** For what else there is to be heard of the workers. */
  private static final long SETTLING_MILLIS = 1000;

  @Parameters(index = "0", description = "One of ${COMPLETION-CANDIDATES}.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  Side side;

  @Parameters(index = "1", description = "One of ${COMPLETION-CANDIDATES}.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  Work work;

  @Parameters(index = "2", description = "How many worker nodes.")
  int nodes;

  @Option(names = "--quick", description = "Less warm-up, less time.")
  boolean quick;

  @Override
  public Integer call() throws Exception {
    ActorSystem<Void> system = Node.first();
    List<WorkerJvm> workers = new ArrayList<>();
    try {
      for (int i = 0; i < nodes; i++) {
        workers.add(WorkerJvm.start(Jvm.java(), side, system));
      }
      Door door = side.open(system);
      await(door);
      Duration time = Duration.ofSeconds(quick ? 4 : 10);
      Measured measured = Load.of(door, work, work.outstandingPerNode() * nodes, time, time);
      measured.toLines().forEach(System.out::println);
      System.out.flush();
    } finally {
      workers.forEach(WorkerJvm::close);
    }
    Runtime.getRuntime().halt(0); // to leave the cluster takes time, and is no matter of this
    return 0;
  }

  private void await(Door door) throws InterruptedException {
    long until = System.nanoTime() + FORMING.toNanos();
    while (door.workerNodes() < nodes) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException(
            door.workerNodes() + " of " + nodes + " workers are there after " + FORMING);
      }
      Thread.sleep(50);
    }
    Thread.sleep(SETTLING_MILLIS);
  }

  /** Runs it in a fresh JVM. */
  static Measured spawn(Side side, Work work, int nodes, boolean quick)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("cluster-fork", side.name(), work.name(), Integer.toString(nodes)));
    if (quick) {
      command.add("--quick");
    }
    Measured measured = new Measured();
    Jvm.run(LIMIT, measured::parse, command.toArray(String[]::new));
    if (measured.figures().isEmpty()) {
      throw new IOException(side + " at " + work + ": no figures");
    }
    return measured;
  }
}
