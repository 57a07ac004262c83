package io.eventloop.examples;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.SystemException;
import java.time.Duration;

/** Where errors go, and how a program ends. */
public final class ErrorsAndExit {
  private static final TaskKind PARSE = TaskKind.of("parse");

  private ErrorsAndExit() {}

  /** Runs to its end. */
  public static void main(String[] args) {
    System.exit(NodeRuntime.run(ErrorsAndExit::program));
  }

  /** The program. */
  public static void program(EventLoop loop) {
    loop.onUncaughtException(
        (error, origin) -> {
          print("nobody caught: " + error.getMessage());
          loop.exitCode(3);
        });
    loop.onExit(code -> print("exit " + code));

    loop.fs()
        .readFile(
            "no-such-file",
            (error, text) -> {
              if (error instanceof SystemException failure) {
                print(failure.code() + ": " + failure.getMessage());
              }
            });

    loop.submit(PARSE, () -> Integer.parseInt("seven"))
        .then(number -> "not reached: " + number)
        .catchAccept(error -> print("rejected: " + error.getMessage()));

    loop.setTimeout(
        () -> {
          throw new IllegalStateException("a bug in a callback");
        },
        Duration.ofMillis(500));
  }

  private static void print(String line) {
    System.out.println(line);
  }
}
