package io.eventloop.bench.workload;

import com.sun.management.OperatingSystemMXBean;
import io.eventloop.bench.contender.Contender;
import io.eventloop.bench.figure.Measured;
import io.eventloop.bench.figure.Metric;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** Nothing, once it has worked: what processor time the whole process still takes. */
final class IdleWorkload implements Workload {
  private static final int TASKS = 10_000;

  @Override
  public Measured measure(Contender contender, Scale scale) throws Exception {
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Flow.rate(contender, Flow.EMPTY, TASKS, FlowWorkload.OUTSTANDING);
    Thread.sleep(scale.warmUp().toMillis()); // until the compiler has come to rest
    long began = System.nanoTime();
    long before = process.getProcessCpuTime();
    Thread.sleep(scale.measured().toMillis());
    double nanos = process.getProcessCpuTime() - before;
    Measured measured = new Measured();
    measured.add(
        Metric.IDLE_CPU, nanos / (System.nanoTime() - began) * TimeUnit.SECONDS.toMillis(1));
    return measured;
  }
}
