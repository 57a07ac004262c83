package io.eventloop.cluster;

import com.typesafe.config.Config;
import io.eventloop.pool.SettingsReader;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The block {@code eventloop.cluster}; {@code reference.conf} has the reasons.
 *
 * @param worker {@code on}, {@code off}, or the role of the nodes that are workers
 * @param kinds the names of {@link KindProvider}s
 * @param maxQueued how many tasks may wait, or {@link #UNBOUNDED}
 * @param heartbeat after which what was not answered is said again
 * @param kindTimeout how long a task waits for a node that has its kind
 * @param grace how long running tasks have to end when a worker leaves
 * @param maxBytes the longest argument or result
 * @param durableName under which its journal knows this node, or {@code off}
 * @param minBackoff after which a handler of durable tasks that has thrown is called again
 * @param maxBackoff the longest time until then, when it has thrown again and again
 */
record ClusterSettings(
    String worker,
    List<String> kinds,
    int maxQueued,
    Duration heartbeat,
    Duration kindTimeout,
    Duration grace,
    int maxBytes,
    String durableName,
    Duration minBackoff,
    Duration maxBackoff) {

  /** The {@link #maxQueued()} of a queue without a bound. */
  static final int UNBOUNDED = 0;

  private static final String FRAME = "pekko.remote.artery.advanced.maximum-frame-size";

  /** What a message has beside the argument: ids, MDC, the addresses that Artery adds. */
  private static final int OVERHEAD = 16 * 1024;

  static ClusterSettings from(Config system) {
    SettingsReader reader = SettingsReader.of(system);
    return new ClusterSettings(
        reader.string("cluster.worker"),
        reader.strings("cluster.kinds"),
        reader.integerOr("cluster.max-queued", "unbounded", () -> UNBOUNDED, 1, Integer.MAX_VALUE),
        reader.duration("cluster.heartbeat"),
        reader.duration("cluster.kind-timeout"),
        reader.duration("shutdown-grace"),
        (int) Math.min(Integer.MAX_VALUE, system.getBytes(FRAME)) - OVERHEAD,
        reader.string("cluster.durable-name"),
        reader.duration("cluster.handler-min-backoff"),
        reader.duration("cluster.handler-max-backoff"));
  }

  /** Whether a node with these roles is a worker. */
  boolean isWorker(Set<String> roles) {
    return switch (worker) {
      case "on" -> true;
      case "off" -> false;
      default -> roles.contains(worker);
    };
  }

  /**
   * After which time a handler is called again: twice as long after each failure.
   *
   * @param failures how many there were, from 1
   */
  Duration backoff(int failures) {
    Duration delay = minBackoff;
    for (int i = 1; i < failures && delay.compareTo(maxBackoff) < 0; i++) {
      delay = delay.multipliedBy(2);
    }
    return delay.compareTo(maxBackoff) < 0 ? delay : maxBackoff;
  }

  boolean isFull(int waiting) {
    return maxQueued != UNBOUNDED && waiting >= maxQueued;
  }

  /**
   * Refuses what does not fit into a message.
   *
   * @param what for the message of the error
   */
  void checkSize(String what, int bytes) {
    if (bytes > maxBytes) {
      throw new IllegalArgumentException(
          what
              + " of "
              + bytes
              + " bytes: at most "
              + maxBytes
              + " are accepted, 16 KiB less than "
              + FRAME);
    }
  }
}
