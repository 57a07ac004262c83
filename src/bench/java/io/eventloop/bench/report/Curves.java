package io.eventloop.bench.report;

import io.eventloop.bench.contender.Contenders;
import io.eventloop.bench.figure.Histogram;
import io.eventloop.bench.workload.Workloads;
import java.util.List;
import java.util.Locale;

/**
 * The latencies of one workload by percentile, a curve for each contender, of all forks together.
 * Both axes are logarithmic: each step to the right is a tenth of what was left.
 */
final class Curves {
  private static final int LEFT = 70;
  private static final int WIDTH = 560;
  private static final int TOP = 12;
  private static final int HEIGHT = 280;
  private static final int LEGEND = 190;
  private static final int BOTTOM = 30;
  private static final int LEGEND_ROW = 18;

  /** To 99.9999 %, in steps of a tenth of a nine. */
  private static final int NINES = 6;

  private static final int STEPS_PER_NINE = 20;
  private static final double NANOS_PER_MICRO = 1e3;

  private final Results results;
  private final Workloads workload;
  private final List<Contenders> contenders;
  private final int lowest;
  private final int highest;
  private final StringBuilder svg =
      new StringBuilder(Bars.open(LEFT + WIDTH + LEGEND, TOP + HEIGHT + BOTTOM));

  private Curves(Results results, Workloads workload, List<Contenders> contenders) {
    this.results = results;
    this.workload = workload;
    this.contenders = contenders;
    this.lowest = (int) Math.floor(log(least()));
    this.highest = Math.max(lowest + 1, (int) Math.ceil(log(most())));
  }

  /** Empty if this workload has no latencies. */
  static String svg(Results results, Workloads workload) {
    List<Contenders> contenders =
        results.contenders(workload).stream()
            .filter(contender -> results.latencies(workload, contender).count() > 0)
            .toList();
    return contenders.isEmpty() ? "" : new Curves(results, workload, contenders).draw();
  }

  private String draw() {
    for (int power = lowest; power <= highest; power++) {
      double y = y(Math.pow(10, power));
      Bars.line(svg, "rule", LEFT, y, LEFT + WIDTH, y);
      Bars.text(svg, LEFT - 8, y + 4, "end", power < 3 ? shown(power) + " µs" : millis(power));
    }
    for (int nines = 0; nines <= NINES; nines++) {
      double x = LEFT + (double) WIDTH * nines / NINES;
      Bars.line(svg, "rule", x, TOP, x, TOP + HEIGHT);
      Bars.text(svg, x, TOP + HEIGHT + 18, "middle", percentile(nines));
    }
    int row = 0;
    for (Contenders contender : contenders) {
      curve(contender);
      double y = TOP + 8 + row++ * LEGEND_ROW;
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%d\" y=\"%.1f\" width=\"14\" height=\"4\" fill=\"%s\"/>\n",
              LEFT + WIDTH + 16,
              y,
              Colours.of(contender)));
      Bars.text(svg, LEFT + WIDTH + 36, y + 6, "start", contender.toString());
    }
    return "<h3>latency by percentile</h3>\n" + svg.append("</svg>\n");
  }

  /** As far as there is more than one value to the right of it. */
  private void curve(Contenders contender) {
    Histogram nanos = results.latencies(workload, contender);
    StringBuilder points = new StringBuilder();
    int steps = NINES * STEPS_PER_NINE;
    for (int step = 0; step <= steps; step++) {
      double left = Math.pow(10, -(double) step / STEPS_PER_NINE);
      boolean last = left * nanos.count() < 1;
      double micros = nanos.quantile(last ? 1 : 1 - left) / NANOS_PER_MICRO;
      points.append(
          String.format(
              Locale.ROOT, "%.1f,%.1f ", LEFT + (double) WIDTH * step / steps, y(micros)));
      if (last) {
        break;
      }
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<polyline points=\"%s\" fill=\"none\" stroke-width=\"2\" stroke=\"%s\"/>\n",
            points.toString().strip(),
            Colours.of(contender)));
  }

  private double y(double micros) {
    double part = (log(micros) - lowest) / (highest - lowest);
    return TOP + HEIGHT * (1 - Math.min(1, Math.max(0, part)));
  }

  private double least() {
    return contenders.stream()
            .mapToLong(contender -> results.latencies(workload, contender).quantile(0))
            .min()
            .orElse(1)
        / NANOS_PER_MICRO;
  }

  private double most() {
    return contenders.stream()
            .mapToLong(contender -> results.latencies(workload, contender).max())
            .max()
            .orElse(1)
        / NANOS_PER_MICRO;
  }

  private static double log(double micros) {
    return Math.log10(Math.max(1e-3, micros));
  }

  private static String shown(int power) {
    return power < 0
        ? String.format(Locale.ROOT, "%." + -power + "f", Math.pow(10, power))
        : String.format(Locale.ROOT, "%.0f", Math.pow(10, power));
  }

  private static String millis(int power) {
    return shown(power - 3) + " ms";
  }

  private static String percentile(int nines) {
    return nines == 0
        ? "0 %"
        : String.format(
            Locale.ROOT, "%." + Math.max(0, nines - 2) + "f %%", 100 - 100 * Math.pow(10, -nines));
  }
}
