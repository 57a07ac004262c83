package io.eventloop.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.eventloop.bench.cluster.Soak;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether every task is answered exactly once, whatever is done to the workers of a cluster. */
@Command(
    name = "cluster-soak",
    description =
        "Shows that each of many tasks is answered once while worker nodes are killed, stopped and"
            + " started at random.")
final class ClusterSoak implements Callable<Integer> {
  @Option(names = "--minutes", paramLabel = "N", description = "How long, at least: 10.")
  int minutes = 10;

  @Option(names = "--tasks", paramLabel = "N", description = "Over that time: 1000000.")
  int tasks = 1_000_000;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of what is done to the workers: a new one if not given.")
  @Nullable Long seed;

  private static void silence(String... loggers) {
    for (String name : loggers) {
      ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.OFF);
    }
  }

  @Override
  public Integer call() throws Exception {
    if (minutes < 1 || tasks < 1) {
      System.err.println("--minutes and --tasks: numbers from 1 are accepted");
      return 2;
    }
    long given = seed != null ? seed : new Random().nextInt(Integer.MAX_VALUE);
    silence("org.apache.pekko.remote", "org.apache.pekko.stream"); // attempts to reach the dead
    System.out.println(Machine.describe());
    System.out.println("seed " + given);
    Soak soak = new Soak(tasks, Duration.ofMinutes(minutes), given, Jvm.java());
    boolean right = soak.run(System.out::println);
    System.out.println(Idle.verdict(right));
    System.out.flush();
    Runtime.getRuntime().halt(right ? 0 : 1); // the workers are gone: there is nothing to leave
    return right ? 0 : 1;
  }
}
