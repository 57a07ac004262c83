package io.eventloop.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The comparison: each contender at each workload, fork after fork, interleaved, so that what the
 * machine does besides meets all of them.
 */
@Command(
    name = "pekko-eventloop-bench",
    description = "Compares this library to a plain thread pool, and to the naive design.")
final class Compare implements Callable<Integer> {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = CommandLine.ScopeType.INHERIT,
      description = "Show this help.")
  boolean help;

  @Option(
      names = "--workloads",
      split = ",",
      paramLabel = "NAME",
      description = "Of ${COMPLETION-CANDIDATES}; all if not given.")
  List<Workloads> workloads = Workloads.all();

  @Option(
      names = "--contenders",
      split = ",",
      paramLabel = "NAME",
      description = "Of ${COMPLETION-CANDIDATES}; all if not given.")
  List<Contenders> contenders = Contenders.all();

  @Option(
      names = "--forks",
      paramLabel = "N",
      description = "JVMs for each contender and workload: 5, or 1 with --quick.")
  @Nullable Integer forks;

  @Option(names = "--quick", description = "One fork, less warm-up, fewer tasks: an impression.")
  boolean quick;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      description = "How long to wait for a quiet machine, and try again, for each JVM: 0.")
  int patience;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write the figures there too.")
  @Nullable Path csv;

  @Override
  public Integer call() throws IOException, InterruptedException {
    int rounds = forks != null ? forks : quick ? 1 : 5;
    PrintStream progress = System.err;
    Results results = new Results(workloads, contenders);
    progress.println(Machine.describe());
    progress.println("Each JVM with " + String.join(" ", Jvm.flags()));
    int done = 0;
    int all = rounds * workloads.size() * contenders.size();
    for (int fork = 0; fork < rounds; fork++) {
      for (Workloads workload : workloads) {
        for (Contenders contender : inTurn(fork)) {
          List<Figure> figures = measure(contender, workload);
          results.add(workload, contender, figures);
          progress.printf(
              "[%d/%d] fork %d  %-3s %-9s ", ++done, all, fork + 1, workload, contender);
          figures.forEach(
              figure ->
                  progress.printf(
                      "  %s %s", figure.metric().shown(figure.value()), figure.metric().shownAs()));
          progress.println();
        }
      }
    }
    Report report = new Report(results);
    System.out.println(Machine.describe());
    System.out.println();
    System.out.print(report.markdown());
    if (csv != null) {
      Files.writeString(csv, report.csv());
    }
    return 0;
  }

  /** In a fresh JVM; of several tries the one that others have disturbed least. */
  private List<Figure> measure(Contenders contender, Workloads workload)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + Duration.ofSeconds(patience).toNanos();
    List<Figure> best = List.of();
    double least = Double.MAX_VALUE;
    do {
      Neighbours.awaitQuiet(Duration.ofNanos(until - System.nanoTime()));
      List<Figure> figures = Fork.spawn(contender, workload, quick);
      double others = Figure.valueOf(Figure.Metric.OTHERS, figures);
      if (others < least) {
        least = others;
        best = figures;
      }
    } while (least > Neighbours.TOLERATED && System.nanoTime() < until);
    return best;
  }

  /** Each fork begins with another contender. */
  private List<Contenders> inTurn(int fork) {
    List<Contenders> turned = new ArrayList<>(contenders);
    Collections.rotate(turned, fork);
    return turned;
  }
}
