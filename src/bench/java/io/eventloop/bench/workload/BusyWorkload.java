package io.eventloop.bench.workload;

import io.eventloop.bench.contender.Contender;
import io.eventloop.bench.figure.Measured;
import io.eventloop.bench.figure.Metric;
import io.eventloop.bench.figure.Samples;

/**
 * Tasks that compute for some 20 µs: what part of the processors' time gets to them. The same work
 * is done before and after each round by plain threads that hand nothing over, so that what the
 * machine does besides meets both.
 *
 * <p>It wants a quiet machine: beside busy neighbours a contender's five threads get more of the
 * processors than two plain ones, and an efficiency above 1 says no more than that.
 */
final class BusyWorkload implements Workload {
  private static final int OUTSTANDING = 64;

  /**
   * A twentieth of a second: what others do in it meets both sides, or a round that is an outlier.
   */
  private static final int TASKS = 5_000;

  @Override
  public Measured measure(Contender contender, Scale scale) throws Exception {
    Spin spin = Spin.calibrated();
    Samples rates = new Samples();
    Samples efficiencies = new Samples();
    double[] plainBefore = {spin.plainRate(TASKS)};
    Rounds.run(
        scale,
        () -> {
          double rate = Flow.rate(contender, spin, TASKS, OUTSTANDING);
          double plainAfter = spin.plainRate(TASKS);
          rates.add(rate);
          efficiencies.add(2 * rate / (plainBefore[0] + plainAfter));
          plainBefore[0] = plainAfter;
        },
        () -> {
          rates.clear();
          efficiencies.clear();
        });
    Measured measured = new Measured();
    measured.add(Metric.EFFICIENCY, efficiencies.median());
    measured.add(Metric.TASKS_PER_S, rates.median());
    return measured;
  }
}
