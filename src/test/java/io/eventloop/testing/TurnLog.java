package io.eventloop.testing;

import io.eventloop.loop.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a program says on a loop, with a chain of promises beside it that counts the microtask
 * turns: the same program in Node shows what is right. Of the loop's thread.
 */
public final class TurnLog {
  private final List<String> said = new ArrayList<>();

  /**
   * Runs this on the loop and everything that it leaves in the queues; what was said, in a line.
   */
  public static String of(TestRuntime runtime, Consumer<TurnLog> program) {
    TurnLog log = new TurnLog();
    runtime.run(loop -> program.accept(log));
    return runtime.call(loop -> log.take()); // a later event: the queues are empty by then
  }

  /** What was said until now, in a line; it is forgotten. */
  public String take() {
    String line = String.join(" ", said);
    said.clear();
    return line;
  }

  /** Says something. */
  public void log(Object something) {
    said.add(String.valueOf(something));
  }

  /** Says t1, t2 and so on, one in each microtask turn from now. */
  public void ticks(int count) {
    Promise<Void> chain = Promise.resolve();
    for (int i = 1; i <= count; i++) {
      String tick = "t" + i;
      chain = chain.then(() -> log(tick));
    }
  }
}
