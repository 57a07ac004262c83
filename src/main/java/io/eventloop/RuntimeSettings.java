package io.eventloop;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.eventloop.loop.LoopSettings;
import io.eventloop.pool.PoolSettings;
import io.eventloop.pool.Pools;
import java.util.List;
import java.util.Objects;

/**
 * How a runtime is made, and the configuration of the actor system that it starts, if it starts
 * one. Immutable; each {@code with} method returns a changed copy.
 *
 * @param config the whole configuration, {@code eventloop} and {@code pekko} in it
 * @param loop the loop and its pool
 * @param arguments the program's own, for {@code process().argv()}
 */
public record RuntimeSettings(Config config, LoopSettings loop, List<String> arguments) {
  /** Refuses what is missing. */
  public RuntimeSettings {
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(loop, "loop");
    arguments = List.copyOf(arguments);
  }

  /**
   * Reads the configuration as Pekko does: {@code application.conf} on the class path or {@code
   * -Dconfig.file}, over the {@code reference.conf} of the libraries.
   *
   * @throws com.typesafe.config.ConfigException if a key below {@code eventloop} is not known or
   *     its value is not accepted: one line that names the place, the key, the value and what is
   *     accepted
   */
  public static RuntimeSettings load() {
    return from(ConfigFactory.load());
  }

  /**
   * Reads this configuration, which has the {@code reference.conf} of the libraries below it, as
   * that of any actor system does.
   *
   * @throws com.typesafe.config.ConfigException as {@link #load()} does
   */
  public static RuntimeSettings from(Config config) {
    return new RuntimeSettings(config, LoopSettings.from(config, Pools.own()), List.of());
  }

  /** A copy with these settings of the loop. */
  public RuntimeSettings withLoop(LoopSettings newLoop) {
    return new RuntimeSettings(config, newLoop, arguments);
  }

  /** A copy that hands these to the program, such as those that {@code main} was given. */
  public RuntimeSettings withArguments(String... newArguments) {
    return new RuntimeSettings(config, loop, List.of(newArguments));
  }

  /** A copy that sends its tasks to this pool. */
  public RuntimeSettings withPool(Pools.Source pool) {
    return withLoop(loop.withPool(pool));
  }

  /** A copy whose own pool has so many workers, whatever configuration and environment say. */
  public RuntimeSettings withPoolSize(int size) {
    return withPoolSettings(loop.poolSettings().withSize(size));
  }

  /** A copy whose pool is made like this, if this runtime is the first to use it. */
  public RuntimeSettings withPoolSettings(PoolSettings settings) {
    return withLoop(loop.withPoolSettings(settings));
  }
}
