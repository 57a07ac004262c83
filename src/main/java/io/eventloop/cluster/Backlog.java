package io.eventloop.cluster;

import java.util.ArrayList;
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

    List<RemoteCall<?>> all() {
      return new ArrayList<>(calls.values());
    }

    /** Notes whether some node has what is needed; yields for how long none has had it. */
    long unservedNanos(boolean served, long now) {
      if (served) {
        unservedSince = null;
        return 0;
      }
      if (unservedSince == null) {
        unservedSince = now;
      }
      return now - unservedSince;
    }
  }

  private final Map<Need, Group> groups = new LinkedHashMap<>();
  private int size;

  private static Need needOf(RemoteCall<?> call) {
    return new Need(call.remoteKind().name(), call.remoteKind().runsOnce(), call.placement());
  }

  void add(RemoteCall<?> call) {
    Group group = groups.computeIfAbsent(needOf(call), Group::new);
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

  /** How many tasks this worker could run. */
  int countFor(WorkerLink worker) {
    int count = 0;
    for (Group group : groups.values()) {
      if (worker.serves(group.need())) {
        count += group.size();
      }
    }
    return count;
  }
}
