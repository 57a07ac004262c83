package io.eventloop.bench;

import io.eventloop.bench.workload.GrowthOf;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** How the cost of a task or a timer grows with their number; each size in a JVM of its own. */
@Command(
    name = "growth",
    description = "How cost grows with threads, runtimes, tasks and timers; takes some 5 minutes.")
final class Growth implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.out.println(Machine.describe());
    for (GrowthOf growth : GrowthOf.values()) {
      String unit = growth.name().toLowerCase(Locale.ROOT);
      System.out.printf("%n%s%n%n| %s | ns each |%n|--:|--:|%n", growth.what(), unit);
      for (int size : growth.sizes()) {
        Jvm.run(
            LIMIT,
            nanos -> System.out.printf(Locale.ROOT, "| %,d | %s |%n", size, nanos),
            List.of("-Deventloop.blocked-loop-warning=off"), // as turns of millions would be
            "growth-fork",
            growth.name(),
            Integer.toString(size));
      }
    }
    return 0;
  }
}
