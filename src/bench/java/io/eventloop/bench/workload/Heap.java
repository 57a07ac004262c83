package io.eventloop.bench.workload;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/** What lies in the heap of this JVM, in bytes. */
final class Heap {
  private static final List<MemoryPoolMXBean> POOLS =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .toList();

  private Heap() {}

  /** After a full collection, which is the only way to know what lives. */
  static long live() {
    System.gc();
    return POOLS.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
  }

  /** Forgets the peaks so far. */
  static void resetPeaks() {
    POOLS.forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  /** The most that the pools have held since; exact as long as nothing was collected. */
  static long peak() {
    return POOLS.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }
}
