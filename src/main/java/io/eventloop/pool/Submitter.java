package io.eventloop.pool;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.pekko.annotation.InternalApi;
import org.jspecify.annotations.Nullable;

/**
 * One runtime's side of a pool: the queue of its tasks, a FIFO for each lane. The methods that are
 * public belong to the runtime's thread; the others to workers.
 */
@InternalApi
public final class Submitter implements Job.Holder, Rotation.Member {
  /** The runtime, as its side of the pool knows it. Called on any thread. */
  @InternalApi
  public interface Client {
    /** A task of this runtime has its answer: see {@link Job#outcome}. */
    void answered(int threadId, Job<?> job);

    /** A pool that was full has room again. */
    void roomAvailable();
  }

  private static final AtomicIntegerFieldUpdater<Submitter> ENLISTED =
      AtomicIntegerFieldUpdater.newUpdater(Submitter.class, "enlisted");

  private final Pool pool;
  private final ReadyQueue queue;
  private final Places places;
  private final Client client;
  private final AtomicReferenceArray<@Nullable TaskQueue> feeds;
  private final TaskQueue defaultFeed = new TaskQueue();

  /** 1 if it stands in the pool's rotation, or a worker holds it that took it from there. */
  private volatile int enlisted;

  private final Rotation.Place place = new Rotation.Place();

  /** Tasks that a full pool, set to wait, has not taken yet. */
  private final WaitingTasks waiting;

  private final AtomicBoolean awaitsRoom = new AtomicBoolean();

  /** A 1 for each full lane that has this submitter's word, so that it has it once. */
  private final AtomicIntegerArray awaitedLanes;

  /** Where the next look begins; of the worker that holds this submitter. */
  private int nextLane;

  private final Sweep sweep = new Sweep(this::dropDead);
  private final Job.Holder holder;
  private volatile boolean detached;

  /** Whether it has had a task of a lane other than the default one. */
  private volatile boolean usesLanes;

  /** What the workers have made of the queue between this runtime's turns. */
  private final Flow flow = new Flow();

  /** Whether something was queued in this turn; of the runtime's thread. */
  private boolean offered;

  Submitter(Pool pool, ReadyQueue queue, Places places, Client client) {
    this.pool = pool;
    this.queue = queue;
    this.places = places;
    this.client = client;
    this.feeds = new AtomicReferenceArray<>(queue.lanes());
    this.awaitedLanes = new AtomicIntegerArray(queue.lanes());
    this.waiting = new WaitingTasks(queue.lanes());
    this.holder = places.holderFor(this);
    feeds.set(0, defaultFeed);
  }

  /**
   * Hands a task to the pool: to an idle worker, or into the queue. A task that the pool does not
   * take is answered with {@link TaskRejectedException}, like any other answer.
   *
   * @param job not submitted before
   */
  public void submit(Job<?> job) {
    job.submittedBy(this);
    Lane lane = queue.laneOf(job.kind());
    if (detached || pool.isClosed()) {
      reject(job, lane, "pool " + pool.settings().name() + " is closed");
    } else if (waiting.isEmpty(lane.index()) && tryAdmit(job, lane)) {
      return;
    } else if (pool.settings().whenFull() == PoolSettings.WhenFull.WAIT || job.waitsForRoom()) {
      if (job.queuedBy(this)) {
        waiting.add(lane.index(), job);
        awaitRoom();
        waiting.offer(this::tryAdmit); // there may be room since we looked
      }
    } else {
      reject(
          job,
          lane,
          pool.settings().maxQueued()
              + " tasks are queued, the bound of pool "
              + pool.settings().name());
    }
  }

  /**
   * Has the answer of a job that others know already come to this runtime.
   *
   * @return false if it has one, which nobody was told
   */
  public boolean adopt(Job<?> job) {
    return job.adoptedBy(this);
  }

  private static void reject(Job<?> job, Lane lane, String why) {
    job.abort(new TaskRejectedException(lane.taskOf(job.kind()) + " rejected: " + why), false);
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

  private boolean tryAdmit(Job<?> job) {
    return tryAdmit(job, queue.laneOf(job.kind()));
  }

  /** A task that can start now needs no place. For the others, a full queue is looked at again. */
  private boolean tryAdmit(Job<?> job, Lane lane) {
    if (pool.handToIdle(this, job, lane, false)) {
      return true;
    }
    if (places.tryTake() || (pool.wake() && places.tryTake())) {
      enqueue(job, lane.index());
      return true;
    }
    return pool.handToIdle(this, job, lane, true);
  }

  /** The runtime has ended a turn: what it queued must not wait for the next. */
  public void endOfTurn() {
    if (offered) {
      offered = false;
      VarHandle.fullFence(); // what was queued is visible before anything is looked at
      queue.enlistAgain(this);
      pool.endOfTurn(this, flow);
    }
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
      TaskQueue feed = feeds.get(i);
      count += feed == null ? 0 : feed.size();
    }
    return count;
  }

  /** Ends the submitter; what is still queued is the caller's to answer and is dropped here. */
  public void detach() {
    detached = true;
    waiting.clear();
    for (int i = 0; i < feeds.length(); i++) {
      TaskQueue feed = feeds.get(i);
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

  private void enqueue(Job<?> job, int lane) {
    if (!job.queuedBy(holder)) {
      return; // cancelled at this very moment
    }
    TaskQueue feed = feeds.get(lane);
    if (feed == null) {
      feed = new TaskQueue();
      feeds.set(lane, feed);
      usesLanes = true;
    }
    feed.offer(job);
    if (!offered) { // most of what is queued in a turn need not write what workers read nearby
      offered = true;
    }
    pool.offered(this, lane);
  }

  private void awaitRoom() {
    if (awaitsRoom.compareAndSet(false, true)) {
      places.await(this);
    }
  }

  /** Whether tasks of this lane wait in the queue. */
  boolean hasQueued(Lane lane) {
    TaskQueue feed = feeds.get(lane.index());
    return feed != null && !feed.isEmpty();
  }

  /** Whose tasks these are. */
  public Client client() {
    return client;
  }

  @Override
  public Submitter queue() {
    return this;
  }

  boolean isDetached() {
    return detached;
  }

  void announceRoom() {
    client.roomAvailable();
  }

  /** A task that stands in one of the queues was answered; on any thread. */
  void diedQueued() {
    sweep.countDead();
  }

  private int dropDead() {
    waiting.removeIf(Job::isDone);
    int left = waiting.size();
    for (int i = 0; i < feeds.length(); i++) {
      TaskQueue feed = feeds.get(i);
      if (feed != null) {
        left += feed.dropDead();
        pool.passOn(queue.lane(i));
      }
    }
    return left;
  }

  boolean tryEnlist() {
    return enlisted == 0 && ENLISTED.compareAndSet(this, 0, 1);
  }

  void delist() {
    enlisted = 0;
  }

  @Override
  public Rotation.Place place() {
    return place;
  }

  TaskQueue defaultFeed() {
    return defaultFeed;
  }

  /**
   * Takes the next task that its lane has room for, the lanes in turn; for the worker that holds
   * this submitter. A lane that is full will announce itself.
   */
  @Nullable Job<?> take(Post post) {
    if (!usesLanes) {
      return defaultFeed.poll();
    }
    int count = feeds.length();
    for (int i = 0; i < count; i++) {
      int index = (nextLane + i) % count;
      TaskQueue feed = feeds.get(index);
      Lane lane = queue.lane(index);
      if (feed == null || feed.isEmpty() || !lane.tryEnter()) {
        continue;
      }
      Job<?> task = feed.poll();
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

  /** Takes the next task, if it has only the default lane's; for any worker. */
  @Nullable Job<?> takeUncapped() {
    return usesLanes ? null : defaultFeed.poll();
  }

  /** Whether a task waits in a lane that has room. */
  boolean hasRunnable() {
    if (!usesLanes) {
      return !defaultFeed.isEmpty();
    }
    for (int i = 0; i < feeds.length(); i++) {
      TaskQueue feed = feeds.get(i);
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
      TaskQueue feed = feeds.get(i);
      for (Job<?> job = feed == null ? null : feed.poll(); job != null; job = feed.poll()) {
        job.abort(new WorkerTerminatedException(job.kind() + " task not run: " + why), true);
      }
    }
  }

  /** Leaves word at each full lane that keeps a task of this runtime waiting. */
  void awaitFullLanes() {
    for (int i = 1; i < feeds.length(); i++) {
      Lane lane = queue.lane(i);
      if (hasQueued(lane) && !lane.hasRoom() && awaitedLanes.compareAndSet(i, 0, 1)) {
        lane.await(this);
      }
    }
  }
}
