package io.eventloop.loop;

import io.eventloop.pool.Job;
import io.eventloop.pool.PoolWorker.ThreadpoolResult;
import io.eventloop.pool.Submitter;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The queue of events in front of a loop. The wake-up is the message: a result that finds the loop
 * idle is told to its actor, the others wait here as they are. Any thread delivers; the loop takes,
 * in the order of delivery: while that message is under way, what came after it stays here, even if
 * another message has the loop run.
 */
final class Inbox implements Submitter.Client {
  private enum State {
    /** Events may wait here: the loop will look. */
    AT_WORK,
    IDLE,
    /** The message that is to wake the loop is under way. */
    WOKEN
  }

  private static final AtomicReferenceFieldUpdater<Inbox, State> STATE =
      AtomicReferenceFieldUpdater.newUpdater(Inbox.class, State.class, "state");

  private final ActorRef<Object> loop;
  private final LoopThread thread;
  private final boolean tellsAll;
  private final EventQueue events = new EventQueue();
  private volatile State state = State.AT_WORK;

  /** Up to here the events are of this turn; of the loop's thread. */
  private long endOfTurn;

  /**
   * Made once for each loop.
   *
   * @param tellsAll whether each answer comes as a message: the loop needs the number of the worker
   */
  Inbox(ActorRef<Object> loop, LoopThread thread, boolean tellsAll) {
    this.loop = loop;
    this.thread = thread;
    this.tellsAll = tellsAll;
  }

  /** The loop, as an actor. */
  ActorRef<Object> loop() {
    return loop;
  }

  /** Whether the calling thread is the loop's. */
  boolean isLoops() {
    return thread.isCurrent();
  }

  /** Whether the loop has ended, or is about to; from any thread. */
  boolean isClosed() {
    return events.isClosed();
  }

  /** A task has its answer. Nobody waits for it where the loop has ended. */
  @Override
  public void answered(int threadId, Job<?> job) {
    if (claimIdle() || tellsAll) {
      TaskCall<?> call = (TaskCall<?>) job;
      loop.tell(new ThreadpoolResult(threadId, call.callbackId(), call.answer()));
    } else if (events.offer(job)) {
      wake();
    }
  }

  /** A full pool has room again. */
  @Override
  public void roomAvailable() {
    loop.tell(Signal.ROOM_IN_POOL);
  }

  /**
   * Something has come whose order among what its sender delivers counts: it does not overtake, as
   * a message could.
   *
   * @return false if the loop has ended without it
   */
  boolean deliverInOrder(Object event) {
    boolean taken = events.offer(event);
    if (taken) {
      wake();
    }
    return taken;
  }

  private void wake() {
    if (claimIdle()) {
      loop.tell(Signal.QUEUES);
    }
  }

  private boolean claimIdle() {
    return state == State.IDLE && STATE.compareAndSet(this, State.IDLE, State.WOKEN);
  }

  /** A turn begins: what comes from now on is for the next. */
  void beginTurn() {
    if (state == State.AT_WORK) {
      endOfTurn = events.end();
    }
  }

  /** The next event of this turn, or null. */
  @Nullable Object poll() {
    return events.pollBefore(endOfTurn);
  }

  /** What is left when the queue is closed, or null. */
  @Nullable Object pollLeft() {
    return events.pollBefore(Long.MAX_VALUE);
  }

  /** Whether there is something that the loop may look at now. */
  boolean hasEvents() {
    return state == State.AT_WORK && !events.isEmpty();
  }

  /** The loop ends: what comes from now on is refused, or dropped where nobody waits for it. */
  void close() {
    events.close();
  }

  /** The same if nothing has come that the loop has not looked at. */
  boolean closeIfEmpty() {
    return events.closeIfEmpty();
  }

  /** The loop is at work, for some message: what comes from now on may wait here. */
  void attend() {
    if (state == State.IDLE) {
      STATE.compareAndSet(this, State.IDLE, State.AT_WORK);
    }
  }

  /** The message that is told to wake the loop has come. */
  void woken() {
    state = State.AT_WORK;
  }

  /**
   * The loop has nothing to do.
   *
   * @return false if an event came in the meantime, which it has to look at first
   */
  boolean rest() {
    if (state == State.WOKEN) {
      return true; // its message comes
    }
    state = State.IDLE;
    return events.isEmpty() || !STATE.compareAndSet(this, State.IDLE, State.AT_WORK);
  }
}
