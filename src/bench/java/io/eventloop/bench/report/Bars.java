package io.eventloop.bench.report;

import io.eventloop.bench.contender.Contenders;
import io.eventloop.bench.figure.Metric;
import io.eventloop.bench.figure.Samples;
import io.eventloop.bench.workload.Workloads;
import java.util.List;
import java.util.Locale;

/** One metric of one workload: a bar for each contender. */
final class Bars {
  private static final int LABELS = 140;
  private static final int BARS = 460;
  private static final int FIGURES = 230;
  private static final int ROW = 22;
  private static final int BAR = 14;

  private Bars() {}

  static String svg(Results results, Workloads workload, Metric metric) {
    List<Contenders> contenders =
        results.contenders(workload).stream()
            .filter(contender -> !results.of(workload, contender, metric).isEmpty())
            .toList();
    double most =
        contenders.stream()
            .mapToDouble(contender -> results.of(workload, contender, metric).max())
            .max()
            .orElse(1);
    double scale = BARS / (most > 0 ? most : 1);
    int height = contenders.size() * ROW;
    StringBuilder svg = new StringBuilder(open(LABELS + BARS + FIGURES, height));
    int y = 0;
    for (Contenders contender : contenders) {
      Samples values = results.of(workload, contender, metric);
      bar(svg, y, contender, values, scale);
      double ratio = results.ratio(workload, contender, metric);
      String figure =
          metric.shown(values.median())
              + (Double.isFinite(ratio) ? " (" + Table.shown(ratio) + " ×)" : "");
      text(svg, LABELS + BARS + 10, y + BAR - 1, "start", figure);
      y += ROW;
    }
    Samples base = results.of(workload, Contenders.BASELINE, metric);
    if (!base.isEmpty()) {
      double x = LABELS + Math.max(0, base.median()) * scale;
      line(svg, "base", x, 0, x, height);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void bar(
      StringBuilder svg, int y, Contenders contender, Samples values, double scale) {
    text(svg, LABELS - 8, y + BAR - 1, "end", contender.toString());
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>\n",
            LABELS,
            y + 1,
            Math.max(1, values.median() * scale),
            BAR,
            Colours.of(contender)));
    double middle = y + 1 + BAR / 2.0;
    line(
        svg,
        "spread",
        LABELS + Math.max(0, values.min()) * scale,
        middle,
        LABELS + Math.max(0, values.max()) * scale,
        middle);
  }

  /** The beginning of a drawing of this size. */
  static String open(int width, int height) {
    return String.format(
        Locale.ROOT,
        "<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">\n",
        width,
        height,
        width,
        height);
  }

  static void line(StringBuilder svg, String kind, double x1, double y1, double x2, double y2) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
            kind,
            x1,
            y1,
            x2,
            y2));
  }

  static void text(StringBuilder svg, double x, double y, String anchor, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"label\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
            x,
            y,
            anchor,
            text));
  }
}
