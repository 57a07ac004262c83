package io.eventloop.pool;

import io.eventloop.pool.PoolSettings.LaneSettings;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that wait for a worker, of all runtimes and lanes of a pool, in the order in which they
 * are to start. Lock-free, save to attach a runtime.
 *
 * <p>While there is one runtime and one lane, workers take from its queue directly. Otherwise the
 * runtimes that have work stand in a {@link Rotation}; a worker takes the first, one task of it,
 * and puts it back at the end. It may then take more of it, as long as everybody has had one: see
 * {@link Stay}.
 */
final class ReadyQueue {
  private final List<Lane> lanes = new ArrayList<>();
  private final Map<TaskKind, Lane> laneOfKind = new HashMap<>();
  private final Set<Submitter> submitters = ConcurrentHashMap.newKeySet();
  private final Rotation<Submitter> rotation = new Rotation<>();

  /** The one runtime whose default lane is all there is, or null once there is a rotation. */
  private volatile @Nullable Submitter only;

  ReadyQueue(PoolSettings settings) {
    lanes.add(new Lane(0, "default", Integer.MAX_VALUE));
    for (LaneSettings lane : settings.lanes()) {
      Lane added = new Lane(lanes.size(), lane.name(), lane.cap(settings.size()));
      lanes.add(added);
      lane.kinds().forEach(kind -> laneOfKind.put(kind, added));
    }
  }

  int lanes() {
    return lanes.size();
  }

  Lane lane(int index) {
    return lanes.get(index);
  }

  Lane laneOf(TaskKind kind) {
    return laneOfKind.getOrDefault(kind, lanes.get(0));
  }

  synchronized void attach(Submitter submitter) {
    boolean first = submitters.isEmpty();
    submitters.add(submitter);
    if (first) {
      only = submitter;
    } else {
      rotate();
    }
  }

  synchronized void detach(Submitter submitter) {
    submitters.remove(submitter);
  }

  private synchronized void rotate() {
    Submitter single = only;
    if (single != null) {
      only = null;
      enlist(single); // what it has was offered before the rotation began
    }
  }

  /** A task was put into this lane of the runtime's queue. */
  void offered(Submitter submitter, int lane) {
    if (only == submitter && lane != 0) {
      rotate();
    }
    if (only != submitter) {
      VarHandle.fullFence(); // whoever takes it out of the rotation sees the task, or we see that
      enlist(submitter);
    }
  }

  /** What it has may have been offered just as the rotation began. */
  void enlistAgain(Submitter submitter) {
    if (only != submitter && submitter.hasRunnable()) {
      enlist(submitter);
    }
  }

  private void enlist(Submitter submitter) {
    if (submitter.tryEnlist()) {
      rotation.enter(submitter);
    }
  }

  boolean isEmpty() {
    Submitter single = only;
    return single != null ? single.defaultFeed().isEmpty() : rotation.isEmpty();
  }

  /**
   * Whether a worker that takes a task hides the rest of its runtime's for that moment, so that it
   * has to look for idle workers afterwards.
   */
  boolean isRotating() {
    return only == null;
  }

  /** The next task for a worker that is at work: it may stay where it is, see {@link Stay}. */
  @Nullable Job<?> next(Post post) {
    if (only != null) {
      return take(post);
    }
    Job<?> more = rotation.hasNewcomers() ? null : post.stay().next();
    return more != null ? more : post.stay().beginWith(take(post));
  }

  /** Takes the next task that may start; its lane's share goes to the worker at this post. */
  @Nullable Job<?> take(Post post) {
    Submitter single = only;
    if (single != null) {
      return single.defaultFeed().poll();
    }
    for (Submitter next = rotation.poll(); next != null; next = rotation.poll()) {
      Job<?> task = next.take(post);
      rotation.served(next);
      if (next.hasRunnable()) {
        rotation.toTheEnd(next);
      } else {
        next.delist();
        next.awaitFullLanes();
        if (next.hasRunnable()) { // came while it was neither here nor there
          enlist(next);
        }
      }
      if (task != null) {
        return task;
      }
    }
    return null;
  }

  /** A worker is done with a task of this lane: the runtime that waits for the lane is next. */
  void leave(Lane lane) {
    lane.leave();
    passOn(lane);
  }

  /** Gives the runtime that has waited longest for this lane, and still needs it, a turn. */
  void passOn(Lane lane) {
    for (Submitter next = lane.nextWaiting(); next != null; next = lane.nextWaiting()) {
      next.laneHasRoom(lane);
      if (next.hasQueued(lane)) { // should it be full again, whoever takes it leaves word again
        enlist(next);
        return;
      }
    }
  }

  /** Answers every task that waits. */
  void abortAll(String why) {
    submitters.forEach(submitter -> submitter.abortQueued(why));
  }
}
