package io.eventloop.bench.workload;

import com.sun.management.ThreadMXBean;
import io.eventloop.bench.contender.Contender;
import io.eventloop.bench.figure.Measured;
import io.eventloop.bench.figure.Metric;
import io.eventloop.bench.figure.Samples;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** What all threads together allocate for each task of a flow of empty ones. */
final class AllocationWorkload implements Workload {
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Samples bytes = new Samples();

  @Override
  public Measured measure(Contender contender, Scale scale) throws Exception {
    Rounds.run(
        scale,
        () -> {
          long before = allocated();
          Flow.rate(contender, Flow.EMPTY, scale.tasks(), FlowWorkload.OUTSTANDING);
          bytes.add((double) (allocated() - before) / scale.tasks());
        },
        bytes::clear);
    Measured measured = new Measured();
    measured.add(Metric.ALLOCATED_BYTES, bytes.median());
    return measured;
  }

  /** By the threads that live; those of the contenders do for the whole of a round. */
  private long allocated() {
    return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
        .filter(own -> own > 0)
        .sum();
  }
}
