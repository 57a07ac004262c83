package io.eventloop.bench.workload;

import io.eventloop.bench.contender.Contender;
import io.eventloop.bench.figure.Measured;
import io.eventloop.bench.figure.Metric;
import java.util.concurrent.TimeUnit;

/** Nothing, once it has worked: what processor time the whole process still takes. */
final class IdleWorkload implements Workload {
  private static final int TASKS = 10_000;

  @Override
  public Measured measure(Contender contender, Scale scale) throws Exception {
    Flow.rate(contender, Flow.EMPTY, TASKS, FlowWorkload.OUTSTANDING);
    Thread.sleep(scale.warmUp().toMillis()); // until the compiler has come to rest
    ProcessCpu.nanos(); // loads what the measurement itself needs
    long began = System.nanoTime();
    long before = ProcessCpu.nanos();
    Thread.sleep(2 * scale.measured().toMillis());
    double nanos = ProcessCpu.nanos() - before;
    Measured measured = new Measured();
    measured.add(
        Metric.IDLE_CPU, nanos / (System.nanoTime() - began) * TimeUnit.SECONDS.toMillis(1));
    return measured;
  }
}
