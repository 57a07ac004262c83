package io.eventloop.bench;

import java.util.Locale;
import java.util.Optional;

/**
 * What one thread of a process did during some time.
 *
 * @param name of the Java thread, or of the system's where it is none
 * @param voluntary context switches: so often it went back to sleep
 * @param forced context switches: so often another took its processor
 * @param cpuMillis processor time in ms
 */
record ThreadUse(String name, long voluntary, long forced, double cpuMillis) {
  private static final String MARK = "@thread ";

  /** A worker, the loop, a carrier that is neither at the moment, or the clock. */
  boolean isOurs() {
    return name.matches("pool\\d+(-\\d+)?|eventloop.*");
  }

  String toLine() {
    return String.format(Locale.ROOT, "%s%d %d %.3f %s", MARK, voluntary, forced, cpuMillis, name);
  }

  static Optional<ThreadUse> parse(String line) {
    if (!line.startsWith(MARK)) {
      return Optional.empty();
    }
    String[] parts = line.substring(MARK.length()).split(" ", 4);
    return Optional.of(
        new ThreadUse(
            parts[3],
            Long.parseLong(parts[0]),
            Long.parseLong(parts[1]),
            Double.parseDouble(parts[2])));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-16s %d voluntary, %d forced context switches, %.1f ms",
        name,
        voluntary,
        forced,
        cpuMillis);
  }
}
