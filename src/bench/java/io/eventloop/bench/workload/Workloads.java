package io.eventloop.bench.workload;

import static io.eventloop.bench.contender.Contenders.EVENTLOOP;
import static io.eventloop.bench.contender.Contenders.JDK;
import static io.eventloop.bench.contender.Contenders.NODE;
import static io.eventloop.bench.contender.Contenders.PEKKO;
import static io.eventloop.bench.contender.Contenders.VERTX;
import static io.eventloop.bench.contender.Contenders.VIRTUAL;

import io.eventloop.bench.contender.Contenders;
import io.eventloop.bench.figure.Measured;
import io.eventloop.bench.figure.Metric;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The workloads by name. */
public enum Workloads {
  W1("empty tasks, 256 outstanding"),
  W1B("a burst of a million empty tasks, submitted in one turn"),
  W1B_OUTSIDE("the same burst, submitted by a thread from outside"),
  W2("empty tasks, one outstanding: submit to callback"),
  W3("tasks of 20 µs of work, 64 outstanding"),
  W4("empty tasks, one outstanding, while three workers sleep 50 ms at unforeseen moments"),
  W5(
      "a million timers of 1 to 1000 ms; a million set and cancelled, all at once or a thousand in flight"),
  W6("a thousand runtimes on one shared pool, each with 256 empty tasks outstanding"),
  W7("chains of ticks, of microtasks, and of a hundred promises"),
  W8("at rest; start to first callback; last callback to process gone"),
  W9("heap bytes of a queued task, a pending timer, a pending promise, an idle runtime"),
  W10("bytes allocated for each task of W1, over all threads"),
  W11("a callback of 20 ms right after four submits: until the last task has begun");

  /** Those with timers and a loop that code can be queued on. */
  private static final Set<Contenders> OWN_LOOPS = EnumSet.of(EVENTLOOP, JDK, VERTX);

  private final String what;

  Workloads(String what) {
    this.what = what;
  }

  public String what() {
    return what;
  }

  /** Whether this contender can do it. */
  public boolean suits(Contenders contender) {
    return switch (this) {
      case W1, W1B, W2 -> true;
      case W1B_OUTSIDE, W3, W4, W10, W11 -> contender != NODE;
      case W5, W7 -> OWN_LOOPS.contains(contender) || contender == NODE;
      case W6 -> contender == EVENTLOOP;
      case W8 -> OWN_LOOPS.contains(contender) || contender == PEKKO || contender == NODE;
      case W9 -> contender != NODE && contender != VIRTUAL;
    };
  }

  /** What its forks are run with besides. */
  public List<String> jvmFlags() {
    return switch (this) {
      case W1B, W1B_OUTSIDE -> List.of("-Xmn1g");
      default -> List.of();
    };
  }

  /** Has the contender do it in this JVM, and measures. */
  public Measured measure(Contenders contender, Scale scale) throws Exception {
    Measured measured = make().measure(contender.start(), scale);
    if (this == W9 && contender == EVENTLOOP) {
      measured.add(Metric.RUNTIME_BYTES, FootprintWorkload.bytesPerRuntime());
    }
    return measured;
  }

  private Workload make() {
    return switch (this) {
      case W1 -> new FlowWorkload();
      case W1B -> new BurstWorkload(false);
      case W1B_OUTSIDE -> new BurstWorkload(true);
      case W2 -> new LatencyWorkload(0);
      case W3 -> new BusyWorkload();
      case W4 -> new LatencyWorkload(3);
      case W5 -> new TimersWorkload();
      case W6 -> new ManyRuntimes();
      case W7 -> new ChainsWorkload();
      case W8 -> new IdleWorkload();
      case W9 -> new FootprintWorkload();
      case W10 -> new AllocationWorkload();
      case W11 -> new LongCallbackWorkload();
    };
  }

  public static List<Workloads> all() {
    return List.of(values());
  }

  @Override
  public String toString() {
    return this == W1B || this == W1B_OUTSIDE
        ? "W1b" + name().substring("W1B".length()).toLowerCase(Locale.ROOT).replace('_', '-')
        : name();
  }
}
