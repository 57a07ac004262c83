package io.eventloop.bench;

import java.util.List;

/** The workloads by name. */
enum Workloads {
  W1("empty tasks, 256 outstanding"),
  W1B("empty tasks, all submitted in one turn"),
  W2("empty tasks, one outstanding: submit to callback"),
  W4("the same while three workers sleep 50 ms at a time");

  /** A burst of a million is one round; a steady flow may be cut into several. */
  private static final int W1_ROUNDS = 10;

  private final String what;

  Workloads(String what) {
    this.what = what;
  }

  String what() {
    return what;
  }

  Workload make(Scale scale) {
    return switch (this) {
      case W1 -> new RateWorkload(scale.tasks() / W1_ROUNDS, 256);
      case W1B -> new RateWorkload(scale.tasks(), scale.tasks());
      case W2 -> new LatencyWorkload(0);
      case W4 -> new LatencyWorkload(3);
    };
  }

  static List<Workloads> all() {
    return List.of(values());
  }

  @Override
  public String toString() {
    return this == W1B ? "W1b" : name();
  }
}
