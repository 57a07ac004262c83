package io.eventloop.bench.figure;

import java.util.Locale;

/** What can be measured; in tables by its name in lower case. */
public enum Metric {
  TASKS_PER_S("1/s", 1e-6, "M tasks/s"),
  P50_US("us", 1, "p50 µs"),
  P99_US("us", 1, "p99 µs"),
  MAX_US("us", 1e-3, "max ms"),

  /** The rate over that of plain threads, one for each processor, which hand nothing over. */
  EFFICIENCY("1", 1, "efficiency"),

  /** The most that the heap held during a burst, garbage and all, above what it held before. */
  PEAK_MB("MB", 1, "peak MB"),

  /** What a full collection leaves when a whole burst is queued, above what it left before. */
  LIVE_MB("MB", 1, "live MB"),

  /** How much later than a second after the beginning the last timer runs. */
  OVERRUN_MS("ms", 1, "overrun ms"),

  /** Processor time of the process, for all timers. */
  CPU_S("s", 1, "cpu s"),

  /** For each of a million timers that are all set and then all cancelled. */
  SET_CANCEL_NS("ns", 1, "set and cancel ns"),

  /** The same with a thousand in flight. */
  DEADLINE_NS("ns", 1, "deadline ns"),

  /** The rate of many runtimes over that of one. */
  OF_W1("1", 1, "× own W1"),

  /** The callbacks of the runtime that had the least, over those of the one that had the most. */
  LEAST_SHARE("1", 1, "least / most"),
  TICKS_PER_S("1/s", 1e-6, "M ticks/s"),
  MICROTASKS_PER_S("1/s", 1e-6, "M microtasks/s"),
  PROMISES_PER_S("1/s", 1e-6, "M promises/s"),

  /** Of an idle process, in each second. */
  IDLE_CPU("ms/s", 1, "idle cpu ms/s"),
  START_MS("ms", 1, "start ms"),

  /** The same with an archive of class data. */
  START_CDS_MS("ms", 1, "start with archive ms"),

  /** The start of an actor system with nothing in it, measured in turn with the contender's. */
  SYSTEM_START_MS("ms", 1, "empty system ms"),
  START_OF_SYSTEM("1", 1, "start × empty system"),
  START_CDS_OF_SYSTEM("1", 1, "with archive × empty system"),

  /** From the last callback until the process is gone. */
  EXIT_MS("ms", 1, "exit ms"),
  TASK_BYTES("B", 1, "queued task B"),
  TIMER_BYTES("B", 1, "pending timer B"),
  PROMISE_BYTES("B", 1, "pending promise B"),
  RUNTIME_BYTES("B", 1, "idle runtime B"),
  ALLOCATED_BYTES("B", 1, "allocated B"),

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
  public String unit() {
    return unit;
  }

  /** With the unit in which {@link #shown} gives it. */
  public String shownAs() {
    return shownAs;
  }

  /** The value for people: three digits that count. */
  public String shown(double value) {
    double scaled = value * shownScale;
    int digits = scaled >= 100 ? 0 : scaled >= 10 ? 1 : scaled >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + digits + "f", scaled);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
