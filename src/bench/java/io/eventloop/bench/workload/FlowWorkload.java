package io.eventloop.bench.workload;

import io.eventloop.bench.contender.Contender;
import io.eventloop.bench.figure.Measured;
import io.eventloop.bench.figure.Metric;
import io.eventloop.bench.figure.Samples;

/** A steady flow of empty tasks; of several rounds the median counts. */
final class FlowWorkload implements Workload {
  static final int OUTSTANDING = 256;

  @Override
  public Measured measure(Contender contender, Scale scale) throws Exception {
    Samples rates = new Samples();
    Rounds.run(
        scale,
        () -> rates.add(Flow.rate(contender, Flow.EMPTY, scale.tasks(), OUTSTANDING)),
        rates::clear);
    Measured measured = new Measured();
    measured.add(Metric.TASKS_PER_S, rates.median());
    return measured;
  }
}
