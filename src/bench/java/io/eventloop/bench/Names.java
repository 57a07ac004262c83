package io.eventloop.bench;

import io.eventloop.EventLoop;
import io.eventloop.loop.RuntimeActor;
import io.eventloop.pool.Pools;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.MDC;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether threads have their names, and tasks and callbacks their MDC, whatever came before. */
@Command(
    name = "names",
    description = "Shows that thread names and MDC are right: after idling, a restart, getLog().")
final class Names implements Callable<Integer> {
  /** Within which a killed worker has its successor. */
  private static final Duration RESTART = Duration.ofSeconds(1);

  @Option(names = "--seconds", paramLabel = "N", description = "How long to idle: 60.")
  int seconds = 60;

  @Override
  public Integer call() throws Exception {
    Embedded.silenceLogs();
    System.out.println(Machine.describe());
    boolean good = true;
    for (Pools.Source pool : new Pools.Source[] {Pools.own(), Pools.shared()}) {
      System.out.println(
          pool.equals(Pools.own())
              ? "a pool of the runtime's own"
              : "the pool that runtimes share");
      try (Embedded embedded = new Embedded(pool, settings -> settings)) {
        good &= look(embedded);
      }
    }
    return good ? 0 : 1;
  }

  private boolean look(Embedded embedded) throws Exception {
    NamesLook look = new NamesLook(embedded.loop());
    boolean good = look.passes("at first");
    Thread.sleep(Duration.ofSeconds(seconds).toMillis());
    good &= look.passes("after " + seconds + " s idle");

    embedded.poison(1);
    embedded.kill(2);
    Thread.sleep(RESTART.toMillis());
    good &= look.passes("after PoisonPill to pool1, Kill to pool2");
    good &= expect("workers replaced", 2, embedded.replacedWorkers());

    look.whileTasksBlock(() -> embedded.poison(3));
    Thread.sleep(RESTART.toMillis());
    good &= look.passes("after PoisonPill to pool3 in a task");
    good &= expect("workers replaced", 3, embedded.replacedWorkers());

    logInAnActor(embedded);
    good &= look.passes("after getLog() in an actor on our dispatcher");
    good &= logInCallback(embedded);
    good &= look.passes("after getLog() in a callback");
    return good;
  }

  private static boolean expect(String what, Object expected, Object actual) {
    boolean good = expected.equals(actual);
    System.out.printf("  %s %s: %s%n", Idle.verdict(good), what, actual);
    return good;
  }

  /** Pekko puts its own entries into the MDC there, and clears all of it afterwards. */
  private static void logInAnActor(Embedded embedded) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Behavior<Void> logging =
        Behaviors.setup(
            context -> {
              context.getLog().info("an actor beside the loop");
              done.complete(null);
              return Behaviors.stopped();
            });
    embedded.system().systemActorOf(logging, "logging", RuntimeActor.dispatcher());
    done.get();
  }

  private static boolean logInCallback(Embedded embedded) throws Exception {
    CompletableFuture<String> after = new CompletableFuture<>();
    EventLoop loop = embedded.loop();
    loop.execute(
        () -> {
          MDC.put(NamesLook.KEY, "logged");
          embedded.context().getLog().info("a callback");
          loop.submit(
              NamesLook.KIND,
              () -> MDC.get(NamesLook.KEY),
              (error, inTask) ->
                  after.complete("task " + inTask + ", callback " + MDC.get(NamesLook.KEY)));
        });
    return expect(
        "MDC of a callback that calls getLog()", "task logged, callback logged", after.get());
  }
}
