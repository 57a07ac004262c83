package io.eventloop.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A fresh JVM with a command of this program, on the same class path. */
final class Jvm {
  private Jvm() {}

  /** What every fork is run with. */
  static List<String> flags() {
    List<String> flags = new ArrayList<>(List.of("-Xms2g", "-Xmx2g"));
    flags.addAll(peace());
    return flags;
  }

  /** The executable, and the flags without which a later JDK warns of what Scala does. */
  static List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(peace());
    return command;
  }

  private static List<String> peace() {
    return Runtime.version().feature() >= 24
        ? List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
        : List.of();
  }

  /**
   * Runs a command and waits for its end. Its errors go where ours go.
   *
   * @param line is given each line of its output
   * @throws IOException if it takes longer than the limit, or ends with another code than 0
   */
  static void run(Duration limit, Consumer<String> line, String... command)
      throws IOException, InterruptedException {
    run(limit, line, List.of(), command);
  }

  /** The same with more flags. */
  static void run(Duration limit, Consumer<String> line, List<String> moreFlags, String... command)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    all.add(ProcessHandle.current().info().command().orElse("java"));
    all.addAll(flags());
    all.addAll(moreFlags);
    all.add("-cp");
    all.add(System.getProperty("java.class.path"));
    all.add(Main.class.getName());
    all.addAll(Arrays.asList(command));
    run(limit, new ProcessBuilder(all), line);
  }

  /** The same for any program. */
  static void run(Duration limit, ProcessBuilder program, Consumer<String> line)
      throws IOException, InterruptedException {
    Process process = program.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Thread reader = new Thread(() -> read(process, line), "reader");
    reader.start();
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(String.join(" ", program.command()) + ": not done within " + limit);
      }
      reader.join();
      if (process.exitValue() != 0) {
        throw new IOException(
            String.join(" ", program.command()) + ": ended with exit code " + process.exitValue());
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static void read(Process process, Consumer<String> line) {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String next = output.readLine(); next != null; next = output.readLine()) {
        line.accept(next);
      }
    } catch (IOException closed) {
      // the process was killed
    }
  }
}
