package io.eventloop.bench.report;

import io.eventloop.bench.contender.Contenders;
import io.eventloop.bench.figure.Figure;
import io.eventloop.bench.figure.Histogram;
import io.eventloop.bench.figure.Measured;
import io.eventloop.bench.figure.Metric;
import io.eventloop.bench.figure.Samples;
import io.eventloop.bench.workload.Workloads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured: for each workload, contender and metric one value of each fork. */
public final class Results {
  private record Key(Workloads workload, Contenders contender, Metric metric) {}

  private record Pair(Workloads workload, Contenders contender) {}

  private final List<Workloads> workloads;
  private final List<Contenders> contenders;
  private final List<String> notes = new ArrayList<>();
  private final Map<Key, Samples> values = new LinkedHashMap<>();
  private final Map<Pair, Histogram> latencies = new LinkedHashMap<>();

  public Results(List<Workloads> workloads, List<Contenders> contenders) {
    this.workloads = List.copyOf(workloads);
    this.contenders = List.copyOf(contenders);
  }

  /** Notes what was not measured, and why. */
  public void note(String why) {
    notes.add(why);
  }

  List<String> notes() {
    return notes;
  }

  List<Workloads> workloads() {
    return workloads;
  }

  List<Contenders> contenders() {
    return contenders;
  }

  /** Takes in what a fork has measured. */
  public void add(Workloads workload, Contenders contender, Measured measured) {
    for (Figure figure : measured.figures()) {
      values
          .computeIfAbsent(new Key(workload, contender, figure.metric()), key -> new Samples())
          .add(figure.value());
    }
    latencies
        .computeIfAbsent(new Pair(workload, contender), key -> new Histogram())
        .add(measured.latencies());
  }

  /** The metrics that this workload has yielded, of whatever contender. */
  List<Metric> metrics(Workloads workload) {
    return values.keySet().stream()
        .filter(key -> key.workload() == workload && key.metric() != Metric.OTHERS)
        .map(Key::metric)
        .distinct()
        .toList();
  }

  /** The contenders that have measured something at this workload. */
  List<Contenders> contenders(Workloads workload) {
    return contenders.stream()
        .filter(contender -> latencies.containsKey(new Pair(workload, contender)))
        .toList();
  }

  /** What others took of the machine, in each fork that could tell. */
  Samples others() {
    Samples all = new Samples();
    values.forEach(
        (key, samples) -> {
          if (key.metric() == Metric.OTHERS) {
            samples.forEach(all::add);
          }
        });
    return all;
  }

  /** Empty if this contender has no such figure. */
  Samples of(Workloads workload, Contenders contender, Metric metric) {
    return values.getOrDefault(new Key(workload, contender, metric), new Samples());
  }

  /** Of all forks; empty if this is no workload of latencies. */
  Histogram latencies(Workloads workload, Contenders contender) {
    return latencies.getOrDefault(new Pair(workload, contender), new Histogram());
  }

  /** The median over that of the baseline; not a number if the baseline has no such figure. */
  double ratio(Workloads workload, Contenders contender, Metric metric) {
    return of(workload, contender, metric).median()
        / of(workload, Contenders.BASELINE, metric).median();
  }
}
