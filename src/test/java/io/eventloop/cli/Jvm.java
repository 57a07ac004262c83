package io.eventloop.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A run of the program in a JVM of its own.
 *
 * @param exitCode the process's
 * @param out its standard output
 * @param err its standard error
 * @param sinceFirstLine from the first line of output until the process had ended
 */
record Jvm(int exitCode, List<String> out, List<String> err, Duration sinceFirstLine) {
  /** Where others use the machine, to load the program's classes takes its while. */
  private static final String PATIENT = "-Deventloop.blocked-loop-warning=off";

  /**
   * Runs {@link Main} to its end.
   *
   * @param directory to run in
   * @param classPath chooses among the entries of ours
   */
  static Jvm run(Path directory, Predicate<String> classPath, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add(PATIENT);
    command.addAll(List.of("-cp", classPath(classPath)));
    command.add(Main.class.getName());
    command.addAll(List.of(args));
    Path err = Files.createTempFile("stderr", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().remove("UV_THREADPOOL_SIZE");
    Process process = builder.redirectError(err.toFile()).start();
    try (BufferedReader reader = process.inputReader(UTF_8)) {
      List<String> out = new ArrayList<>();
      long first = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        first = out.isEmpty() ? System.nanoTime() : first;
        out.add(line);
      }
      int exitCode = process.waitFor();
      Duration duration = Duration.ofNanos(System.nanoTime() - first);
      return new Jvm(exitCode, out, Files.readAllLines(err), duration);
    } finally {
      process.destroyForcibly(); // where the test itself is interrupted
      Files.delete(err);
    }
  }

  /** The libraries and the program, without the tests: as a user has it. */
  private static String classPath(Predicate<String> wanted) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("test-classes"))
        .filter(wanted)
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
