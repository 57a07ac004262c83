package io.eventloop.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How much of the machine others took for a while: other processes, the system, and the host of a
 * virtual machine. What they take, a contender lacks.
 */
final class Neighbours {
  /** The share that others may take of a measurement. */
  static final double TOLERATED = 0.1;

  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Path STAT = Path.of("/proc/stat");
  private static final double TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** The fields of /proc/stat in which a processor is not idle; the others do not count twice. */
  private static final int[] BUSY = {1, 2, 3, 6, 7, 8};

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final long since = System.nanoTime();
  private final double busy = busyNanos();
  private final double own = ownNanos();

  /** Waits until nobody else is at work, or for so long. */
  static void awaitQuiet(Duration atMost) throws InterruptedException {
    long began = System.nanoTime();
    double share = 1;
    while (share > TOLERATED && System.nanoTime() - began < atMost.toNanos()) {
      Neighbours neighbours = new Neighbours();
      Thread.sleep(LOOK.toMillis());
      share = neighbours.share();
    }
  }

  /** From 0 to 1, since this was made; 0 where the system does not say. */
  double share() {
    double others = busyNanos() - busy - (ownNanos() - own);
    double available = (double) PROCESSORS * Math.max(1, System.nanoTime() - since);
    return Math.max(0, Math.min(1, others / available));
  }

  private static double ownNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  private static double busyNanos() {
    try {
      String[] fields = Files.readAllLines(STAT).get(0).split("\\s+", -1);
      double ticks = 0;
      for (int field : BUSY) {
        ticks += Double.parseDouble(fields[field]);
      }
      return ticks * TICK_NANOS;
    } catch (IOException notLinux) {
      return 0;
    }
  }
}
