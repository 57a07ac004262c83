package io.eventloop.bench;

import com.sun.management.OperatingSystemMXBean;
import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.RuntimeSettings;
import io.eventloop.loop.LoopSettings;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Our side of one measurement beside Node, in a JVM of its own; what {@link LoopCompare} starts.
 */
@Command(name = "loop-fork", description = "The loop at one sort of work in this JVM.")
final class LoopFork implements Callable<Integer> {
  private static final double NANOS = 1e9;

  @Parameters(index = "0", description = "One of ${COMPLETION-CANDIDATES}.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  LoopWork work;

  @Parameters(index = "1", description = "Seconds of warm-up.")
  double warmUp;

  @Parameters(index = "2", description = "Seconds of measurement.")
  double measured;

  @Parameters(index = "3", arity = "0..1", description = "The directory of the files to read.")
  String files = "";

  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final List<Double> overruns = new ArrayList<>();
  private final long began = System.nanoTime();
  private long from;
  private long cpuFrom;
  private long done;

  @Override
  public Integer call() {
    RuntimeSettings settings = RuntimeSettings.load(); // whose alarm would go off, and rightly
    LoopSettings silent = settings.loop().withBlockedLoopWarning(Optional.empty());
    return NodeRuntime.run(settings.withLoop(silent), this::next);
  }

  private void next(EventLoop loop) {
    work.round(loop, files, overruns, operations -> over(loop, operations));
  }

  private void over(EventLoop loop, int operations) {
    long now = System.nanoTime();
    if (from == 0 && now - began >= warmUp * NANOS) {
      from = System.nanoTime();
      cpuFrom = process.getProcessCpuTime();
      overruns.clear();
    } else if (from != 0) {
      done += operations;
      if (now - from >= measured * NANOS) {
        report(now);
        return;
      }
    }
    next(loop);
  }

  private void report(long now) {
    long cpu = process.getProcessCpuTime() - cpuFrom;
    if (work == LoopWork.TIMERS_FIRE) {
      Collections.sort(overruns);
      System.out.println("overrun-p50-ms " + overruns.get(overruns.size() / 2));
      System.out.println("overrun-p99-ms " + overruns.get((int) (overruns.size() * 0.99)));
      System.out.println("overrun-max-ms " + overruns.get(overruns.size() - 1));
    } else {
      System.out.println(work.rate() + " " + done / ((now - from) / NANOS));
    }
    System.out.println("cpu-ns " + (double) cpu / done);
  }
}
