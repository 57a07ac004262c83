package io.eventloop.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code wrk} has measured: a load program in a process of its own, with connections that stay
 * open, each of which asks again when it has its answer.
 *
 * @param perSecond answers
 * @param p50Millis latency
 * @param p99Millis latency
 * @param errors answers that are none, and connections that failed
 */
record Wrk(double perSecond, double p50Millis, double p99Millis, int errors) {
  private static final Pattern PERCENTILE = Pattern.compile("\\s*(50|99)%\\s+([\\d.]+)(us|ms|s)");
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
  private static final Pattern COUNT = Pattern.compile("\\d+");

  /** Runs it with one thread. */
  static Wrk run(String wrk, String url, int connections, int seconds)
      throws IOException, InterruptedException {
    Reading reading = new Reading();
    Jvm.run(
        Duration.ofSeconds(seconds + 30L),
        new ProcessBuilder(wrk, "-t1", "-c" + connections, "-d" + seconds + "s", "--latency", url),
        reading::line);
    return new Wrk(reading.rate, reading.p50, reading.p99, reading.errors);
  }

  private static final class Reading {
    private double rate;
    private double p50;
    private double p99;
    private int errors;

    void line(String line) {
      Matcher percentile = PERCENTILE.matcher(line);
      Matcher perSecond = RATE.matcher(line);
      if (percentile.matches()) {
        double millis = Double.parseDouble(percentile.group(2)) * scale(percentile.group(3));
        if (percentile.group(1).equals("50")) {
          p50 = millis;
        } else {
          p99 = millis;
        }
      } else if (perSecond.matches()) {
        rate = Double.parseDouble(perSecond.group(1));
      } else if (line.contains("Socket errors") || line.contains("Non-2xx")) {
        Matcher counts = COUNT.matcher(line.replace("2xx", "").replace("3xx", ""));
        while (counts.find()) {
          errors += Integer.parseInt(counts.group());
        }
      }
    }

    private static double scale(String unit) {
      return switch (unit.toLowerCase(Locale.ROOT)) {
        case "us" -> 1e-3;
        case "ms" -> 1;
        default -> 1e3;
      };
    }
  }
}
