package io.eventloop.pool;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.annotation.InternalApi;

/**
 * Which pool a runtime uses, and the pools that the runtimes of one actor system share. Safe to use
 * from any thread.
 *
 * <p>A shared pool is made by the first runtime that asks for it and lives as long as the actor
 * system. Each runtime has a queue of its own there, and the queues are served in turn: a runtime's
 * first task starts after at most one task of every other runtime.
 */
public final class Pools implements Extension {
  private static final String SHARED_NAME = "pool";

  /** Which pool a runtime uses. */
  public sealed interface Source permits Own, Shared {}

  /** One of the runtime's own, whose workers are its children. */
  enum Own implements Source {
    POOL
  }

  /**
   * One that all runtimes of the actor system share that name it.
   *
   * @param name its name
   * @param size how many workers; empty for the configured size
   */
  record Shared(String name, Optional<Integer> size) implements Source {}

  private final ActorSystem<?> system;
  private final Map<String, Pool> shared = new ConcurrentHashMap<>();

  private Pools(ActorSystem<?> system) {
    this.system = system;
  }

  /** A pool of the runtime's own: the default of a runtime that runs a program to its end. */
  public static Source own() {
    return Own.POOL;
  }

  /** The pool that all runtimes of an actor system share: the default of {@code Offload}. */
  public static Source shared() {
    return new Shared(SHARED_NAME, Optional.empty());
  }

  /**
   * A shared pool for one resource, sized as what is behind it: for JDBC, as the connection pool.
   *
   * @param name its name, and that of its threads before their number; not {@code "pool"}
   * @param size how many workers, 1 to {@value PoolSettings#MAX_SIZE}
   */
  public static Source named(String name, int size) {
    Objects.requireNonNull(name, "name");
    if (!name.matches("[A-Za-z][A-Za-z0-9_-]*") || name.equals(SHARED_NAME)) {
      throw new IllegalArgumentException(
          "name = \""
              + name
              + "\": a letter, then letters, digits, - and _ are accepted, but not \"pool\"");
    }
    if (size < 1 || size > PoolSettings.MAX_SIZE) {
      throw new IllegalArgumentException(
          "size = " + size + ": 1 to " + PoolSettings.MAX_SIZE + " is accepted");
    }
    return new Shared(name, Optional.of(size));
  }

  /** The pools of this actor system. */
  @InternalApi
  public static Pools get(ActorSystem<?> system) {
    return system.registerExtension(Id.INSTANCE);
  }

  /**
   * The shared pool of this source, made now if it is not there yet.
   *
   * @param settings for a pool that is made now, save its name and size
   * @return empty if the source is a pool of the runtime's own
   * @throws IllegalArgumentException if the pool is there, but of another size
   */
  @InternalApi
  public Optional<Pool> find(Source source, PoolSettings settings) {
    if (!(source instanceof Shared wanted)) {
      return Optional.empty();
    }
    int size = wanted.size().orElse(settings.size());
    Pool pool =
        shared.computeIfAbsent(
            wanted.name(), name -> spawn(settings.withName(name).withSize(size)));
    if (wanted.size().isPresent() && pool.settings().size() != size) {
      throw new IllegalArgumentException(
          "pool "
              + wanted.name()
              + " is there already with "
              + pool.settings().size()
              + " workers, not "
              + size);
    }
    return Optional.of(pool);
  }

  private Pool spawn(PoolSettings settings) {
    Pool pool = new Pool(settings);
    ActorRef<SharedPool.Command> actor =
        system.systemActorOf(
            SharedPool.create(pool),
            "eventloop-" + settings.name(),
            DispatcherSelector.fromConfig("eventloop.dispatcher"));
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            "eventloop-close-" + settings.name(),
            () -> close(actor, settings));
    return pool;
  }

  private CompletionStage<Done> close(ActorRef<SharedPool.Command> actor, PoolSettings settings) {
    Duration limit = settings.shutdownGrace().multipliedBy(2).plusSeconds(1);
    return AskPattern.ask(actor, SharedPool.Stop::new, limit, system.scheduler());
  }

  private static final class Id extends ExtensionId<Pools> {
    static final Id INSTANCE = new Id();

    @Override
    public Pools createExtension(ActorSystem<?> system) {
      return new Pools(system);
    }
  }
}
