package io.eventloop.bench.workload;

import com.sun.management.OperatingSystemMXBean;
import io.eventloop.bench.contender.Contender;
import io.eventloop.bench.contender.Timers;
import io.eventloop.bench.figure.Measured;
import io.eventloop.bench.figure.Metric;
import io.eventloop.bench.figure.Samples;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A million timers of 1 to 1000 ms, set at once: how much later than a second after the beginning
 * the last one runs, to set them included. A million that are set and then cancelled. And a million
 * of which a thousand are in flight at a time, as the deadlines of requests are.
 */
final class TimersWorkload implements Workload {
  private static final int TIMERS = 1_000_000;
  private static final int LONGEST_MILLIS = 1_000;
  private static final int IN_FLIGHT = 1_000;
  private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final Samples overruns = new Samples();
  private final Samples cpu = new Samples();
  private final Samples cancels = new Samples();
  private final Samples deadlines = new Samples();

  @Override
  public Measured measure(Contender contender, Scale scale) throws Exception {
    Timers timers = contender.timers().orElseThrow();
    for (int i = 0; i < scale.longRounds(); i++) {
      round(timers);
    }
    overruns.clear();
    cpu.clear();
    cancels.clear();
    deadlines.clear();
    for (int i = 0; i < scale.longRounds(); i++) {
      round(timers);
    }
    Measured measured = new Measured();
    measured.add(Metric.OVERRUN_MS, overruns.median());
    measured.add(Metric.CPU_S, cpu.median());
    measured.add(Metric.SET_CANCEL_NS, cancels.median());
    measured.add(Metric.DEADLINE_NS, deadlines.median());
    return measured;
  }

  private void round(Timers timers) throws Exception {
    long cpuBefore = process.getProcessCpuTime();
    double nanos = await(timers, over -> fire(timers, over));
    overruns.add(nanos / NANOS_PER_MILLI - LONGEST_MILLIS);
    cpu.add((process.getProcessCpuTime() - cpuBefore) / NANOS_PER_SECOND);
    cancels.add(await(timers, over -> over.complete(setAndCancel(timers, TIMERS, TIMERS))));
    deadlines.add(await(timers, over -> over.complete(setAndCancel(timers, TIMERS, IN_FLIGHT))));
  }

  static double await(Timers timers, Consumer<CompletableFuture<Double>> code) throws Exception {
    CompletableFuture<Double> over = new CompletableFuture<>();
    timers.execute(() -> code.accept(over));
    return over.get(1, TimeUnit.MINUTES);
  }

  private static void fire(Timers timers, CompletableFuture<Double> over) {
    int[] left = {TIMERS};
    long began = System.nanoTime();
    Runnable callback =
        () -> {
          if (--left[0] == 0) {
            over.complete((double) (System.nanoTime() - began));
          }
        };
    for (int i = 0; i < TIMERS; i++) {
      timers.set(callback, millis(i));
    }
  }

  /** Nanoseconds for each, the oldest cancelled when so many are set. */
  static double setAndCancel(Timers timers, int count, int most) {
    Object[] inFlight = new Object[most];
    Runnable callback = () -> {};
    long began = System.nanoTime();
    for (int i = 0; i < count; i++) {
      int place = i % most;
      if (i >= most) {
        timers.cancel(inFlight[place]);
      }
      inFlight[place] = timers.set(callback, LONGEST_MILLIS + millis(i));
    }
    for (Object timer : inFlight) {
      timers.cancel(timer);
    }
    return (double) (System.nanoTime() - began) / count;
  }

  /** All durations evenly, in no order. */
  private static long millis(int i) {
    return 1 + i * 7_919L % LONGEST_MILLIS;
  }
}
