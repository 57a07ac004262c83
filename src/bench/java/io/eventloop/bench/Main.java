package io.eventloop.bench;

import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The entry point of {@code pekko-eventloop-bench.jar}. */
public final class Main {
  private Main() {}

  /**
   * Runs a command.
   *
   * @param args none for the comparison, or options, or the name of another command
   */
  public static void main(String[] args) {
    LoggerFactory.getILoggerFactory(); // before several threads want it at once
    CommandLine line = new CommandLine(new Compare());
    line.addSubcommand(new Idle())
        .addSubcommand(new Names())
        .addSubcommand(new Once())
        .addSubcommand(new LoopCompare())
        .addSubcommand(new ClusterCompare())
        .addSubcommand(new HttpCompare())
        .addSubcommand(new HttpFork())
        .addSubcommand(new HttpMany())
        .addSubcommand(new ClusterFork())
        .addSubcommand(new ClusterSoak())
        .addSubcommand(new Growth())
        .addSubcommand(new GrowthFork())
        .addSubcommand(new Fork())
        .addSubcommand(new LoopFork())
        .addSubcommand(new IdleProbe())
        .setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(line.execute(args));
  }
}
