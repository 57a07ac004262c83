package io.eventloop.modules.http;

import io.eventloop.value.OutOfRangeException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.ToIntFunction;

/**
 * Limits how many requests to one origin are under way: those beyond wait in the order in which
 * they were made. Node's {@code http.Agent}, in front of the JDK's client, which keeps the idle
 * connections and uses them again. Of one loop's thread.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpagent">Node: class
 *     http.Agent</a>
 */
public final class HttpAgent {
  private final int maxSockets;
  private final Map<String, Lane> lanes = new LinkedHashMap<>();

  /**
   * An agent that no request goes through yet.
   *
   * @param maxSockets at least 1
   */
  public HttpAgent(int maxSockets) {
    OutOfRangeException.requireInRange(maxSockets, "maxSockets", 1, Integer.MAX_VALUE);
    this.maxSockets = maxSockets;
  }

  private static final class Lane {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int underWay;
  }

  /** Starts it when there is room; {@link #leave} is to follow once. */
  void enter(URI uri, Runnable start) {
    Lane lane = lanes.computeIfAbsent(origin(uri), key -> new Lane());
    if (lane.underWay < maxSockets) {
      lane.underWay++;
      start.run();
    } else {
      lane.waiting.add(start);
    }
  }

  /** It has ended, or will not be started. */
  void leave(URI uri, Runnable start) {
    Lane lane = lanes.get(origin(uri));
    if (lane == null || lane.waiting.remove(start)) {
      return;
    }
    Runnable next = lane.waiting.poll();
    if (next != null) {
      next.run();
    } else if (--lane.underWay == 0) {
      lanes.remove(origin(uri));
    }
  }

  private static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  /** How many requests are under way, by origin. */
  public Map<String, Integer> sockets() {
    return counts(lane -> lane.underWay);
  }

  /** How many requests wait, by origin. */
  public Map<String, Integer> requests() {
    return counts(lane -> lane.waiting.size());
  }

  private Map<String, Integer> counts(ToIntFunction<Lane> count) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    lanes.forEach(
        (origin, lane) -> {
          if (count.applyAsInt(lane) > 0) {
            counts.put(origin, count.applyAsInt(lane));
          }
        });
    return counts;
  }

  /** The limit by origin. */
  public int maxSockets() {
    return maxSockets;
  }
}
