package io.eventloop.bench.workload;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The processor time of this process to the nanosecond, where the JDK counts ticks of 10 ms. */
final class ProcessCpu {
  private static final Path THREADS = Path.of("/proc/self/task");

  private ProcessCpu() {}

  /** In nanoseconds, of the threads that live; to a tick where this is not Linux. */
  static long nanos() throws IOException {
    if (!Files.isDirectory(THREADS)) {
      return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
          .getProcessCpuTime();
    }
    List<Path> threads;
    try (Stream<Path> listed = Files.list(THREADS)) {
      threads = listed.toList();
    }
    long sum = 0;
    for (Path thread : threads) {
      sum += nanosOf(thread);
    }
    return sum;
  }

  private static long nanosOf(Path thread) {
    try {
      return Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ", 2)[0]);
    } catch (IOException gone) {
      return 0;
    }
  }
}
