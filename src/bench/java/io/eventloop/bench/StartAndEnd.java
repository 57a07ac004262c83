package io.eventloop.bench;

import io.eventloop.bench.contender.Contenders;
import io.eventloop.bench.figure.Measured;
import io.eventloop.bench.figure.Metric;
import io.eventloop.bench.figure.Samples;
import io.eventloop.bench.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a contender takes from the start of its process to its first callback, with and without
 * an archive of class data, and from its last callback until the process is gone. An actor system
 * with nothing in it is started in turn with it.
 */
final class StartAndEnd {
  private static final int PASSES = 5;
  private static final int QUICK_PASSES = 2;

  private final Samples start = new Samples();
  private final Samples startWithArchive = new Samples();
  private final Samples startOfSystem = new Samples();
  private final Samples end = new Samples();

  private StartAndEnd() {}

  static Measured measure(Contenders contender, boolean quick)
      throws IOException, InterruptedException {
    int passes = quick ? QUICK_PASSES : PASSES;
    Measured measured = new Measured();
    StartAndEnd taken = new StartAndEnd();
    if (contender == Contenders.NODE) {
      for (int pass = 0; pass < passes; pass++) {
        NodeFork.withScript(
            (node, script) -> taken.time(List.of(node, script, "start"), taken.start, taken.end));
      }
    } else {
      taken.timeJvms(contender, passes);
      measured.add(Fork.spawn(contender, Workloads.W8, quick));
    }
    taken.addTo(measured, contender);
    return measured;
  }

  private void timeJvms(Contenders contender, int passes) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("bench");
    Path classes = directory.resolve("start.classes");
    Path archive = directory.resolve("start.jsa");
    Samples unused = new Samples();
    try {
      time(probe(contender, "-XX:DumpLoadedClassList=" + classes), unused, unused);
      write(archive, classes);
      for (int pass = 0; pass < passes; pass++) {
        time(probe(Contenders.PEKKO), startOfSystem, unused);
        time(probe(contender), start, end);
        time(probe(contender, "-XX:SharedArchiveFile=" + archive), startWithArchive, unused);
      }
    } finally {
      Files.deleteIfExists(archive);
      Files.deleteIfExists(classes);
      Files.delete(directory);
    }
  }

  private static void write(Path archive, Path classes) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(Jvm.java());
    command.addAll(List.of("-Xlog:disable", "-Xshare:dump"));
    command.add("-XX:SharedClassListFile=" + classes);
    command.add("-XX:SharedArchiveFile=" + archive);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    Jvm.run(Fork.LIMIT, new ProcessBuilder(command), line -> {});
  }

  private static List<String> probe(Contenders contender, String... flags) {
    List<String> command = new ArrayList<>(Jvm.java());
    command.add("-Xlog:disable"); // or writing an archive warns of what it leaves out
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(StartProbe.class.getName(), contender.toString()));
    return command;
  }

  private void time(List<String> command, Samples starts, Samples ends)
      throws IOException, InterruptedException {
    long[] called = {0};
    long began = System.currentTimeMillis();
    Jvm.run(
        Fork.LIMIT,
        new ProcessBuilder(command),
        line -> {
          if (line.startsWith(StartProbe.MARK)) {
            called[0] = Long.parseLong(line.substring(StartProbe.MARK.length()));
          }
        });
    long gone = System.currentTimeMillis();
    if (called[0] == 0) {
      throw new IOException(String.join(" ", command) + ": no callback");
    }
    starts.add((double) (called[0] - began));
    ends.add((double) (gone - called[0]));
  }

  private void addTo(Measured measured, Contenders contender) {
    measured.add(Metric.START_MS, start.median());
    if (!startWithArchive.isEmpty()) {
      measured.add(Metric.START_CDS_MS, startWithArchive.median());
    }
    if (contender == Contenders.EVENTLOOP) {
      double system = startOfSystem.median();
      measured.add(Metric.SYSTEM_START_MS, system);
      measured.add(Metric.START_OF_SYSTEM, start.median() / system);
      measured.add(Metric.START_CDS_OF_SYSTEM, startWithArchive.median() / system);
    }
    measured.add(Metric.EXIT_MS, end.median());
  }
}
