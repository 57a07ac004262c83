package io.eventloop.bench.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one fork has measured, and how it tells the process that started it: a line for each figure,
 * and one for the latencies if it has any. Node's forks print the same.
 */
public final class Measured {
  private static final String FIGURE = "@figure ";
  private static final String LATENCIES = "@latencies";

  private final List<Figure> figures = new ArrayList<>();
  private final Histogram latencies = new Histogram();

  public void add(Metric metric, double value) {
    figures.add(new Figure(metric, value));
  }

  public void add(Measured other) {
    figures.addAll(other.figures);
    latencies.add(other.latencies);
  }

  /** Keeps the whole histogram, for the curve. */
  public void addLatencies(Histogram nanos) {
    latencies.add(nanos);
  }

  public List<Figure> figures() {
    return List.copyOf(figures);
  }

  /** In nanoseconds; empty unless the workload is one of latencies. */
  public Histogram latencies() {
    return latencies;
  }

  /** The value of this metric; 0 if it is not there. */
  public double valueOf(Metric metric) {
    return figures.stream()
        .filter(figure -> figure.metric() == metric)
        .mapToDouble(Figure::value)
        .findFirst()
        .orElse(0);
  }

  /** For {@link #parse} in another JVM. */
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    figures.forEach(figure -> lines.add(FIGURE + figure.metric() + " " + figure.value()));
    if (latencies.count() > 0) {
      StringBuilder line = new StringBuilder(LATENCIES);
      latencies.forEach((nanos, count) -> line.append(' ').append(nanos).append(':').append(count));
      lines.add(line.toString());
    }
    return lines;
  }

  /** Takes in a line that a fork has printed; one that is not of ours is ignored. */
  public void parse(String line) {
    if (line.startsWith(FIGURE)) {
      String[] parts = line.substring(FIGURE.length()).split(" ", 2);
      add(Metric.valueOf(parts[0].toUpperCase(Locale.ROOT)), Double.parseDouble(parts[1]));
    } else if (line.startsWith(LATENCIES)) {
      for (String pair : line.substring(LATENCIES.length()).strip().split(" ", -1)) {
        String[] parts = pair.split(":", 2);
        latencies.record(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
      }
    }
  }
}
