package io.eventloop.bench;

import java.util.Locale;

/** The results as a table for people and as one for programs. */
final class Report {
  private final Results results;

  Report(Results results) {
    this.results = results;
  }

  /** One line for each workload and metric, one column for each contender. */
  String markdown() {
    StringBuilder table = new StringBuilder("| |");
    results.contenders().forEach(contender -> table.append(' ').append(contender).append(" |"));
    table.append("\n|---|").append("---|".repeat(results.contenders().size())).append('\n');
    for (Workloads workload : results.workloads()) {
      for (Figure.Metric metric : results.metrics(workload)) {
        if (metric == Figure.Metric.OTHERS) {
          continue; // in a line of its own
        }
        table.append("| ").append(workload).append(' ').append(metric.shownAs()).append(" |");
        for (Contenders contender : results.contenders()) {
          table.append(' ').append(cell(workload, contender, metric)).append(" |");
        }
        table.append('\n');
      }
    }
    table.append("\nMedian of the forks (least–most), and × of ").append(Contenders.BASELINE);
    table.append(": the median of the forks' own ratios.\n");
    Samples others = results.all(Figure.Metric.OTHERS);
    table.append(
        String.format(
            Locale.ROOT,
            "Meanwhile others took %.0f %% of the machine, %.0f %% at most.%n",
            others.median() * 100,
            others.max() * 100));
    results
        .workloads()
        .forEach(workload -> table.append(workload + ": " + workload.what() + ".\n"));
    return table.toString();
  }

  private String cell(Workloads workload, Contenders contender, Figure.Metric metric) {
    Samples values = results.of(workload, contender, metric);
    if (values.isEmpty()) {
      return "";
    }
    String cell =
        "%s (%s–%s)"
            .formatted(
                metric.shown(values.median()),
                metric.shown(values.min()),
                metric.shown(values.max()));
    double ratio = results.ratio(workload, contender, metric);
    return contender == Contenders.BASELINE || Double.isNaN(ratio)
        ? cell
        : cell + String.format(Locale.ROOT, " **%s ×**", digits(ratio));
  }

  private static String digits(double ratio) {
    return String.format(Locale.ROOT, ratio < 0.095 ? "%.3f" : ratio < 10 ? "%.2f" : "%.1f", ratio);
  }

  /** One line for each workload, contender and metric. */
  String csv() {
    StringBuilder lines =
        new StringBuilder("workload,contender,metric,unit,median,min,max,ratio_to_jdk\n");
    for (Workloads workload : results.workloads()) {
      for (Contenders contender : results.contenders()) {
        for (Figure.Metric metric : results.metrics(workload)) {
          Samples values = results.of(workload, contender, metric);
          if (!values.isEmpty()) {
            lines.append(
                String.format(
                    Locale.ROOT,
                    "%s,%s,%s,%s,%.3f,%.3f,%.3f,%.4f%n",
                    workload,
                    contender,
                    metric.name().toLowerCase(Locale.ROOT),
                    metric.unit(),
                    values.median(),
                    values.min(),
                    values.max(),
                    results.ratio(workload, contender, metric)));
          }
        }
      }
    }
    return lines.toString();
  }
}
