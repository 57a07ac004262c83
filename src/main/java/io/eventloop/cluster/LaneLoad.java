package io.eventloop.cluster;

import io.eventloop.pool.PoolSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tasks in the lanes of one worker, as its submitter or the worker itself counts them. A lane that
 * runs few tasks at a time must not fill the worker's places with what waits for it; so of each
 * submitter at most two wait there behind each that may run. Of that one's thread.
 */
final class LaneLoad {
  private final Map<String, Welcome.Lane> laneOfKind = new HashMap<>();
  private final Map<String, Integer> held = new HashMap<>();

  /** In the lanes of a pool of this sort, those that not every thread may run. */
  static LaneLoad of(PoolSettings pool) {
    LaneLoad load = new LaneLoad();
    for (PoolSettings.LaneSettings lane : pool.lanes()) {
      int cap = lane.cap(pool.size());
      if (cap < pool.size()) {
        Welcome.Lane narrow = new Welcome.Lane(lane.name(), cap);
        lane.kinds().forEach(kind -> load.laneOfKind.put(kind.name(), narrow));
      }
    }
    return load;
  }

  /** The worker has these kinds. */
  void isAbout(List<Welcome.Kind> kinds) {
    for (Welcome.Kind kind : kinds) {
      Welcome.Lane lane = kind.lane();
      if (lane != null) {
        laneOfKind.put(kind.name(), lane);
      }
    }
  }

  /** In which lane tasks of this kind run; null if in none that has a cap. */
  Welcome.@Nullable Lane laneOf(String kind) {
    return laneOfKind.get(kind);
  }

  /** So many tasks of this kind have come, or gone. */
  void change(String kind, int by) {
    Welcome.Lane lane = laneOf(kind);
    if (lane != null) {
      held.merge(lane.name(), by, Integer::sum);
    }
  }

  private int held(Welcome.Lane lane) {
    return held.getOrDefault(lane.name(), 0);
  }

  /** How many tasks more may go there. */
  int room(Welcome.Lane lane) {
    return Math.max(0, Leases.placesOf(lane.threads()) - held(lane));
  }

  boolean hasRoom(String kind) {
    Welcome.Lane lane = laneOf(kind);
    return lane == null || room(lane) > 0;
  }

  /** Whether a thread may take such a task, as far as the lane is concerned. */
  boolean hasFreeThread(String kind) {
    Welcome.Lane lane = laneOf(kind);
    return lane == null || held(lane) < lane.threads();
  }
}
