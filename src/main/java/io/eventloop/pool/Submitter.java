package io.eventloop.pool;

import io.eventloop.pool.PoolWorker.Task;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.pekko.annotation.InternalApi;
import org.jspecify.annotations.Nullable;

/**
 * One runtime's side of a pool: the queue of its tasks, a FIFO for each lane. The methods that are
 * public belong to the runtime's thread; the others to workers.
 */
@InternalApi
public final class Submitter {
  private final Pool pool;
  private final ReadyQueue queue;
  private final Places places;
  private final Runnable roomAvailable;
  private final AtomicReferenceArray<@Nullable ConcurrentLinkedQueue<Task>> feeds;
  private final ConcurrentLinkedQueue<Task> defaultFeed = new ConcurrentLinkedQueue<>();

  /** Whether it stands in the pool's rotation, or a worker holds it that took it from there. */
  private final AtomicBoolean enlisted = new AtomicBoolean();

  /** Tasks that a full pool, set to wait, has not taken yet. */
  private final WaitingTasks waiting;

  private final AtomicBoolean awaitsRoom = new AtomicBoolean();

  /** A 1 for each full lane that has this submitter's word, so that it has it once. */
  private final AtomicIntegerArray awaitedLanes;

  /** Where the next look begins; of the worker that holds this submitter. */
  private int nextLane;

  private final Sweep sweep = new Sweep(this::dropDead);
  private volatile boolean detached;

  Submitter(Pool pool, ReadyQueue queue, Places places, Runnable roomAvailable) {
    this.pool = pool;
    this.queue = queue;
    this.places = places;
    this.roomAvailable = roomAvailable;
    this.feeds = new AtomicReferenceArray<>(queue.lanes());
    this.awaitedLanes = new AtomicIntegerArray(queue.lanes());
    this.waiting = new WaitingTasks(queue.lanes());
    feeds.set(0, defaultFeed);
  }

  /**
   * Hands a task to the pool: to an idle worker, or into the queue. A task that the pool does not
   * take is answered with {@link TaskRejectedException}, like any other answer.
   *
   * @param task its work is a {@link Job}, not submitted before
   */
  public void submit(Task task) {
    Job<?> job = task.job();
    int lane = queue.laneOf(task.kind()).index();
    if (detached || pool.isClosed()) {
      reject(task, "pool " + pool.settings().name() + " is closed");
    } else if (waiting.isEmpty(lane) && tryAdmit(task)) {
      return;
    } else if (pool.settings().whenFull() == PoolSettings.WhenFull.WAIT || job.waitsForRoom()) {
      if (job.queuedBy(this, false)) {
        waiting.add(lane, task);
        awaitRoom();
        waiting.offer(this::tryAdmit); // there may be room since we looked
      }
    } else {
      reject(
          task,
          pool.settings().maxQueued()
              + " tasks are queued, the bound of pool "
              + pool.settings().name());
    }
  }

  private void reject(Task task, String why) {
    String what = queue.laneOf(task.kind()).taskOf(task.kind());
    task.job().abort(new TaskRejectedException(what + " rejected: " + why), false);
  }

  /**
   * Hands over what waited for room; to be called on the runtime's thread when room is announced.
   */
  public void admitWaiting() {
    awaitsRoom.set(false);
    waiting.offer(this::tryAdmit);
    if (waiting.isEmpty()) {
      places.announce();
    } else {
      awaitRoom();
      waiting.offer(this::tryAdmit);
    }
  }

  /** A task that can start now needs no place. For the others, a full queue is looked at again. */
  private boolean tryAdmit(Task task) {
    if (pool.handToIdle(this, task, false)) {
      return true;
    }
    if (places.tryTake() || (pool.wake() && places.tryTake())) {
      enqueue(task);
      return true;
    }
    return pool.handToIdle(this, task, true);
  }

  /** The runtime has ended a turn: what it queued must not wait for the next. */
  public void endOfTurn() {
    pool.endOfTurn();
  }

  /**
   * A given worker has answered this task: it may have the next. Pools of our own need no telling.
   */
  public void answered(int threadId, long callbackId) {
    pool.answered(threadId, callbackId);
  }

  /** The tasks of this runtime that no worker has begun. Walks the queues. */
  public int queued() {
    int count = waiting.size();
    for (int i = 0; i < feeds.length(); i++) {
      ConcurrentLinkedQueue<Task> feed = feeds.get(i);
      count += feed == null ? 0 : feed.size();
    }
    return count;
  }

  /** Ends the submitter; what is still queued is the caller's to answer and is dropped here. */
  public void detach() {
    detached = true;
    waiting.clear();
    for (int i = 0; i < feeds.length(); i++) {
      ConcurrentLinkedQueue<Task> feed = feeds.get(i);
      if (feed != null) {
        feed.clear();
        pool.passOn(queue.lane(i));
      }
    }
    queue.detach(this);
    if (awaitsRoom.get()) {
      places.announce(); // it may have been announced to us, who have no use for it
    }
  }

  private void enqueue(Task task) {
    int lane = queue.laneOf(task.kind()).index();
    if (!task.job().queuedBy(this, places.areBounded())) {
      return; // cancelled at this very moment
    }
    ConcurrentLinkedQueue<Task> feed = feeds.get(lane);
    if (feed == null) {
      feed = new ConcurrentLinkedQueue<>();
      feeds.set(lane, feed);
    }
    feed.offer(task);
    pool.offered(this, lane);
  }

  private void awaitRoom() {
    if (awaitsRoom.compareAndSet(false, true)) {
      places.await(this);
    }
  }

  /** Whether tasks of this lane wait in the queue. */
  boolean hasQueued(Lane lane) {
    ConcurrentLinkedQueue<Task> feed = feeds.get(lane.index());
    return feed != null && !feed.isEmpty();
  }

  boolean isDetached() {
    return detached;
  }

  void announceRoom() {
    roomAvailable.run();
  }

  void leavePlace() {
    places.leave();
  }

  /** A task that stands in one of the queues was answered; on any thread. */
  void diedQueued() {
    sweep.countDead();
  }

  private int dropDead() {
    waiting.removeIf(Submitter::isDead);
    for (int i = 0; i < feeds.length(); i++) {
      ConcurrentLinkedQueue<Task> feed = feeds.get(i);
      if (feed != null && feed.removeIf(Submitter::isDead)) {
        pool.passOn(queue.lane(i));
      }
    }
    return queued();
  }

  private static boolean isDead(Task task) {
    return task.job().isDone();
  }

  boolean tryEnlist() {
    return enlisted.compareAndSet(false, true);
  }

  void delist() {
    enlisted.set(false);
  }

  ConcurrentLinkedQueue<Task> defaultFeed() {
    return defaultFeed;
  }

  /**
   * Takes the next task that its lane has room for, the lanes in turn; for the worker that holds
   * this submitter. A lane that is full will announce itself.
   */
  @Nullable Task take(Post post) {
    int count = feeds.length();
    for (int i = 0; i < count; i++) {
      int index = (nextLane + i) % count;
      ConcurrentLinkedQueue<Task> feed = feeds.get(index);
      if (feed == null || feed.isEmpty()) {
        continue;
      }
      Lane lane = queue.lane(index);
      if (!lane.tryEnter()) {
        continue;
      }
      Task task = feed.poll();
      if (task == null) { // its runtime has just ended
        queue.leave(lane);
        continue;
      }
      if (lane.isCapped()) {
        post.holds(lane);
      }
      nextLane = index + 1;
      return task;
    }
    return null;
  }

  /** Whether a task waits in a lane that has room. */
  boolean hasRunnable() {
    for (int i = 0; i < feeds.length(); i++) {
      ConcurrentLinkedQueue<Task> feed = feeds.get(i);
      if (feed != null && !feed.isEmpty() && queue.lane(i).hasRoom()) {
        return true;
      }
    }
    return false;
  }

  /** The lane has room again and has forgotten this submitter. */
  void laneHasRoom(Lane lane) {
    awaitedLanes.set(lane.index(), 0);
  }

  /** Answers whatever is queued with this error; for a pool that ends before its runtimes. */
  void abortQueued(String why) {
    for (int i = 0; i < feeds.length(); i++) {
      ConcurrentLinkedQueue<Task> feed = feeds.get(i);
      for (Task task = feed == null ? null : feed.poll(); task != null; task = feed.poll()) {
        task.job()
            .abort(new WorkerTerminatedException(task.kind() + " task not run: " + why), true);
      }
    }
  }

  /** Leaves word at each full lane that keeps a task of this runtime waiting. */
  void awaitFullLanes() {
    for (int i = 1; i < feeds.length(); i++) {
      ConcurrentLinkedQueue<Task> feed = feeds.get(i);
      if (feed != null && !feed.isEmpty() && !queue.lane(i).hasRoom()) {
        if (awaitedLanes.compareAndSet(i, 0, 1)) {
          queue.lane(i).await(this);
        }
      }
    }
  }
}
