package io.eventloop.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How the cost of a task or a timer grows with their number; each size in a JVM of its own. */
@Command(
    name = "growth",
    description = "How cost grows with threads, runtimes, tasks and timers; takes some 4 minutes.")
final class Growth implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @Option(names = "--seconds", paramLabel = "N", description = "How long to warm up: 6.")
  int seconds = 6;

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.out.println(Machine.describe());
    for (GrowthOf growth : GrowthOf.values()) {
      System.out.printf("%n%s%n%n| %s | ns each |%n|--:|--:|%n", growth.what(), growth.unit());
      for (int size : growth.sizes()) {
        Jvm.run(
            LIMIT,
            nanos -> System.out.printf(Locale.ROOT, "| %,d | %s |%n", size, nanos),
            "growth-fork",
            growth.name(),
            Integer.toString(size),
            Long.toString(TimeUnit.SECONDS.toNanos(seconds)));
      }
    }
    return 0;
  }
}
