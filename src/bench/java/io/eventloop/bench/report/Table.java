package io.eventloop.bench.report;

import io.eventloop.bench.contender.Contenders;
import io.eventloop.bench.figure.Metric;
import io.eventloop.bench.figure.Samples;
import io.eventloop.bench.workload.Workloads;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The results for people: a table in Markdown for each workload, a line for each contender. */
public final class Table {
  private final Results results;

  private Table(Results results) {
    this.results = results;
  }

  public static String of(Results results) {
    return new Table(results).text();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    results.workloads().stream()
        .filter(workload -> !results.metrics(workload).isEmpty())
        .forEach(workload -> text.append(table(workload)).append('\n'));
    text.append("Median of the forks (least–most), and × of that of ")
        .append(Contenders.BASELINE)
        .append(".\n");
    Samples others = results.others();
    if (!others.isEmpty()) {
      text.append(
          String.format(
              Locale.ROOT,
              "Meanwhile others took %.0f %% of the machine, %.0f %% at most.\n",
              others.median() * 100,
              others.max() * 100));
    }
    results
        .contenders()
        .forEach(contender -> text.append("- " + contender + ": " + contender.what() + ".\n"));
    results.notes().forEach(note -> text.append("- " + note + ".\n"));
    return text.toString();
  }

  private String table(Workloads workload) {
    List<Metric> metrics = results.metrics(workload);
    StringBuilder table = new StringBuilder("**" + workload + "**: " + workload.what() + "\n\n| |");
    metrics.forEach(metric -> table.append(' ').append(metric.shownAs()).append(" |"));
    table
        .append("\n|---|")
        .append(String.join("", Collections.nCopies(metrics.size(), "--:|")))
        .append('\n');
    for (Contenders contender : results.contenders(workload)) {
      table.append("| ").append(contender).append(" |");
      metrics.forEach(metric -> table.append(cell(workload, contender, metric)).append(" |"));
      table.append('\n');
    }
    return table.toString();
  }

  private String cell(Workloads workload, Contenders contender, Metric metric) {
    Samples values = results.of(workload, contender, metric);
    if (values.isEmpty()) {
      return "";
    }
    String cell =
        " %s (%s–%s)"
            .formatted(
                metric.shown(values.median()),
                metric.shown(values.min()),
                metric.shown(values.max()));
    double ratio = results.ratio(workload, contender, metric);
    return contender == Contenders.BASELINE || !Double.isFinite(ratio)
        ? cell
        : cell + " **" + shown(ratio) + " ×**";
  }

  /** A ratio to a few digits. */
  static String shown(double ratio) {
    return String.format(Locale.ROOT, ratio < 0.095 ? "%.3f" : ratio < 10 ? "%.2f" : "%.1f", ratio);
  }
}
