package io.eventloop.bench.workload;

import io.eventloop.bench.contender.Contender;
import io.eventloop.bench.figure.Measured;

/** What is asked of a contender. */
interface Workload {

  /** Has the contender do it until it is warm, and then measures. Not of the loop's thread. */
  Measured measure(Contender contender, Scale scale) throws Exception;
}
