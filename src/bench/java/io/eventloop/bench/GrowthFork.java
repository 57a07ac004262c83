package io.eventloop.bench;

import io.eventloop.bench.workload.GrowthOf;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** One size of one sort of growth, in this JVM; what {@link Growth} starts. */
@Command(name = "growth-fork", description = "What one of so many costs in this JVM.")
final class GrowthFork implements Callable<Integer> {
  @Parameters(index = "0", description = "One of ${COMPLETION-CANDIDATES}.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  GrowthOf growth;

  @Parameters(index = "1", description = "How many.")
  int size;

  @Override
  public Integer call() throws Exception {
    System.out.printf(Locale.ROOT, "%.0f%n", growth.nanosEach(size));
    return 0;
  }
}
