package io.eventloop.examples;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskHandle;
import io.eventloop.pool.TaskKind;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A task that yields a value, one that is cancelled, and one that takes too long. */
public final class PoolCalls {
  private static final TaskKind REPORT = TaskKind.of("report");

  private PoolCalls() {}

  /** Runs to its end. */
  public static void main(String[] args) {
    System.exit(NodeRuntime.run(PoolCalls::program));
  }

  /** The program. */
  public static void program(EventLoop loop) {
    loop.submit(REPORT, () -> 6 * 7, (error, value) -> print("value", error, value));

    TaskHandle<Integer> unwanted =
        loop.submit(REPORT, PoolCalls::hang, (error, value) -> print("unwanted", error, value));
    unwanted.cancel();

    CallOptions limit = CallOptions.deadline(Duration.ofMillis(200));
    loop.submit(REPORT, PoolCalls::hang, limit, (error, value) -> print("slow", error, value));
  }

  /** A call that never comes back, unless it is interrupted. */
  private static Integer hang() throws InterruptedException {
    new CountDownLatch(1).await();
    return 0;
  }

  private static void print(String name, Throwable error, Integer value) {
    System.out.println(name + ": " + (error == null ? value : error.getClass().getSimpleName()));
  }
}
