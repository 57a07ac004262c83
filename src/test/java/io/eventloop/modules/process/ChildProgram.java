package io.eventloop.modules.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** A program of {@link Programs} in a process of its own. */
final class ChildProgram implements AutoCloseable {
  private final Process process;
  private final Path err;
  private final BufferedReader out;

  private ChildProgram(List<String> command) throws IOException {
    this.err = Files.createTempFile("stderr", ".txt");
    this.process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    this.out = process.inputReader(UTF_8);
  }

  static ChildProgram start(String name, String... args) throws IOException {
    return new ChildProgram(command(name, args));
  }

  /** Has the shell run this; {@code PROGRAM} in it is the program. */
  static ChildProgram shell(String script, String name, String... args) throws IOException {
    String program =
        command(name, args).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    return new ChildProgram(List.of("sh", "-c", script.replace("PROGRAM", program)));
  }

  private static List<String> command(String name, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Programs.class.getName());
    command.add(name);
    command.addAll(Arrays.asList(args));
    return command;
  }

  void signal(String signal) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Writes to its standard input. */
  void input(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  void endInput() throws IOException {
    process.getOutputStream().close();
  }

  /** The next line of its standard output; null after the last. */
  String line() {
    return read(out::readLine);
  }

  /** The lines of its standard output that have not been read, when there are no more. */
  List<String> lines() {
    return read(() -> out.lines().toList());
  }

  /** On a thread that may be given up: nothing ends a read of a pipe. */
  private static <T> T read(Callable<T> reading) {
    FutureTask<T> task = new FutureTask<>(reading);
    Thread thread = new Thread(task, "output of a program");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("the program has not written within " + Waiting.LIMIT, e);
    }
  }

  List<String> errorLines() throws IOException {
    return Files.readAllLines(err);
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS))
        .as("the program has ended")
        .isTrue();
    return process.exitValue();
  }

  @Override
  public void close() throws IOException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    Files.delete(err);
  }
}
