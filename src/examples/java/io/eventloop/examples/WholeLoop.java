package io.eventloop.examples;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.Async;
import io.eventloop.loop.Promise;
import io.eventloop.loop.TimerOptions;
import java.time.Duration;
import java.util.List;

/** What the loop runs, and in which order: as Node does. */
public final class WholeLoop {
  private WholeLoop() {}

  /** Runs to its end, and leaves with the exit code of the program. */
  public static void main(String[] args) {
    System.exit(NodeRuntime.run(WholeLoop::program));
  }

  /** The program. */
  public static void program(EventLoop loop) {
    loop.onUncaughtException((error, origin) -> print("handled: " + error.getMessage()));
    loop.onExit(code -> print("exit " + code));

    loop.setImmediate(() -> print("immediate"));
    Promise.resolve("microtask").thenAccept(WholeLoop::print);
    loop.nextTick(() -> print("tick"));
    loop.setTimeout(
        () -> {
          throw new IllegalStateException("a timer threw");
        },
        Duration.ofMillis(500));

    Async.async(
            () ->
                Async.forEach(
                        List.of(1, 2, 3),
                        n ->
                            Async.await(loop.timers().setTimeout(20, "step " + n))
                                .thenAccept(WholeLoop::print))
                    .then(done -> "three steps, one after the other"))
        .thenAccept(WholeLoop::print);

    AbortSignal limit = AbortSignal.timeout(Duration.ofMillis(200));
    loop.timers()
        .setTimeout(60_000, "too late", TimerOptions.signal(limit))
        .catchAccept(error -> print(error.getMessage() + ": " + error.getCause().getMessage()));
    print("main");
  }

  private static void print(String line) {
    System.out.println(line);
  }
}
