package io.eventloop.bench;

import java.util.List;

/** One measured value. */
record Figure(Metric metric, double value) {

  /** For another JVM, which has {@link #parse}. */
  String toLine() {
    return metric + " " + value;
  }

  static Figure parse(String line) {
    int space = line.indexOf(' ');
    return new Figure(
        Metric.valueOf(line.substring(0, space)), Double.parseDouble(line.substring(space + 1)));
  }

  /** The value of this metric among the figures; 0 if it is not there. */
  static double valueOf(Metric metric, List<Figure> figures) {
    return figures.stream()
        .filter(figure -> figure.metric() == metric)
        .mapToDouble(Figure::value)
        .findFirst()
        .orElse(0);
  }

  /** What can be measured. */
  enum Metric {
    TASKS_PER_S("1/s", 1e-6, "M tasks/s"),
    P50_US("us", 1, "p50 µs"),
    P99_US("us", 1, "p99 µs"),
    MAX_US("us", 1e-3, "max ms"),

    /** Not of the contender: what others took of the machine meanwhile. */
    OTHERS("1", 100, "% others");

    private final String unit;
    private final double shownScale;
    private final String shownAs;

    Metric(String unit, double shownScale, String shownAs) {
      this.unit = unit;
      this.shownScale = shownScale;
      this.shownAs = shownAs;
    }

    /** In which the value is measured. */
    String unit() {
      return unit;
    }

    /** With the unit in which {@link #shown} gives it. */
    String shownAs() {
      return shownAs;
    }

    /** The value for people: three digits that count. */
    String shown(double value) {
      double scaled = value * shownScale;
      int digits = scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2;
      return String.format("%." + digits + "f", scaled);
    }
  }
}
