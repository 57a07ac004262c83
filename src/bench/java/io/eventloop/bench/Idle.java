package io.eventloop.bench;

import io.eventloop.bench.figure.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Whether an idle runtime is silent: an actor system with nothing in it, and one with a runtime and
 * a shared pool that were used once, each in a JVM of its own, in turn.
 */
@Command(
    name = "idle",
    description = "Shows that an idle runtime wakes no thread and takes no processor time.")
final class Idle implements Callable<Integer> {
  /** Differences below it are not told from noise: 2 per mille of one processor. */
  private static final double LEAST_NOISE = 0.002;

  @Option(names = "--seconds", paramLabel = "N", description = "How long to idle: 10.")
  int seconds = 10;

  @Option(names = "--passes", paramLabel = "N", description = "How often: 3.")
  int passes = 3;

  private final Samples empty = new Samples();
  private final Samples used = new Samples();
  private int ours;
  private long wakeUps;

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.out.println(Machine.describe());
    for (int pass = 1; pass <= passes; pass++) {
      System.out.printf("pass %d: an actor system with nothing in it%n", pass);
      empty.add(print(probe("empty")));
      System.out.printf("pass %d: with a runtime and a shared pool, used once%n", pass);
      List<ThreadUse> threads = probe("runtime");
      used.add(print(threads));
      List<ThreadUse> own = threads.stream().filter(ThreadUse::isOurs).toList();
      own.forEach(thread -> System.out.println("    " + thread));
      ours = own.size();
      wakeUps += own.stream().mapToLong(thread -> thread.voluntary() + thread.forced()).sum();
    }
    boolean silent = silent();
    boolean cheap = cheap();
    return silent && cheap ? 0 : 1;
  }

  private List<ThreadUse> probe(String what) throws IOException, InterruptedException {
    List<ThreadUse> threads = new ArrayList<>();
    Jvm.run(
        Duration.ofSeconds(seconds + 60L),
        line -> ThreadUse.parse(line).ifPresent(threads::add),
        "idle-probe",
        what,
        "--seconds",
        Integer.toString(seconds));
    return threads;
  }

  /** Gives the milliseconds of processor time. */
  private static double print(List<ThreadUse> threads) {
    double cpu = threads.stream().mapToDouble(ThreadUse::cpuMillis).sum();
    System.out.printf(
        Locale.ROOT,
        "  %d threads, %d voluntary context switches, %.1f ms of processor time%n",
        threads.size(),
        threads.stream().mapToLong(ThreadUse::voluntary).sum(),
        cpu);
    return cpu;
  }

  private boolean silent() {
    boolean silent = ours > 0 && wakeUps == 0;
    System.out.printf(
        "%s threads: %d of ours, %d context switches in %d passes of %d s%n",
        verdict(silent), ours, wakeUps, passes, seconds);
    return silent;
  }

  private boolean cheap() {
    double spread = Math.max(empty.max() - empty.min(), used.max() - used.min());
    double noise = Math.max(spread, LEAST_NOISE * seconds * 1000);
    double more = used.median() - empty.median();
    boolean cheap = more <= noise;
    System.out.printf(
        Locale.ROOT,
        "%s processor time: %.1f ms (%.1f–%.1f) with the runtime, %.1f ms (%.1f–%.1f) without:"
            + " %+.1f ms in %d s, noise %.1f ms%n",
        verdict(cheap),
        used.median(),
        used.min(),
        used.max(),
        empty.median(),
        empty.min(),
        empty.max(),
        more,
        seconds,
        noise);
    return cheap;
  }

  static String verdict(boolean good) {
    return good ? "PASS" : "FAIL";
  }
}
