package io.eventloop.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured: for each workload, contender and metric one value of each fork, in order. */
final class Results {
  private record Key(Workloads workload, Contenders contender, Figure.Metric metric) {}

  private final List<Workloads> workloads;
  private final List<Contenders> contenders;
  private final Map<Key, Samples> values = new LinkedHashMap<>();

  Results(List<Workloads> workloads, List<Contenders> contenders) {
    this.workloads = List.copyOf(workloads);
    this.contenders = List.copyOf(contenders);
  }

  List<Workloads> workloads() {
    return workloads;
  }

  List<Contenders> contenders() {
    return contenders;
  }

  void add(Workloads workload, Contenders contender, List<Figure> figures) {
    for (Figure figure : figures) {
      values
          .computeIfAbsent(new Key(workload, contender, figure.metric()), key -> new Samples())
          .add(figure.value());
    }
  }

  /** The metrics that this workload has yielded. */
  List<Figure.Metric> metrics(Workloads workload) {
    return values.keySet().stream()
        .filter(key -> key.workload() == workload)
        .map(Key::metric)
        .distinct()
        .toList();
  }

  /** Of all workloads and contenders. */
  Samples all(Figure.Metric metric) {
    Samples all = new Samples();
    values.forEach(
        (key, samples) -> {
          if (key.metric() == metric) {
            samples.forEach(all::add);
          }
        });
    return all;
  }

  /** Empty if this contender has no such figure. */
  Samples of(Workloads workload, Contenders contender, Figure.Metric metric) {
    return values.getOrDefault(new Key(workload, contender, metric), new Samples());
  }

  /**
   * Against the baseline: the median of the ratios of each fork, whose JVMs ran right after each
   * other. Not a number if the baseline was not measured.
   */
  double ratio(Workloads workload, Contenders contender, Figure.Metric metric) {
    Samples own = of(workload, contender, metric);
    Samples base = of(workload, Contenders.BASELINE, metric);
    Samples ratios = new Samples();
    for (int fork = 0; fork < Math.min(own.size(), base.size()); fork++) {
      ratios.add(own.get(fork) / base.get(fork));
    }
    return ratios.median();
  }
}
