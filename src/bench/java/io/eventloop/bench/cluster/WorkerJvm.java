package io.eventloop.bench.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorSystem;

/** A worker node in a JVM of its own. */
public final class WorkerJvm implements AutoCloseable {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final String name;
  private final Process process;

  private WorkerJvm(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /**
   * Starts one. What it prints is not wanted.
   *
   * @param java the executable and its flags
   * @param first the node that it joins
   */
  public static WorkerJvm start(List<String> java, Side side, ActorSystem<?> first)
      throws IOException {
    List<String> command = new ArrayList<>(java);
    command.addAll(List.of("-Xms256m", "-Xmx256m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Node.class.getName()));
    String name = "worker" + NUMBERS.incrementAndGet();
    command.addAll(List.of(side.name(), Node.addressOf(first).toString(), name));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    return new WorkerJvm(name, builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** By which the cluster knows it too. */
  String name() {
    return name;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Sends it a signal, such as {@code KILL}, {@code STOP} or {@code CONT}. */
  void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
