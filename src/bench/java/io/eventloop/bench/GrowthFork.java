package io.eventloop.bench;

import io.eventloop.bench.figure.Samples;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** One size of one sort of growth, in this JVM; what {@link Growth} starts. */
@Command(name = "growth-fork", description = "What one of so many costs in this JVM.")
final class GrowthFork implements Callable<Integer> {
  private static final long MEASURED_NANOS = TimeUnit.SECONDS.toNanos(2);

  @Parameters(index = "0", description = "One of ${COMPLETION-CANDIDATES}.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  GrowthOf growth;

  @Parameters(index = "1", description = "How many.")
  int size;

  @Parameters(index = "2", description = "Nanoseconds of warm-up.")
  long warmUp;

  @Override
  public Integer call() throws Exception {
    GrowthOf.Round round = growth.of(size);
    long began = System.nanoTime();
    do {
      round.nanosEach();
    } while (System.nanoTime() - began < warmUp);
    System.gc(); // what lives on grows old, as in a program that has run for long
    Samples samples = new Samples();
    long from = System.nanoTime();
    do {
      samples.add(round.nanosEach());
    } while (System.nanoTime() - from < MEASURED_NANOS);
    System.out.printf(Locale.ROOT, "%.0f%n", samples.median());
    return 0;
  }
}
