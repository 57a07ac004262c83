package io.eventloop;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.eventloop.loop.RuntimeActor;
import io.eventloop.loop.RuntimeActor.Stop;
import io.eventloop.pool.Pools;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * The actor system of one program, where that program has the process to itself and nobody else has
 * a part in the system. It leaves out what others would need, none of its threads keeps the
 * process, and no one has to wait for its end: when the loop has ended, there is nothing left in
 * it.
 */
final class OwnSystem {
  private static final String PROVIDER = "pekko.actor.provider";
  private static final String HOOKS = "pekko.jvm-shutdown-hooks";
  private static final String SHUTDOWN = "pekko.coordinated-shutdown.";
  private static final String BY_HOOK = SHUTDOWN + "run-by-jvm-shutdown-hook";

  /** Whether coordinated shutdown is run when a system terminates. */
  static final String BY_TERMINATE = SHUTDOWN + "run-by-actor-system-terminate";

  /** Pekko's own extensions, which are made when they are asked for, too. */
  private static final Set<String> ON_DEMAND =
      Set.of(
          "org.apache.pekko.serialization.SerializationExtension$",
          "org.apache.pekko.stream.SystemMaterializer$",
          "org.apache.pekko.actor.typed.internal.adapter.ActorSystemAdapter$LoadTypedExtensions",
          "org.apache.pekko.actor.typed.receptionist.Receptionist$");

  private static final Map<String, Object> CHANGES =
      Map.of(
          "pekko.daemonic",
          true,
          "pekko.library-extensions",
          List.of(),
          "pekko.actor.typed.library-extensions",
          List.of(),
          BY_HOOK,
          false,
          BY_TERMINATE,
          false);

  private OwnSystem() {}

  /**
   * Whether the system of these settings has no part but the runtime. In a process that is somebody
   * else's, such as Maven's, classes may be gone after the program, and a system must have ended by
   * then.
   */
  static boolean suffices(RuntimeSettings settings) {
    Config config = settings.config();
    return NodeRuntime.class.getClassLoader() == ClassLoader.getSystemClassLoader()
        && settings.loop().pool() == Pools.own()
        && isAlone(config)
        && is(config, BY_TERMINATE, true)
        && is(config, SHUTDOWN + "exit-jvm", false)
        && has(config, "pekko.extensions", Set.of())
        && has(config, "pekko.library-extensions", ON_DEMAND)
        && has(config, "pekko.actor.typed.extensions", Set.of())
        && has(config, "pekko.actor.typed.library-extensions", ON_DEMAND);
  }

  /** Whether there is one node: a cluster wants to be left in order. */
  private static boolean isAlone(Config config) {
    return !config.hasPath(PROVIDER) || config.getString(PROVIDER).equals("local");
  }

  private static boolean is(Config config, String key, boolean expected) {
    return !config.hasPath(key) || config.getBoolean(key) == expected;
  }

  private static boolean has(Config config, String key, Set<String> atMost) {
    return !config.hasPath(key) || atMost.containsAll(config.getStringList(key));
  }

  static Config changed(Config config) {
    return ConfigFactory.parseMap(CHANGES).withFallback(config);
  }

  /** Tells the loop to end in order. */
  static void stop(ActorSystem<RuntimeActor.Command> system) {
    system.tell(new Stop(system.ignoreRef()));
  }

  /**
   * In place of coordinated shutdown, where the configuration asks for it at the end of the
   * process: stops the loop in order, and keeps the process until it has ended.
   */
  static void stopWithProcess(
      ActorSystem<RuntimeActor.Command> system,
      RuntimeSettings settings,
      CompletableFuture<?> ended) {
    if (is(settings.config(), HOOKS, true) && is(settings.config(), BY_HOOK, true)) {
      Duration limit =
          settings.loop().poolSettings().shutdownGrace().multipliedBy(2).plusSeconds(1);
      Thread hook = new Thread(() -> stop(system, ended, limit), "eventloop-shutdown");
      if (change(() -> Runtime.getRuntime().addShutdownHook(hook))) {
        var unused =
            ended.thenRun(() -> change(() -> Runtime.getRuntime().removeShutdownHook(hook)));
      }
    }
  }

  private static boolean change(Runnable hooks) {
    try {
      hooks.run();
      return true;
    } catch (IllegalStateException processEnds) { // it has taken the hooks that there were
      return false;
    }
  }

  private static void stop(
      ActorSystem<RuntimeActor.Command> system, CompletableFuture<?> ended, Duration limit) {
    if (!ended.isDone()) {
      stop(system);
      try {
        ended.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException | ExecutionException | TimeoutException late) {
        // the process ends all the same
      }
    }
  }
}
