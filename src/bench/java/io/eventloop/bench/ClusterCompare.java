package io.eventloop.bench;

import io.eventloop.bench.cluster.Side;
import io.eventloop.bench.cluster.Work;
import io.eventloop.bench.figure.Measured;
import io.eventloop.bench.figure.Metric;
import io.eventloop.bench.figure.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tasks across a cluster beside a plain Pekko router, over one, two and three worker nodes. */
@Command(
    name = "cluster",
    description = "Compares tasks across a cluster to a Pekko group router with ask.")
final class ClusterCompare implements Callable<Integer> {
  private static final List<Integer> NODES = List.of(1, 2, 3);
  private static final double LEAST_OF_ROUTER_ASLEEP = 1;
  private static final double LEAST_OF_ROUTER_EMPTY = 0.4;
  private static final double LEAST_OF_LINEAR = 0.9;

  @Option(
      names = "--work",
      split = ",",
      paramLabel = "NAME",
      description = "Of ${COMPLETION-CANDIDATES}; all if not given.")
  List<Work> works = List.of(Work.values());

  @Option(
      names = "--forks",
      paramLabel = "N",
      description = "JVMs for each side, work and number of nodes: 5, or 1 with --quick.")
  @Nullable Integer forks;

  @Option(names = "--quick", description = "One fork, less warm-up, less time: an impression.")
  boolean quick;

  private record Case(Side side, Work work, int nodes, Metric metric) {}

  private final Map<Case, Samples> figures = new LinkedHashMap<>();
  private boolean good = true;

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.err.println(Machine.describe());
    int rounds = forks != null ? forks : quick ? 1 : 5;
    for (int fork = 0; fork < rounds; fork++) {
      for (Work work : works) {
        for (int nodes : NODES) {
          for (Side side : inTurn(fork)) {
            measure(side, work, nodes);
          }
        }
      }
    }
    System.out.println(Machine.describe());
    System.out.println();
    works.forEach(this::table);
    works.forEach(this::bars);
    return good ? 0 : 1;
  }

  /** Each fork begins with the other side. */
  private static List<Side> inTurn(int fork) {
    List<Side> turned = new ArrayList<>(List.of(Side.values()));
    Collections.rotate(turned, fork);
    return turned;
  }

  private void measure(Side side, Work work, int nodes) throws IOException, InterruptedException {
    Measured measured = ClusterFork.spawn(side, work, nodes, quick);
    StringBuilder line = new StringBuilder("%-9s  %s, %d nodes".formatted(side, work, nodes));
    for (Metric metric : List.of(Metric.TASKS_PER_S, Metric.P50_US, Metric.P99_US)) {
      double value = measured.valueOf(metric);
      figures.computeIfAbsent(new Case(side, work, nodes, metric), key -> new Samples()).add(value);
      line.append(String.format(Locale.ROOT, "  %s %.0f", metric, value));
    }
    System.err.println(line);
  }

  private Samples of(Side side, Work work, int nodes, Metric metric) {
    return figures.computeIfAbsent(new Case(side, work, nodes, metric), key -> new Samples());
  }

  private double rate(Side side, Work work, int nodes) {
    return of(side, work, nodes, Metric.TASKS_PER_S).median();
  }

  private double growth(Side side, Work work, int nodes) {
    return rate(side, work, nodes) / rate(side, work, NODES.get(0));
  }

  private double ofRouter(Work work, int nodes) {
    return rate(Side.EVENTLOOP, work, nodes) / rate(Side.ROUTER, work, nodes);
  }

  private void table(Work work) {
    System.out.printf(
        "**%s**: %s, %d outstanding for each node%n%n",
        work, work.what(), work.outstandingPerNode());
    System.out.println("| nodes | | tasks/s | × of router | × of one node | p50 ms | p99 ms |");
    System.out.println("|--:|---|--:|--:|--:|--:|--:|");
    for (int nodes : NODES) {
      for (Side side : Side.values()) {
        System.out.printf(
            Locale.ROOT,
            "| %d | %s | %s | %s | %.2f | %s | %s |%n",
            nodes,
            side,
            shown(of(side, work, nodes, Metric.TASKS_PER_S), 1, "%.0f"),
            side == Side.ROUTER ? "" : "**%.2f**".formatted(ofRouter(work, nodes)),
            growth(side, work, nodes),
            shown(of(side, work, nodes, Metric.P50_US), 1e-3, "%.2f"),
            shown(of(side, work, nodes, Metric.P99_US), 1e-3, "%.2f"));
      }
    }
    System.out.println();
  }

  private static String shown(Samples samples, double scale, String format) {
    return String.format(
        Locale.ROOT,
        format + " (" + format + "–" + format + ")",
        samples.median() * scale,
        samples.min() * scale,
        samples.max() * scale);
  }

  private void bars(Work work) {
    double least = work == Work.SLEEP ? LEAST_OF_ROUTER_ASLEEP : LEAST_OF_ROUTER_EMPTY;
    for (int nodes : NODES) {
      bar(
          "%s, %d nodes: of the router's rate".formatted(work, nodes),
          ofRouter(work, nodes),
          least);
    }
    if (work == Work.SLEEP) {
      for (int nodes : NODES.subList(1, NODES.size())) {
        bar(
            "%s, %d nodes: of linear growth".formatted(work, nodes),
            growth(Side.EVENTLOOP, work, nodes) / nodes,
            LEAST_OF_LINEAR);
      }
    }
  }

  private void bar(String what, double value, double least) {
    boolean met = Math.round(value * 100) >= Math.round(least * 100); // as it is shown
    good &= met;
    System.out.printf(
        Locale.ROOT, "%s %s %.2f, at least %.2f%n", Idle.verdict(met), what, value, least);
  }
}
