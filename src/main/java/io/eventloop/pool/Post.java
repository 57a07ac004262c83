package io.eventloop.pool;

import io.eventloop.pool.PoolWorker.Command;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * One worker's place in a pool: the number that it answers under, the thread it runs on at the
 * moment, the task that it was told. A worker that is replaced keeps its post, which is fenced; the
 * replacement gets a new one with the same thread id and the next generation.
 */
final class Post {
  private final int threadId;
  private final int generation;
  private final String name;
  private final @Nullable Pool pool;

  /** The task that was told and not begun; whoever takes it out decides what becomes of it. */
  private final AtomicReference<@Nullable Job<?>> told = new AtomicReference<>();

  private final AtomicReference<@Nullable Lane> lane = new AtomicReference<>();
  private volatile @Nullable ActorRef<Command> worker;
  private final AtomicReference<@Nullable Job<?>> running = new AtomicReference<>();
  private volatile boolean vacant;
  private @Nullable Thread thread;
  private boolean writtenOff;
  private final AtomicLong taken = new AtomicLong();
  private final Stay stay = new Stay();
  private Carrier.Seat seat = Carrier.Seat.NONE;

  Post(@Nullable Pool pool, int threadId, int generation, String name) {
    this.pool = pool;
    this.threadId = threadId;
    this.generation = generation;
    this.name = name;
  }

  static Post alone(int threadId) {
    return new Post(null, threadId, 1, "pool" + threadId);
  }

  int threadId() {
    return threadId;
  }

  int generation() {
    return generation;
  }

  String name() {
    return name;
  }

  /**
   * Fences the worker, if it has not come back from this job: what it still does changes nothing in
   * the pool.
   */
  boolean writeOff(Job<?> abandoned) {
    boolean first = running.compareAndSet(abandoned, null);
    if (first) {
      abandoned.threadFreed();
    }
    return first;
  }

  @Nullable Job<?> running() {
    return running.get();
  }

  // -- for whoever hands out tasks ----------------------------------------------------------------

  /** Whether somebody else made the worker, so that it does not take tasks by itself. */
  boolean isForeign() {
    return pool == null;
  }

  void occupy(ActorRef<Command> ref) {
    worker = ref;
  }

  /** The worker stopped: nothing told from now on would reach it. Returns the task that it lost. */
  @Nullable Job<?> vacate() {
    vacant = true;
    return told.getAndSet(null);
  }

  /**
   * Tells the worker a task.
   *
   * @return false if the worker is gone and the task is still the caller's
   */
  boolean tell(Job<?> task) {
    if (!told.compareAndSet(null, task)) {
      return false; // another has told it one, just when the worker was replaced
    }
    ActorRef<Command> ref = worker;
    if (vacant || ref == null) { // read after the write above: vacate() sees the task, or we see it
      return !told.compareAndSet(task, null);
    }
    ref.tell(task.toTask());
    return true;
  }

  void tellClose(PoolWorker.Close close) {
    ActorRef<Command> ref = worker;
    if (ref != null) {
      ref.tell(close);
    }
  }

  /** Takes back the task that the worker was told, if it is this one and was not begun. */
  boolean takeBack(long callbackId) {
    Job<?> task = told.get();
    return task != null
        && task.toTask().callbackId() == callbackId
        && told.compareAndSet(task, null);
  }

  // -- for its worker, on the worker's thread -----------------------------------------------------

  boolean isWrittenOff() {
    return writtenOff;
  }

  /** Takes a seat on the threads; the worker itself does so where its owner could not. */
  void moveIn() {
    if (seat == Carrier.Seat.NONE) {
      seat = Carrier.seatForWorker();
    }
  }

  /** Gives it back; once is enough. */
  void moveOut() {
    seat.close();
  }

  void arrive(Job<?> task) {
    thread = Thread.currentThread();
    told.compareAndSet(task, null);
  }

  void begins(Job<?> job) {
    running.lazySet(job);
  }

  void ends() {
    running.lazySet(null);
  }

  /** The worker is back from a job that was answered without it, maybe too late. */
  void comesBack(Job<?> abandoned) {
    writtenOff = !writeOff(abandoned);
    if (pool != null) {
      pool.lateResult(this, abandoned.kind());
    }
  }

  /** The next task of the pool, or null if there is none, or none for this worker any more. */
  @Nullable Job<?> next() {
    return pool == null ? null : pool.next(this);
  }

  Stay stay() {
    return stay;
  }

  void countTaken() {
    taken.lazySet(taken.getPlain() + 1);
  }

  /** How many tasks it has taken from the queue. */
  long taken() {
    return taken.get();
  }

  /** Takes this lane's share until {@link #finished()}. */
  void holds(Lane held) {
    Lane before = lane.getAndSet(held);
    if (before != null && pool != null) {
      pool.leave(before);
    }
  }

  /** Gives the lane's share back, once, be it by the worker or by who writes it off. */
  void finished() {
    if (lane.get() != null) {
      Lane held = lane.getAndSet(null);
      if (held != null && pool != null) {
        pool.leave(held);
      }
    }
  }

  // -- for whoever cancels, on any thread ---------------------------------------------------------

  void interrupt() {
    Thread runner = thread; // written before the job was RUNNING, which the caller has seen
    if (runner != null) {
      runner.interrupt();
    }
  }

  void abandoned(Job<?> job) {
    if (pool != null) {
      pool.abandoned(this, job);
    }
  }
}
