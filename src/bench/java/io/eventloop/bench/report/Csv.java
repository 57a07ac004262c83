package io.eventloop.bench.report;

import io.eventloop.bench.contender.Contenders;
import io.eventloop.bench.figure.Metric;
import io.eventloop.bench.figure.Samples;
import io.eventloop.bench.workload.Workloads;
import java.util.Locale;

/** The results for programs: a line for each workload, contender and metric. */
public final class Csv {
  private Csv() {}

  public static String of(Results results) {
    StringBuilder lines =
        new StringBuilder("workload,contender,metric,unit,median,min,max,ratio_to_jdk\n");
    for (Workloads workload : results.workloads()) {
      for (Contenders contender : results.contenders(workload)) {
        for (Metric metric : results.metrics(workload)) {
          Samples values = results.of(workload, contender, metric);
          if (!values.isEmpty()) {
            double ratio = results.ratio(workload, contender, metric);
            lines.append(
                String.format(
                    Locale.ROOT,
                    "%s,%s,%s,%s,%.3f,%.3f,%.3f,%s\n",
                    workload,
                    contender,
                    metric,
                    metric.unit(),
                    values.median(),
                    values.min(),
                    values.max(),
                    Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.4f", ratio) : ""));
          }
        }
      }
    }
    return lines.toString();
  }
}
