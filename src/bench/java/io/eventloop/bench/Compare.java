package io.eventloop.bench;

import io.eventloop.bench.contender.Contenders;
import io.eventloop.bench.figure.Figure;
import io.eventloop.bench.figure.Measured;
import io.eventloop.bench.figure.Metric;
import io.eventloop.bench.report.Csv;
import io.eventloop.bench.report.HtmlPage;
import io.eventloop.bench.report.Results;
import io.eventloop.bench.report.Table;
import io.eventloop.bench.workload.Workloads;
import java.io.IOException;
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
    description = "Compares this library to plain thread pools and other loops.")
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
      converter = NamedConverter.OfWorkloads.class,
      paramLabel = "NAME",
      description = "Of ${COMPLETION-CANDIDATES}; all if not given.")
  List<Workloads> workloads = Workloads.all();

  @Option(
      names = "--contenders",
      split = ",",
      converter = NamedConverter.OfContenders.class,
      paramLabel = "NAME",
      description = "Of ${COMPLETION-CANDIDATES}; all but naive if not given.")
  List<Contenders> contenders = Contenders.usual();

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

  @Option(names = "--html", paramLabel = "FILE", description = "Write a page with charts there.")
  @Nullable Path html;

  private int failures;

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.err.println(Machine.describe());
    System.err.println("Each JVM with " + String.join(" ", Jvm.flags()));
    Results results = new Results(workloads, contenders);
    measureAll(present(results), results);
    System.out.println(Machine.describe());
    System.out.println();
    System.out.print(Table.of(results));
    if (csv != null) {
      Files.writeString(csv, Csv.of(results));
    }
    if (html != null) {
      Files.writeString(html, HtmlPage.of(results, Machine.describe()));
    }
    return failures == 0 ? 0 : 1;
  }

  private List<Contenders> present(Results results) throws InterruptedException {
    List<Contenders> present = new ArrayList<>(contenders);
    if (present.contains(Contenders.NODE) && !NodeFork.isPresent()) {
      present.remove(Contenders.NODE);
      note(results, "node is left out: there is none on the path");
    }
    for (Contenders contender : contenders) {
      if (!contender.isKnownToThisJvm()) {
        present.remove(contender);
        note(results, contender + " is left out: it wants JDK 21 or later");
      }
    }
    return present;
  }

  private static void note(Results results, String why) {
    results.note(why);
    System.err.println(why);
  }

  private void measureAll(List<Contenders> present, Results results) throws InterruptedException {
    int rounds = forks != null ? forks : quick ? 1 : 5;
    int all = 0;
    for (Workloads workload : workloads) {
      for (Contenders contender : present) {
        if (workload.suits(contender)) {
          all += rounds;
        } else {
          note(results, contender + " is left out of " + workload + ", of which it has no equal");
        }
      }
    }
    int done = 0;
    for (int fork = 0; fork < rounds; fork++) {
      for (Workloads workload : workloads) {
        for (Contenders contender : inTurn(present, fork)) {
          if (workload.suits(contender)) {
            Measured measured = measureOrNote(contender, workload, results);
            results.add(workload, contender, measured);
            System.err.printf(
                "[%d/%d] fork %d  %-11s %-17s", ++done, all, fork + 1, workload, contender);
            measured.figures().forEach(Compare::show);
            System.err.println();
          }
        }
      }
    }
  }

  private static void show(Figure figure) {
    Metric metric = figure.metric();
    System.err.print("  " + metric.shown(figure.value()) + " " + metric.shownAs());
  }

  /** A fork that fails is told of, and does not cost what the others have measured. */
  private Measured measureOrNote(Contenders contender, Workloads workload, Results results)
      throws InterruptedException {
    try {
      return measure(contender, workload);
    } catch (IOException failed) {
      failures++;
      note(results, contender + " failed at " + workload + ": " + failed.getMessage());
      return new Measured();
    }
  }

  /** In a fresh process; of several tries the one that others have disturbed least. */
  private Measured measure(Contenders contender, Workloads workload)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + Duration.ofSeconds(patience).toNanos();
    Measured best = new Measured();
    double least = Double.MAX_VALUE;
    do {
      Neighbours.awaitQuiet(Duration.ofNanos(until - System.nanoTime()));
      Measured measured = spawn(contender, workload);
      double others = measured.valueOf(Metric.OTHERS);
      if (others < least) {
        least = others;
        best = measured;
      }
    } while (least > Neighbours.TOLERATED && System.nanoTime() < until);
    return best;
  }

  private Measured spawn(Contenders contender, Workloads workload)
      throws IOException, InterruptedException {
    if (workload == Workloads.W8) {
      return StartAndEnd.measure(contender, quick);
    }
    return contender == Contenders.NODE
        ? NodeFork.spawn(workload, quick)
        : Fork.spawn(contender, workload, quick);
  }

  /** Each fork begins with another contender. */
  private static List<Contenders> inTurn(List<Contenders> present, int fork) {
    List<Contenders> turned = new ArrayList<>(present);
    Collections.rotate(turned, fork);
    return turned;
  }
}
