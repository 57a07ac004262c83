package io.eventloop.bench;

import io.eventloop.bench.figure.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The loop beside Node: both at the same work, process after process, in turn. */
@Command(
    name = "loop",
    description = "Compares the loop to Node's: ticks, microtasks, immediates, timers, files.")
final class LoopCompare implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @Option(
      names = "--work",
      split = ",",
      paramLabel = "NAME",
      description = "Of ${COMPLETION-CANDIDATES}; all if not given.")
  List<LoopWork> works = List.of(LoopWork.values());

  @Option(
      names = "--forks",
      paramLabel = "N",
      description = "Processes for each side and work: 5, or 1 with --quick.")
  @Nullable Integer forks;

  @Option(names = "--quick", description = "One process each, less warm-up: an impression.")
  boolean quick;

  @Option(
      names = "--node",
      paramLabel = "FILE",
      description = "Node's executable: ${DEFAULT-VALUE}.")
  String node = "node";

  /** Of each work and figure, what each fork of each side gave. */
  private final Map<String, List<Samples>> figures = new LinkedHashMap<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    String version;
    try {
      version = nodeVersion();
    } catch (IOException missing) {
      System.err.println("Node was not found as '" + node + "': --node FILE says where it is");
      return 2;
    }
    Path script = Files.createTempFile("loop", ".js");
    try (InputStream source = LoopCompare.class.getResourceAsStream("/loop.js")) {
      Files.copy(Objects.requireNonNull(source), script, StandardCopyOption.REPLACE_EXISTING);
    }
    try (BenchFiles files =
        works.stream().anyMatch(LoopWork::readsFiles) ? new BenchFiles() : null) {
      measureAll(script, files == null ? "" : files.path());
    }
    Files.delete(script);
    System.out.println(Machine.describe() + ", Node " + version);
    System.out.println();
    report();
    return 0;
  }

  private void measureAll(Path script, String files) throws IOException, InterruptedException {
    String[] time = quick ? new String[] {"2", "1"} : new String[] {"8", "4"};
    for (int fork = 0; fork < (forks != null ? forks : quick ? 1 : 5); fork++) {
      for (LoopWork work : works) {
        measure(work, script, time, files);
      }
    }
  }

  private String nodeVersion() throws IOException, InterruptedException {
    StringBuilder version = new StringBuilder();
    Jvm.run(LIMIT, new ProcessBuilder(node, "--version"), version::append);
    return version.toString();
  }

  private void measure(LoopWork work, Path script, String[] time, String files)
      throws IOException, InterruptedException {
    String name = work.toString();
    Jvm.run(
        LIMIT,
        new ProcessBuilder(node, script.toString(), name, time[0], time[1], files),
        line -> add(name, 0, line));
    Jvm.run(
        LIMIT,
        line -> add(name, 1, line),
        work.jvmOptions(),
        "loop-fork",
        work.name(),
        time[0],
        time[1],
        files);
  }

  private void add(String work, int side, String line) {
    System.err.println((side == 0 ? "node       " : "eventloop  ") + work + " " + line);
    int space = line.indexOf(' ');
    figures
        .computeIfAbsent(
            work + " " + line.substring(0, space), key -> List.of(new Samples(), new Samples()))
        .get(side)
        .add(Double.parseDouble(line.substring(space + 1)));
  }

  private void report() {
    System.out.println("| | Node | eventloop | × of Node |");
    System.out.println("|---|--:|--:|--:|");
    figures.forEach(
        (name, sides) -> {
          Samples ratios = new Samples();
          for (int fork = 0; fork < Math.min(sides.get(0).size(), sides.get(1).size()); fork++) {
            ratios.add(sides.get(1).get(fork) / sides.get(0).get(fork));
          }
          System.out.printf(
              Locale.ROOT,
              "| %s | %s | %s | **%.2f** |%n",
              shownName(name),
              shown(name, sides.get(0)),
              shown(name, sides.get(1)),
              ratios.median());
        });
    System.out.println();
    System.out.println("Median of the forks (least–most). Of a rate, more than 1 is better; of a");
    System.out.println("delay or of processor time, less than 1.");
    works.forEach(work -> System.out.println("- " + work + ": " + work.what()));
  }

  private static String shownName(String name) {
    return name.replace("per-second", "M/s").replace("-ms", " ms").replace("cpu-ns", "cpu ns");
  }

  private static String shown(String name, Samples values) {
    double scale = name.endsWith("per-second") ? 1e-6 : 1;
    List<String> shown = new ArrayList<>();
    for (double value : new double[] {values.median(), values.min(), values.max()}) {
      shown.add(String.format(Locale.ROOT, "%.3g", value * scale));
    }
    return "%s (%s–%s)".formatted(shown.get(0), shown.get(1), shown.get(2));
  }
}
