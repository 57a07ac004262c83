package io.eventloop.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One contender at one workload, in the JVM that {@link #spawn} makes for it. */
@Command(
    name = "fork",
    description = "One contender at one workload in this JVM; what the comparison starts.")
final class Fork implements Callable<Integer> {
  private static final String MARK = "@figure ";
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @Parameters(index = "0", description = "One of ${COMPLETION-CANDIDATES}.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  Contenders contender;

  @Parameters(index = "1", description = "One of ${COMPLETION-CANDIDATES}.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  Workloads workload;

  @Option(names = "--quick", description = "Less warm-up, fewer tasks.")
  boolean quick;

  @Option(names = "--warm-up", paramLabel = "SECONDS", description = "Instead of the preset.")
  @Nullable Integer warmUp;

  @Option(names = "--trace", description = "Print each round: how long until figures are flat?")
  boolean trace;

  @Override
  public Integer call() throws Exception {
    Scale preset = quick ? Scale.QUICK : Scale.FULL;
    Scale scale = warmUp == null ? preset : preset.withWarmUp(Duration.ofSeconds(warmUp));
    Session session = new Session(workload.make(scale), scale, trace ? Fork::printRound : null);
    for (Figure figure : session.run(contender.make())) {
      System.out.println(MARK + figure.toLine());
    }
    return 0;
  }

  private static void printRound(Duration at, List<Figure> figures) {
    StringBuilder line = new StringBuilder(String.format("%6.2f s", at.toNanos() / 1e9));
    for (Figure figure : figures) {
      line.append("  ")
          .append(figure.metric().shown(figure.value()))
          .append(' ')
          .append(figure.metric().shownAs());
    }
    System.out.println(line);
  }

  /** Runs it in a fresh JVM. */
  static List<Figure> spawn(Contenders contender, Workloads workload, boolean quick)
      throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    List<String> command =
        new ArrayList<>(List.of("fork", contender.toString(), workload.toString()));
    if (quick) {
      command.add("--quick");
    }
    Jvm.run(
        LIMIT,
        line -> {
          if (line.startsWith(MARK)) {
            figures.add(Figure.parse(line.substring(MARK.length())));
          }
        },
        command.toArray(String[]::new));
    if (figures.isEmpty()) {
      throw new IOException(contender + " at " + workload + ": no figures");
    }
    return figures;
  }
}
