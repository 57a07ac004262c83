package io.eventloop.cluster;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that no worker has, by what they need: within a group in the order of submission, also
 * those that come back. Of the submitter's thread.
 */
final class Backlog {

  /** What decides which workers may have a task. */
  record Need(String kind, boolean runsOnce, Placement placement) {}

  /** Tasks with the same need, by their ids. */
  static final class Group {
    private final Need need;
    private final TreeMap<Long, RemoteCall<?>> calls = new TreeMap<>();

    /** Since when no node has what is needed, in nanoseconds; null while one has. */
    private @Nullable Long unservedSince;

    Group(Need need) {
      this.need = need;
    }

    Need need() {
      return need;
    }

    int size() {
      return calls.size();
    }

    boolean isEmpty() {
      return calls.isEmpty();
    }

    RemoteCall<?> first() {
      return calls.firstEntry().getValue();
    }

    /**
     * Notes whether some node has what is needed, and yields the tasks that have waited in vain.
     *
     * @param limit how long each may wait, in nanoseconds, while no node has it
     */
    List<RemoteCall<?>> unserved(boolean served, long now, long limit) {
      if (served) {
        unservedSince = null;
        return List.of();
      }
      if (unservedSince == null) {
        unservedSince = now;
      }
      long sinceWhen = unservedSince;
      return calls.values().stream()
          .filter(call -> now - sinceWhen >= limit && now - call.waitsSince() >= limit)
          .toList();
    }
  }

  private final Map<Need, Group> groups = new LinkedHashMap<>();
  private int size;

  private static Need needOf(RemoteCall<?> call) {
    return new Need(call.remoteKind().name(), call.remoteKind().runsOnce(), call.placement());
  }

  void add(RemoteCall<?> call) {
    Group group = groups.computeIfAbsent(needOf(call), Group::new);
    call.waits();
    if (group.calls.put(call.id(), call) == null) {
      size++;
    }
  }

  /** Takes a task out, if it is here. */
  boolean remove(RemoteCall<?> call) {
    Need need = needOf(call);
    Group group = groups.get(need);
    if (group == null || group.calls.remove(call.id()) == null) {
      return false;
    }
    size--;
    if (group.isEmpty()) {
      groups.remove(need);
    }
    return true;
  }

  List<Group> groups() {
    return List.copyOf(groups.values());
  }

  int size() {
    return size;
  }

  /** How many tasks this worker could run, of a lane no more than it has room for. */
  int countFor(WorkerLink worker) {
    Map<Welcome.Lane, Integer> inLanes = new HashMap<>();
    int count = 0;
    for (Group group : groups.values()) {
      if (worker.serves(group.need())) {
        Welcome.Lane lane = worker.lanes().laneOf(group.need().kind());
        if (lane == null) {
          count += group.size();
        } else {
          inLanes.merge(lane, group.size(), Integer::sum);
        }
      }
    }
    for (Map.Entry<Welcome.Lane, Integer> there : inLanes.entrySet()) {
      count += Math.min(there.getValue(), worker.lanes().room(there.getKey()));
    }
    return count;
  }
}
