package io.eventloop.bench;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.RuntimeSettings;
import io.eventloop.loop.RuntimeActor;
import io.eventloop.pool.Pools;
import io.eventloop.pool.TaskKind;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One JVM of {@link Idle}: makes an actor system, leaves it alone, and says what moved. */
@Command(name = "idle-probe", description = "What idle starts.", hidden = true)
final class IdleProbe implements Callable<Integer> {
  private static final TaskKind KIND = TaskKind.of("once");
  private static final Duration TASK = Duration.ofMillis(20);

  /** Until the compiler and the class loader have come to rest. */
  private static final Duration SETTLING = Duration.ofSeconds(4);

  private static final int TASKS = 8;

  enum What {
    EMPTY,
    RUNTIME
  }

  @Parameters(index = "0")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  What what;

  @Option(names = "--seconds")
  int seconds = 10;

  @Override
  public Integer call() throws Exception {
    CountDownLatch used = new CountDownLatch(TASKS + 1);
    ActorSystem<Void> system = ActorSystem.create(guardian(used), "idle");
    if (what == What.RUNTIME) {
      used.await();
    }
    ProcThreads.now().since(ProcThreads.now()); // loads what the measurement itself needs
    Thread.sleep(SETTLING.toMillis());
    ProcThreads before = ProcThreads.now();
    Thread.sleep(Duration.ofSeconds(seconds).toMillis());
    ProcThreads after = ProcThreads.now();
    after.since(before).forEach(thread -> System.out.println(thread.toLine()));
    system.terminate();
    return 0;
  }

  private Behavior<Void> guardian(CountDownLatch used) {
    return Behaviors.setup(
        context -> {
          if (what == What.RUNTIME) {
            RuntimeSettings settings =
                RuntimeSettings.from(context.getSystem().settings().config())
                    .withPool(Pools.shared());
            context.spawn(
                NodeRuntime.behavior(settings, loop -> useOnce(loop, used)),
                "runtime",
                RuntimeActor.dispatcher());
          }
          return Behaviors.empty();
        });
  }

  /** Each worker has had a task, and the clock a timer. */
  private static void useOnce(EventLoop loop, CountDownLatch used) {
    for (int i = 0; i < TASKS; i++) {
      loop.submit(
          KIND,
          () -> {
            Thread.sleep(TASK.toMillis());
            return null;
          },
          (error, value) -> used.countDown());
    }
    loop.setTimeout(used::countDown, TASK);
  }
}
