package io.eventloop.loop;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.eventloop.pool.PoolSettings;
import io.eventloop.pool.Pools;
import io.eventloop.pool.SettingsReader;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How a runtime is made. Immutable; each {@code with} method returns a changed copy. The defaults
 * and their reasons are in {@code reference.conf}, under {@code eventloop}.
 *
 * @param threadName how the loop's thread is called while it runs
 * @param maxCallbacksPerTurn how many callbacks a turn runs before it yields to the dispatcher
 * @param pool which pool its tasks go to
 * @param poolSettings how that pool is made, if this runtime is the first to use it
 * @param blockedLoopWarning how long one callback may hold the loop before there is a warning;
 *     empty for no warning
 * @param trackCallSites whether {@link Loop#activeResources()} names call sites
 * @param listener is told what happens to the loop
 */
public record LoopSettings(
    String threadName,
    int maxCallbacksPerTurn,
    Pools.Source pool,
    PoolSettings poolSettings,
    Optional<Duration> blockedLoopWarning,
    boolean trackCallSites,
    LoopListener listener) {

  /** Of the library's defaults; a thread may have no loader of its own. */
  private static final ClassLoader OURS = LoopSettings.class.getClassLoader();

  /** Below these keys of the configuration stand names of the user's. */
  private static final Set<String> NAMED_BY_USER =
      Set.of("lanes", "dispatcher", "virtual-dispatcher");

  /** Refuses a budget that is not positive. */
  public LoopSettings {
    Objects.requireNonNull(threadName, "threadName");
    Objects.requireNonNull(pool, "pool");
    Objects.requireNonNull(poolSettings, "poolSettings");
    Objects.requireNonNull(blockedLoopWarning, "blockedLoopWarning");
    Objects.requireNonNull(listener, "listener");
    if (maxCallbacksPerTurn < 1) {
      throw new IllegalArgumentException(
          "maxCallbacksPerTurn = " + maxCallbacksPerTurn + ": a positive number is accepted");
    }
    if (blockedLoopWarning.filter(limit -> limit.toMillis() < 1).isPresent()) {
      throw new IllegalArgumentException(
          "blockedLoopWarning = " + blockedLoopWarning.get() + ": at least 1 ms is accepted");
    }
  }

  /**
   * Reads the block {@code eventloop} of an actor system's configuration.
   *
   * @param pool which pool its tasks go to
   * @throws com.typesafe.config.ConfigException if a key below {@code eventloop} is not known or
   *     its value is not accepted: one line that names the place, the key, the value and what is
   *     accepted
   */
  public static LoopSettings from(Config system, Pools.Source pool) {
    SettingsReader reader = SettingsReader.of(system);
    reader.refuseUnknown(ConfigFactory.defaultReference(OURS), NAMED_BY_USER);
    Clocks.check(reader);
    return new LoopSettings(
        reader.string("thread-name"),
        reader.integer("max-callbacks-per-turn", 1, Integer.MAX_VALUE),
        pool,
        PoolSettings.from(system),
        blockedLoopWarning(reader),
        reader.bool("track-call-sites"),
        LoopListener.NONE);
  }

  private static Optional<Duration> blockedLoopWarning(SettingsReader reader) {
    String key = "blocked-loop-warning";
    if (reader.string(key).equals("off")) {
      return Optional.empty();
    }
    Duration limit = reader.duration(key);
    if (limit.toMillis() < 1) {
      throw reader.bad(key, reader.string(key), "off is, or a duration of at least 1ms");
    }
    return Optional.of(limit);
  }

  /** A copy whose loop's thread has this name. */
  public LoopSettings withThreadName(String newName) {
    return new LoopSettings(
        newName,
        maxCallbacksPerTurn,
        pool,
        poolSettings,
        blockedLoopWarning,
        trackCallSites,
        listener);
  }

  /** A copy whose turns yield after so many callbacks. */
  public LoopSettings withMaxCallbacksPerTurn(int newMax) {
    return new LoopSettings(
        threadName, newMax, pool, poolSettings, blockedLoopWarning, trackCallSites, listener);
  }

  /** A copy that sends its tasks to this pool. */
  public LoopSettings withPool(Pools.Source newPool) {
    return new LoopSettings(
        threadName,
        maxCallbacksPerTurn,
        newPool,
        poolSettings,
        blockedLoopWarning,
        trackCallSites,
        listener);
  }

  /** A copy whose pool is made like this, if this runtime is the first to use it. */
  public LoopSettings withPoolSettings(PoolSettings newSettings) {
    return new LoopSettings(
        threadName,
        maxCallbacksPerTurn,
        pool,
        newSettings,
        blockedLoopWarning,
        trackCallSites,
        listener);
  }

  /** A copy that warns after this time, or never. */
  public LoopSettings withBlockedLoopWarning(Optional<Duration> newLimit) {
    return new LoopSettings(
        threadName, maxCallbacksPerTurn, pool, poolSettings, newLimit, trackCallSites, listener);
  }

  /** A copy that notes, or does not, where things were registered. */
  public LoopSettings withTrackCallSites(boolean newTracking) {
    return new LoopSettings(
        threadName,
        maxCallbacksPerTurn,
        pool,
        poolSettings,
        blockedLoopWarning,
        newTracking,
        listener);
  }

  /** A copy that tells this listener. */
  public LoopSettings withListener(LoopListener newListener) {
    return new LoopSettings(
        threadName,
        maxCallbacksPerTurn,
        pool,
        poolSettings,
        blockedLoopWarning,
        trackCallSites,
        newListener);
  }
}
