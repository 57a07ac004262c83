package io.eventloop;

import io.eventloop.loop.Hosting;
import io.eventloop.loop.RuntimeActor;
import io.eventloop.pool.PoolWorker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs programs: to their end in an actor system of their own, or as an actor in somebody's. */
public final class NodeRuntime {
  private static final Logger LOG = LoggerFactory.getLogger(NodeRuntime.class);

  /** What an actor system has to end in once its guardian is done. */
  private static final Duration SYSTEM_END = Duration.ofSeconds(5);

  /** How the program ended, and whether a task that heeds nothing still holds its thread. */
  private record Exit(int code, boolean stuck) {}

  private NodeRuntime() {}

  /**
   * Runs a program to its end with the settings that {@link RuntimeSettings#load()} finds.
   *
   * @return the exit code, as Node gives it: what the program set, or 0; 1 after an exception that
   *     nobody handled, 7 after a handler of these threw
   * @see #run(RuntimeSettings, Program)
   */
  public static int run(Program program) {
    return run(RuntimeSettings.load(), program);
  }

  /**
   * Runs a program to its end. Starts an actor system whose guardian is the runtime, and blocks the
   * calling thread until nothing is pending, the program exits, or a callback throws what nobody
   * handles.
   *
   * <p>When it returns, the loop has ended in order: exit handlers have run, every task is
   * answered, the pool is closed and its listener told. The actor system, with nothing left in it,
   * then ends in the background, on threads that do not keep the process. Where it has other parts,
   * that is extensions or a shared pool, or where this library is not on the JVM's own class path,
   * it has ended too.
   *
   * @return the exit code, as Node gives it: what the program set, or 0; 1 after an exception that
   *     nobody handled, 7 after a handler of these threw
   * @throws IllegalStateException if the calling thread is interrupted meanwhile; its flag is set
   *     again, and the runtime is told to end
   */
  public static int run(RuntimeSettings settings, Program program) {
    CompletableFuture<Exit> exit = new CompletableFuture<>();
    boolean own = OwnSystem.suffices(settings);
    ActorSystem<RuntimeActor.Command> system =
        ActorSystem.create(
            RuntimeActor.standAlone(
                settings.loop().withThreadName("main"),
                mainOf(settings, program),
                own ? Hosting.OWN_SYSTEM : Hosting.STAND_ALONE,
                report ->
                    exit.complete(new Exit(report.exitCode(), report.workers().abandoned() > 0))),
            "eventloop",
            own ? OwnSystem.changed(settings.config()) : settings.config(),
            RuntimeActor.dispatcher());
    // a system that dies before its guardian has begun must not leave us waiting
    system.getWhenTerminated().whenComplete((done, error) -> exit.complete(new Exit(1, false)));
    if (own) {
      OwnSystem.stopWithProcess(system, settings, exit);
    }
    try {
      Exit how = exit.get();
      if (!own && !how.stuck()) { // else the system ends when the task does, if it ever does
        awaitEnd(system);
      }
      return how.code();
    } catch (InterruptedException e) {
      if (own) {
        OwnSystem.stop(system);
      } else {
        system.terminate();
      }
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the program was running", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e); // the future is completed with a value only
    }
  }

  private static void awaitEnd(ActorSystem<?> system)
      throws InterruptedException, ExecutionException {
    try {
      endOf(system).toCompletableFuture().get(SYSTEM_END.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException stuck) {
      LOG.warn("the actor system has not ended within {}", SYSTEM_END);
    }
  }

  /** A guardian that stops by itself takes its system along, coordinated shutdown done or not. */
  private static CompletionStage<Done> endOf(ActorSystem<?> system) {
    if (!system.settings().config().getBoolean(OwnSystem.BY_TERMINATE)) {
      return system.getWhenTerminated();
    }
    return CoordinatedShutdown.get(system)
        .runAll(CoordinatedShutdown.actorSystemTerminateReason()) // joins it if it has begun
        .handle((done, failed) -> done)
        .thenCompose(done -> system.getWhenTerminated());
  }

  /**
   * A runtime as an actor of somebody's system, guardian or child; many may be in one system. It
   * lives until it is told {@link RuntimeActor.Stop}, and is stopped in order by coordinated
   * shutdown; a callback that throws fails it, for its supervisor to see.
   *
   * <p>It is to be spawned on its own dispatcher: {@code context.spawn(behavior, "runtime",
   * NodeRuntime.dispatcher())}.
   */
  public static Behavior<RuntimeActor.Command> behavior(RuntimeSettings settings, Program program) {
    return RuntimeActor.create(settings.loop(), mainOf(settings, program));
  }

  /**
   * The same with workers that somebody else made, such as the probes of a test: each is told one
   * {@code Task} at a time, and the next when it has answered.
   *
   * @param workers not empty; their place in the list is their thread id
   */
  public static Behavior<RuntimeActor.Command> behavior(
      RuntimeSettings settings, Program program, List<ActorRef<PoolWorker.Command>> workers) {
    return RuntimeActor.create(settings.loop(), mainOf(settings, program), workers);
  }

  /** On which a runtime is to be spawned, so that its callbacks hold no thread of another. */
  public static DispatcherSelector dispatcher() {
    return RuntimeActor.dispatcher();
  }

  private static RuntimeActor.Main mainOf(RuntimeSettings settings, Program program) {
    return registrar -> program.run(new EventLoop(registrar, settings.arguments()));
  }
}
