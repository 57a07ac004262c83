package io.eventloop.bench.report;

import io.eventloop.bench.contender.Contenders;
import io.eventloop.bench.figure.Metric;
import io.eventloop.bench.workload.Workloads;

/** The results as one page that needs nothing else: bars for each metric, and latency curves. */
public final class HtmlPage {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>pekko-eventloop beside its peers</title>
      <style>
      body { font: 14px/1.45 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto;
             padding: 0 1rem; color: #222; background: #fff; }
      h2 { margin: 2.5rem 0 0; }
      h3 { margin: 1.2rem 0 .2rem; font-size: 1rem; font-weight: 600; }
      p { margin: .2rem 0; color: #555; }
      svg { display: block; max-width: 100%; height: auto; font: 12px system-ui, sans-serif; }
      .rule { stroke: #ddd; }
      .spread { stroke: #222; stroke-width: 1.5; }
      .base { stroke: #222; stroke-dasharray: 3 3; }
      .label { fill: #222; }
      .faint { fill: #777; }
      </style>
      </head>
      <body>
      <h1>pekko-eventloop beside its peers</h1>
      """;

  private HtmlPage() {}

  /**
   * The whole page.
   *
   * @param machine where it was measured
   */
  public static String of(Results results, String machine) {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("<p>").append(escaped(machine)).append("</p>\n");
    page.append("<p>Bars are medians of the forks, and the line on each goes from the least to the")
        .append(" most. The ratio is to the median of ")
        .append(Contenders.BASELINE)
        .append(", which the dashed line marks.</p>\n");
    for (Workloads workload : results.workloads()) {
      if (results.metrics(workload).isEmpty()) {
        continue;
      }
      page.append("<h2>").append(workload).append("</h2>\n");
      page.append("<p>").append(escaped(workload.what())).append("</p>\n");
      for (Metric metric : results.metrics(workload)) {
        page.append("<h3>").append(escaped(metric.shownAs())).append("</h3>\n");
        page.append(Bars.svg(results, workload, metric));
      }
      page.append(Curves.svg(results, workload));
    }
    page.append("<h2>Contenders</h2>\n<ul>\n");
    results
        .contenders()
        .forEach(
            contender ->
                page.append("<li><b>" + contender + "</b>: " + escaped(contender.what()))
                    .append("</li>\n"));
    results.notes().forEach(note -> page.append("<li>" + escaped(note) + "</li>\n"));
    return page.append("</ul>\n</body>\n</html>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
