package io.eventloop.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program in a JVM of its own. For the test's thread. */
public final class Jvm implements AutoCloseable {
  private final String name;
  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Thread reader;

  private Jvm(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.reader = new Thread(() -> read(log), "output of " + name);
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a program with the class path of the tests. What it prints goes to {@code
   * target/<name>.log} too.
   *
   * @param main its main class
   */
  public static Jvm start(String name, Class<?> main, String... args) throws IOException {
    List<String> program = new ArrayList<>();
    program.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    program.addAll(List.of(args));
    return start(name, program);
  }

  /**
   * Starts a program that need not be of the tests.
   *
   * @param program as {@code java} is told it: a jar, for one
   */
  public static Jvm start(String name, List<String> program) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx192m"));
    command.addAll(program);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new Jvm(name, process, Path.of("target", name + ".log"));
  }

  private void read(Path log) {
    try (BufferedReader out = process.inputReader(UTF_8);
        Writer copy = Files.newBufferedWriter(log)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        copy.write(line + "\n");
        copy.flush();
        lines.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a line that begins like this, and yields the rest of it. */
  public String awaitLine(String beginning, Duration limit) throws InterruptedException {
    return await(beginning, line -> line.startsWith(beginning), limit)
        .substring(beginning.length());
  }

  /** Waits for a line with this in it, and yields it. */
  public String awaitLineWith(String part, Duration limit) throws InterruptedException {
    return await(part, line -> line.contains(part), limit);
  }

  private String await(String text, Predicate<String> isIt, Duration limit)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    List<String> others = new ArrayList<>();
    while (true) {
      String line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertThat(line)
          .as("line \"%s\" of %s within %s; there were %s", text, name, limit, others)
          .isNotNull();
      if (isIt.test(line)) {
        return line;
      }
      others.add(line);
    }
  }

  /** Sends it an empty line of input. */
  public void sendLine() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /** Sends it a signal, such as {@code KILL}, {@code STOP} or {@code CONT}. */
  public void signal(String signal) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start();
    assertThat(kill.waitFor()).as("kill -%s %s", signal, name).isZero();
  }

  /** Waits until it has ended, and yields its exit code. */
  public int awaitEnd(Duration limit) throws InterruptedException {
    assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
        .as("%s has ended within %s", name, limit)
        .isTrue();
    return process.exitValue();
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
