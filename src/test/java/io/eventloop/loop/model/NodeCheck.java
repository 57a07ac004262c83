package io.eventloop.loop.model;

import io.eventloop.loop.model.ProgramGenerator.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/**
 * Compares the model with node: run by hand, with node on the path, when a rule of the model is
 * changed. Arguments: first seed, number of programs, pace.
 *
 * <p>All programs agree on a node whose time is virtual, as {@code src/docs/node-check.md} makes
 * it. In real time take {@link Pace#COARSE}; some still differ, since two timers that are set one
 * after the other fall into one millisecond or into two.
 */
final class NodeCheck {
  private static final int AT_ONCE = 2;
  private static final int LIMIT_SECONDS = 30;

  private final Pace pace;
  private final AtomicInteger compared = new AtomicInteger();
  private final AtomicInteger different = new AtomicInteger();
  private final AtomicInteger beyondNode = new AtomicInteger();
  private final AtomicInteger otherWakeUp = new AtomicInteger();

  private NodeCheck(Pace pace) {
    this.pace = pace;
  }

  public static void main(String[] args) throws Exception {
    long first = Long.parseLong(args[0]);
    long count = Long.parseLong(args[1]);
    NodeCheck check = new NodeCheck(Pace.valueOf(args[2]));
    ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE);
    executor.invokeAll(
        LongStream.range(first, first + count)
            .mapToObj(seed -> Executors.callable(() -> check.compare(seed)))
            .toList());
    executor.shutdown();
    System.out.printf(
        "%d compared, %d different; left out: %d that node fails on;"
            + " %d in which libuv's cached time shows%n",
        check.compared.get(),
        check.different.get(),
        check.beyondNode.get(),
        check.otherWakeUp.get());
  }

  private void compare(long seed) {
    Program program = ProgramGenerator.program(seed, pace);
    Model model = new Model(new LibuvWakeUp());
    Result expected = model.run(program);
    if (model.isBeyondNode()) {
      beyondNode.incrementAndGet();
      return;
    }
    if (!expected.equals(new Model(new WakeUp()).run(program))) {
      otherWakeUp.incrementAndGet();
    }
    try {
      Result actual = node(program);
      compared.incrementAndGet();
      if (!actual.equals(expected)) {
        different.incrementAndGet();
        System.out.println(program + "---- model\n" + expected + "\n---- node\n" + actual + "\n");
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("seed " + seed, e);
    }
  }

  private static Result node(Program program) throws IOException, InterruptedException {
    Path script = Files.createTempFile("program", ".js");
    Path output = Files.createTempFile("program", ".out");
    try {
      Files.writeString(script, program.toString());
      Process process =
          new ProcessBuilder("node", script.toString())
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Result(-1, List.of("not ended"));
      }
      return new Result(process.exitValue(), Files.readAllLines(output));
    } finally {
      Files.delete(script);
      Files.delete(output);
    }
  }
}
