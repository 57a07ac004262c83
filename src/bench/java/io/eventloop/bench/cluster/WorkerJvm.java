package io.eventloop.bench.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorSystem;

/** A worker node in a JVM of its own. */
public final class WorkerJvm implements AutoCloseable {
  private final Process process;

  private WorkerJvm(Process process) {
    this.process = process;
  }

  /**
   * Starts one. What it logs goes where our errors go.
   *
   * @param java the executable and its flags
   * @param first the node that it joins
   */
  public static WorkerJvm start(List<String> java, Side side, ActorSystem<?> first)
      throws IOException {
    List<String> command = new ArrayList<>(java);
    command.addAll(List.of("-Xms256m", "-Xmx256m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Node.class.getName()));
    command.addAll(List.of(side.name(), Node.addressOf(first).toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    return new WorkerJvm(builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Sends it a signal, such as {@code KILL}, {@code STOP} or {@code CONT}. */
  void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
