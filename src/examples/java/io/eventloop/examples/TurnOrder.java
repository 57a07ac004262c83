package io.eventloop.examples;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.loop.Promise;
import io.eventloop.pool.TaskKind;
import java.time.Duration;

/** In which order a callback's followers run. */
public final class TurnOrder {
  private TurnOrder() {}

  /** Runs to its end. */
  public static void main(String[] args) {
    System.exit(NodeRuntime.run(TurnOrder::program));
  }

  /** The program. */
  public static void program(EventLoop loop) {
    loop.submit(
        TaskKind.of("lookup"),
        () -> "an answer",
        (error, value) -> {
          loop.setTimeout(() -> print("5 timer"), Duration.ofMillis(1));
          loop.setImmediate(() -> print("4 immediate"));
          Promise.resolve("3 microtask").thenAccept(TurnOrder::print);
          loop.nextTick(() -> print("2 tick"));
          print("1 callback: " + value);
        });
    print("0 the program has run");
  }

  private static void print(String line) {
    System.out.println(line);
  }
}
