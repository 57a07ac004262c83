package io.eventloop.pool;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * How a pool is made. Immutable; each {@code with} method returns a changed copy. The defaults and
 * their reasons are in {@code reference.conf}, under {@code eventloop}.
 *
 * @param name how its workers' threads are called, before their number
 * @param size how many workers, 1 to {@value #MAX_SIZE}
 * @param maxQueued how many tasks may wait for a worker, or {@link #UNBOUNDED}
 * @param whenFull what becomes of a task that finds the queue full
 * @param lanes shares of the threads beside the default lane; no kind stands in two
 * @param stuckGrace how long a worker may take to come back from a task that was cancelled or timed
 *     out before its thread is written off
 * @param shutdownGrace how long a running task may take to end at shutdown before it is interrupted
 * @param virtualThreads whether workers run on virtual threads, on JDK 21 and later
 * @param listener is told of lost workers and dropped results
 */
public record PoolSettings(
    String name,
    int size,
    int maxQueued,
    WhenFull whenFull,
    List<LaneSettings> lanes,
    Duration stuckGrace,
    Duration shutdownGrace,
    boolean virtualThreads,
    PoolListener listener) {

  /** The largest size, libuv's {@code MAX_THREADPOOL_SIZE}. */
  public static final int MAX_SIZE = 1024;

  /** The {@link #maxQueued()} of a queue without a bound. */
  public static final int UNBOUNDED = 0;

  /** What becomes of a task that finds a bounded queue full. */
  public enum WhenFull {
    /** It is answered with {@link TaskRejectedException}. */
    REJECT,
    /** It waits, in order, at the runtime that submitted it; other runtimes are not held up. */
    WAIT
  }

  /**
   * A lane: a share of the pool's threads for some kinds of task.
   *
   * @param name names it when one of its tasks is rejected, and as the key of its settings
   * @param maxThreads how many threads its tasks may hold at a time, or {@link #HALF}
   * @param kinds the kinds that belong to it
   */
  public record LaneSettings(String name, int maxThreads, Set<TaskKind> kinds) {
    /** Half of the pool's threads, rounded up, as libuv's lane for slow I/O. */
    public static final int HALF = 0;

    /** Copies the kinds and refuses a cap that is negative. */
    public LaneSettings {
      Objects.requireNonNull(name, "name");
      if (maxThreads < 0) {
        throw new IllegalArgumentException(
            "maxThreads = " + maxThreads + ": a positive number or HALF is accepted");
      }
      kinds = Set.copyOf(kinds);
    }

    /** How many threads of a pool of this size its tasks may hold at a time. */
    public int cap(int size) {
      return maxThreads == HALF ? (size + 1) / 2 : maxThreads;
    }
  }

  /** Refuses a size out of range, a negative bound or grace, and a kind in two lanes. */
  public PoolSettings {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(whenFull, "whenFull");
    Objects.requireNonNull(listener, "listener");
    check(size >= 1 && size <= MAX_SIZE, "size", size, "1 to " + MAX_SIZE);
    check(maxQueued >= 0, "maxQueued", maxQueued, "a positive number or UNBOUNDED");
    check(!stuckGrace.isNegative(), "stuckGrace", stuckGrace, "a duration that is not negative");
    check(
        !shutdownGrace.isNegative(),
        "shutdownGrace",
        shutdownGrace,
        "a duration that is not negative");
    check(
        !virtualThreads || VirtualThreads.areSupported(),
        "virtualThreads",
        virtualThreads,
        "off, or JDK 21 or later");
    lanes = List.copyOf(lanes);
    Set<TaskKind> seen = new HashSet<>();
    for (LaneSettings lane : lanes) {
      for (TaskKind kind : lane.kinds()) {
        check(seen.add(kind), "lanes", kind + " twice", "one lane for a kind");
      }
    }
  }

  private static void check(boolean ok, String what, Object value, String accepted) {
    if (!ok) {
      throw new IllegalArgumentException(what + " = " + value + ": accepted is " + accepted);
    }
  }

  /**
   * Reads the block {@code eventloop} of an actor system's configuration. The size comes from
   * {@code eventloop.pool-size} or, where that is {@code default}, from the environment variable
   * {@code UV_THREADPOOL_SIZE}, clamped to its range as libuv does, or is 4.
   *
   * @throws com.typesafe.config.ConfigException if a value is not accepted; the message names it
   */
  public static PoolSettings from(Config system) {
    return from(system, System.getenv());
  }

  static PoolSettings from(Config system, Map<String, String> environment) {
    SettingsReader reader = SettingsReader.of(system);
    List<LaneSettings> lanes = new ArrayList<>();
    for (String lane : reader.children("lanes")) {
      String at = "lanes." + lane + ".";
      reader.refuseUnknown("lanes." + lane, Set.of("max-threads", "kinds"));
      lanes.add(
          new LaneSettings(
              lane,
              reader.integerOr(at + "max-threads", "half", () -> LaneSettings.HALF, 1, MAX_SIZE),
              reader.strings(at + "kinds").stream()
                  .map(TaskKind::of)
                  .collect(Collectors.toUnmodifiableSet())));
    }
    return reader.checked(
        "",
        () ->
            new PoolSettings(
                "pool",
                reader.integerOr(
                    "pool-size",
                    "default",
                    () -> PoolSize.fromEnvironment(environment),
                    1,
                    MAX_SIZE),
                reader.integerOr("max-queued", "unbounded", () -> UNBOUNDED, 1, Integer.MAX_VALUE),
                WhenFull.valueOf(
                    reader.oneOf("when-full", "reject", "wait").toUpperCase(Locale.ROOT)),
                lanes,
                reader.duration("stuck-grace"),
                reader.duration("shutdown-grace"),
                reader.boolIf(
                    "virtual-threads",
                    VirtualThreads.areSupported(),
                    "off is, and on with JDK 21 or later"),
                PoolListener.NONE));
  }

  /** A copy with this name. */
  public PoolSettings withName(String newName) {
    return with(draft -> draft.name = newName);
  }

  /** A copy with this number of workers. */
  public PoolSettings withSize(int newSize) {
    return with(draft -> draft.size = newSize);
  }

  /** A copy with this bound of the queue, and what becomes of a task that finds it full. */
  public PoolSettings withMaxQueued(int newMaxQueued, WhenFull newWhenFull) {
    return with(
        draft -> {
          draft.maxQueued = newMaxQueued;
          draft.whenFull = newWhenFull;
        });
  }

  /** A copy with these lanes beside the default one. */
  public PoolSettings withLanes(List<LaneSettings> newLanes) {
    return with(draft -> draft.lanes = newLanes);
  }

  /** A copy that writes a stuck thread off after this long. */
  public PoolSettings withStuckGrace(Duration newGrace) {
    return with(draft -> draft.stuckGrace = newGrace);
  }

  /** A copy that interrupts running tasks this long after the shutdown began. */
  public PoolSettings withShutdownGrace(Duration newGrace) {
    return with(draft -> draft.shutdownGrace = newGrace);
  }

  /** A copy whose workers run on virtual threads, or do not. */
  public PoolSettings withVirtualThreads(boolean newVirtualThreads) {
    return with(draft -> draft.virtualThreads = newVirtualThreads);
  }

  /** A copy with this listener. */
  public PoolSettings withListener(PoolListener newListener) {
    return with(draft -> draft.listener = newListener);
  }

  private PoolSettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.settings();
  }

  /** Settings whose components can be set one by one, until they are made settings again. */
  private static final class Draft {
    private String name;
    private int size;
    private int maxQueued;
    private WhenFull whenFull;
    private List<LaneSettings> lanes;
    private Duration stuckGrace;
    private Duration shutdownGrace;
    private boolean virtualThreads;
    private PoolListener listener;

    Draft(PoolSettings settings) {
      name = settings.name;
      size = settings.size;
      maxQueued = settings.maxQueued;
      whenFull = settings.whenFull;
      lanes = settings.lanes;
      stuckGrace = settings.stuckGrace;
      shutdownGrace = settings.shutdownGrace;
      virtualThreads = settings.virtualThreads;
      listener = settings.listener;
    }

    PoolSettings settings() {
      return new PoolSettings(
          name,
          size,
          maxQueued,
          whenFull,
          lanes,
          stuckGrace,
          shutdownGrace,
          virtualThreads,
          listener);
    }
  }

  /** How the worker with this number is called, as an actor and in a thread dump. */
  public String threadName(int threadId) {
    return name + threadId;
  }
}
