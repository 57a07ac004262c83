package io.eventloop.examples;

import io.eventloop.NodeRuntime;
import io.eventloop.pool.TaskKind;
import java.time.Duration;
import java.util.HexFormat;

/** A first program: callbacks, a promise and a timer, and no lock. */
public final class HelloLoop {
  private HelloLoop() {}

  /** Runs to its end: nothing is pending any more. */
  public static void main(String[] args) {
    int exitCode =
        NodeRuntime.run(
            loop -> {
              loop.fs()
                  .readFile(
                      "LICENSE",
                      (error, text) -> {
                        System.out.println("read: " + text.strip().lines().findFirst().get());
                        loop.crypto().pbkdf2(text, "salt", 1000, 8, "sha512", HelloLoop::printKey);
                      });
              loop.submit(TaskKind.of("thread name"), () -> Thread.currentThread().getName())
                  .then(name -> "a promise, kept by " + name.replaceAll("[0-3]", "N"))
                  .whenSettled((error, text) -> System.out.println(text));
              loop.setTimeout(
                  () -> System.out.println("a second later, on " + threadName()),
                  Duration.ofSeconds(1));
              System.out.println("the program has run; the loop begins");
            });
    System.out.println("exit code " + exitCode);
  }

  private static void printKey(Throwable error, byte[] key) {
    System.out.println("key: " + HexFormat.of().formatHex(key));
  }

  private static String threadName() {
    return Thread.currentThread().getName();
  }
}
