package io.eventloop.pool;

import io.eventloop.pool.PoolWorker.Command;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.annotation.InternalApi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands between the runtimes and the workers of one pool: the ready queue, and who of the
 * workers is idle. Shared by all of their threads.
 *
 * <p>A task that finds all workers idle is told to one of them. Where some are awake, they may well
 * take a new task before another would have woken; so a sleeping one is left to the end of the
 * turn, and where that is far off, to the {@link PoolWatch}. Both wake it unless those that are
 * awake are faster without it: see {@link Flow}. Whoever becomes idle looks for a task afterwards.
 */
@InternalApi
public final class Pool {
  private static final Logger LOG = LoggerFactory.getLogger(Pool.class);

  private final boolean foreign;
  private final PoolSettings settings;
  private final AtomicReferenceArray<@Nullable Post> posts;
  private final IdleSet idle;
  private final ReadyQueue queue;
  private final Places places;
  private final AtomicLong late = new AtomicLong();
  private final PoolWatch watch = new PoolWatch(this);

  private volatile Consumer<PoolOwner.Abandoned> owner = abandoned -> {};
  private volatile boolean closed;

  /** A pool without workers yet. */
  Pool(PoolSettings settings) {
    this(settings, false);
  }

  private Pool(PoolSettings settings, boolean foreign) {
    this.foreign = foreign;
    this.settings = settings;
    this.posts = new AtomicReferenceArray<>(settings.size());
    this.idle = new IdleSet(settings.size());
    this.queue = new ReadyQueue(settings);
    this.places = new Places(settings.maxQueued());
  }

  /**
   * A pool of workers that somebody else made, such as the probes of a test. They are told one task
   * at a time, and the next when the runtime has their {@code ThreadpoolResult}.
   */
  public static Pool of(PoolSettings settings, List<ActorRef<Command>> workers) {
    Pool pool = new Pool(settings.withSize(workers.size()), true);
    for (int i = 0; i < workers.size(); i++) {
      Post post = new Post(null, i, 1, pool.settings.threadName(i));
      post.occupy(workers.get(i));
      pool.install(post);
    }
    return pool;
  }

  /** What it was made with. */
  public PoolSettings settings() {
    return settings;
  }

  /**
   * Lets a runtime submit.
   *
   * @param client hears of the answers
   */
  public Submitter attach(Submitter.Client client) {
    Submitter added = new Submitter(this, queue, places, client);
    queue.attach(added);
    return added;
  }

  /** Results of tasks that were dropped because their answer had been given already. */
  public long lateResults() {
    return late.get();
  }

  // -- submitting ---------------------------------------------------------------------------------

  /**
   * Tells the task to an idle worker, if nobody waits before it and its lane has room.
   *
   * @param evenIfSomeAreAwake else only if all are idle: one that is awake may well take it sooner
   */
  boolean handToIdle(Submitter submitter, Job<?> task, Lane lane, boolean evenIfSomeAreAwake) {
    if ((!evenIfSomeAreAwake && idle.size() < settings.size()) || !queue.isEmpty()) {
      return false;
    }
    if (lane.isCapped() && submitter.hasQueued(lane)) {
      return false; // those were there before, and wait for the lane
    }
    for (int id = idle.claim(); id >= 0; id = idle.claim()) {
      Post post = posts.get(id);
      if (!lane.tryEnter()) {
        idle.add(id);
        wake(); // somebody may have queued a task while we held the worker
        return false;
      }
      if (post != null && lane.isCapped()) {
        post.holds(lane);
      }
      if (post != null && post.tell(task)) {
        return true;
      }
      if (post != null) {
        post.finished(); // the worker has just stopped: the lane's share is free again
      }
    }
    return false;
  }

  /**
   * A task was queued. Until the end of the turn, when the runtime looks whether a worker is to be
   * woken, and where that is far off, the watch does.
   */
  void offered(Submitter submitter, int lane) {
    queue.offered(submitter, lane);
    if (!watch.isOn() && !Carrier.watchOver(this)) {
      VarHandle.fullFence(); // the task is visible before we look who is idle
      wake();
    }
  }

  /**
   * A runtime has ended a turn in which it queued something: wakes a worker, unless those that are
   * awake are fast.
   */
  void endOfTurn(Submitter submitter, Flow flow) {
    if (closed) {
      submitter.abortQueued("pool " + settings.name() + " is closed");
    } else if (hasWorkForIdle() && !flow.isFast(taken())) {
      wakeOne();
    }
  }

  /** How many tasks the workers have taken from the queue. */
  long taken() {
    long sum = 0;
    for (int id = 0; id < posts.length(); id++) {
      Post post = posts.get(id);
      sum += post == null ? 0 : post.taken();
    }
    return sum;
  }

  // -- working ------------------------------------------------------------------------------------

  /** The next task for this worker; null makes it idle, or finds it replaced or the pool closed. */
  @Nullable Job<?> next(Post post) {
    int id = post.threadId();
    while (!closed && posts.get(id) == post) {
      Job<?> task = freed(queue.next(post));
      if (task != null) {
        post.countTaken();
        if (queue.isRotating() && !watch.isOn()) {
          wake(); // nobody else will, of those who saw an empty queue while we held a runtime
        }
        return task;
      }
      idle.add(id);
      places.announceIdle();
      if (queue.isEmpty() || !idle.remove(id)) {
        return null; // whoever claimed us tells us a task
      }
    }
    return null;
  }

  /** The task that a worker takes; its place in a bounded queue is free. */
  private @Nullable Job<?> freed(@Nullable Job<?> task) {
    if (task != null && places.areBounded()) {
      task.leaveQueue();
    }
    return task;
  }

  void leave(Lane lane) {
    queue.leave(lane);
    wake();
  }

  /** Tasks of this lane were dropped, maybe those whose turn it was: another's may start. */
  void passOn(Lane lane) {
    if (lane.isCapped() && lane.hasRoom()) {
      queue.passOn(lane);
      wake();
    }
  }

  /** Gives each idle worker a task, as long as there are both; false if there was not one. */
  boolean wake() {
    boolean any = false;
    while (!queue.isEmpty() && wakeOne()) {
      any = true;
    }
    return any;
  }

  /** Gives a task to an idle worker; false if there is none. */
  private boolean wakeOne() {
    int id = idle.claim();
    if (id < 0) {
      return false;
    }
    Post post = posts.get(id);
    if (post == null) {
      return true; // its worker has just gone; who fills the place makes it idle
    }
    Job<?> task = freed(queue.take(post));
    if (task == null) {
      idle.add(id);
      return queue.isEmpty() || wakeOne(); // whoever queued a task while we held it saw none idle
    }
    if (!post.tell(task)) {
      post.finished();
      lost(task, post);
    }
    return true;
  }

  // -- the watch ----------------------------------------------------------------------------------

  /** Asks for the watch; false if it has this pool on its list. */
  boolean tryEnterWatch() {
    return watch.tryEnter();
  }

  /** A look of the watch; true if it was the last. */
  boolean isUpToDate() {
    return watch.look();
  }

  boolean hasWorkForIdle() {
    return !closed && !queue.isEmpty() && !idle.isEmpty();
  }

  // -- the workers' owner -------------------------------------------------------------------------

  void ownedBy(Consumer<PoolOwner.Abandoned> newOwner) {
    owner = newOwner;
  }

  /** Puts a worker in its place, idle. */
  void install(Post post) {
    posts.set(post.threadId(), post);
    idle.add(post.threadId());
    wake();
  }

  /** A worker that was given has stopped: answers the task that it was told. */
  public void vacate(int threadId) {
    Post post = posts.get(threadId);
    if (post != null) {
      vacate(post);
      posts.set(threadId, null);
      for (int id = 0; id < posts.length(); id++) {
        if (posts.get(id) != null) {
          return;
        }
      }
      close(); // nobody is left to run anything
    }
  }

  /** A worker has stopped: answers the task that it was told and did not begin. */
  void vacate(Post post) {
    idle.remove(post.threadId());
    Job<?> task = post.vacate();
    post.finished();
    Job<?> running = post.running();
    if (running != null) { // its thread has ended under it
      running.abort(terminated(running.kind(), post), true);
    }
    if (task != null) {
      lost(task, post);
    }
  }

  private static void lost(Job<?> task, Post post) {
    task.abort(terminated(task.kind(), post), true);
  }

  private static WorkerTerminatedException terminated(TaskKind kind, Post post) {
    return new WorkerTerminatedException(
        kind + " task was not run to its end: its worker " + post.name() + " was stopped");
  }

  /** A given worker has answered this task, and is idle. */
  void answered(int threadId, long callbackId) {
    Post post = foreign && threadId >= 0 && threadId < posts.length() ? posts.get(threadId) : null;
    if (post != null && post.takeBack(callbackId)) {
      idle.add(threadId);
      wake();
    }
  }

  void abandoned(Post post, Job<?> job) {
    owner.accept(new PoolOwner.Abandoned(post, job));
  }

  void lateResult(Post post, TaskKind kind) {
    late.incrementAndGet();
    tell(listener -> listener.lateResult(settings.name(), post.threadId(), kind));
  }

  /** Tells the listener; what it throws is its own affair. */
  void tell(Consumer<PoolListener> call) {
    try {
      call.accept(settings.listener());
    } catch (RuntimeException | LinkageError e) {
      LOG.error("a pool listener threw", e);
    }
  }

  /** Whether somebody else made the workers. */
  public boolean isForeign() {
    return foreign;
  }

  /** Whether it hands out no more tasks. */
  public boolean isClosed() {
    return closed;
  }

  /** Hands out no more tasks; those that are queued get {@link WorkerTerminatedException}. */
  public void close() {
    closed = true;
    queue.abortAll("pool " + settings.name() + " is closed");
  }
}
