package io.eventloop.pool;

import io.eventloop.pool.PoolWorker.ThreadpoolResult;
import io.eventloop.value.Outcome;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.pekko.annotation.InternalApi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A task's state, which its worker and whoever cancels it settle by compare-and-set: the one that
 * moves it out of {@code QUEUED} or {@code RUNNING} gives the answer, so there is exactly one.
 *
 * <pre>
 *            start                        work returns or throws
 *  QUEUED ───────────▶ RUNNING ─────────────────────────────────▶ ANSWERED
 *     │                   │
 *     │ cancel, deadline  │ cancel, deadline
 *     ▼                   ▼
 *  ANSWERED          INTERRUPTING ──▶ ABANDONED (answered; what the work still yields is dropped)
 * </pre>
 *
 * INTERRUPTING is the fence: the worker waits for it to pass and clears its flag before it does
 * anything else, so that an interrupt never meets the next task.
 *
 * @param <T> what the work yields
 */
@InternalApi
public abstract class Job<T> implements TaskHandle<T>, Callable<T> {
  private static final Logger LOG = LoggerFactory.getLogger(PoolWorker.class);
  private static final int QUEUED = 0;
  private static final int RUNNING = 1;
  private static final int INTERRUPTING = 2;
  private static final int ABANDONED = 3;
  private static final int ANSWERED = 4;

  /** In no queue, or taken from it. */
  private static final int NOWHERE = 0;

  /** In a queue that has no bound, or waiting for room in one that has. */
  private static final int WITHOUT_PLACE = 1;

  private static final int IN_PLACE = 2;

  private static final VarHandle STATE;
  private static final VarHandle WHERE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Job.class, "state", int.class);
      WHERE = MethodHandles.lookup().findVarHandle(Job.class, "where", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile int state;
  private final boolean interruptible;

  /** Whether it is queued, and with one of the places of a bounded queue; publishes submitter. */
  private volatile int where;

  private @Nullable Callable<? extends T> work;
  private @Nullable Map<String, String> mdc;

  /** Set by the thread that submits, before {@link #where} and before the job is queued. */
  private @Nullable Submitter submitter;

  /** Set by the worker before RUNNING. */
  private @Nullable Post runner;

  /** Work that is still to be submitted, with the MDC of the calling thread. */
  protected Job(Callable<? extends T> work, CallOptions options) {
    this.work = work;
    this.interruptible = options.interruptible();
    Map<String, String> entries = MDC.getCopyOfContextMap();
    this.mdc = entries == null || entries.isEmpty() ? null : entries;
  }

  /** Tells whoever waits for the answer; called exactly once, on any thread. */
  protected abstract void answer(int threadId, Outcome<T> outcome);

  /** Whether a full pool that is set to reject keeps this job waiting all the same. */
  protected boolean waitsForRoom() {
    return false;
  }

  /** The answer has reached whoever waits: a handle that somebody keeps is to hold no more. */
  protected final void forgetContext() {
    mdc = null;
  }

  /** The MDC of the thread that submitted the job, or null where it was empty. */
  protected final @Nullable Map<String, String> mdc() {
    return mdc;
  }

  @Override
  public final boolean cancel() {
    return abort(new TaskCancelledException(kind() + " task was cancelled"), false);
  }

  /** Answers a task that its deadline has passed, even one that may not be interrupted. */
  public final boolean timeOut(String deadline) {
    return abort(
        new TaskTimeoutException(kind() + " task was not done within its deadline of " + deadline),
        true);
  }

  /**
   * Answers the task with this error, unless it is answered already.
   *
   * @param evenUninterruptible whether to answer a running task that may not be interrupted
   * @return whether this call gave the answer
   */
  public final boolean abort(RuntimeException why, boolean evenUninterruptible) {
    if (STATE.compareAndSet(this, QUEUED, ANSWERED)) {
      work = null; // the job may stay in the queue for a while
      leaveQueue();
      answer(ThreadpoolResult.NO_THREAD, Outcome.failure(why));
      tellOfDeath();
      return true;
    }
    if ((interruptible || evenUninterruptible)
        && STATE.compareAndSet(this, RUNNING, INTERRUPTING)) {
      Post post = runner;
      if (post != null) {
        if (interruptible) {
          post.interrupt();
        }
        state = ABANDONED;
        post.abandoned(this);
        answer(post.threadId(), Outcome.failure(why));
      }
      return true;
    }
    return false;
  }

  /**
   * Its answer came by a message of a worker that somebody else made, and that did not start it.
   */
  protected final void answeredByMessage() {
    if (state == QUEUED && STATE.compareAndSet(this, QUEUED, ANSWERED)) {
      work = null;
      leaveQueue();
      tellOfDeath();
    }
  }

  private void tellOfDeath() {
    if (where != NOWHERE) {
      Submitter by = submitter;
      if (by != null) {
        by.diedQueued();
      }
    }
  }

  /** The same for a task that no worker has begun; one that runs goes on. */
  public final boolean abortQueued(RuntimeException why) {
    return state == QUEUED && abort(why, false);
  }

  @Override
  public final boolean isDone() {
    return state >= INTERRUPTING;
  }

  /** Takes the job off the queue for a worker; false if it was answered while it waited. */
  final boolean start(Post post) {
    if (state != QUEUED) {
      return false;
    }
    runner = post;
    post.begins(this); // first: whoever finds it running finds it there
    if (!STATE.compareAndSet(this, QUEUED, RUNNING)) {
      post.ends();
      return false;
    }
    return true;
  }

  /** Runs the work on the worker's thread, in the submitter's MDC, and answers. */
  final void runOn(Post post) {
    Map<String, String> entries = mdc;
    if (entries != null) {
      MDC.setContextMap(entries);
    }
    Thread.interrupted(); // somebody's late interrupt of this thread is not meant for this task
    LOG.debug("received a task of type: {}", kind());
    Outcome<T> outcome = Outcome.of(this);
    LOG.debug("finished running a task of type: {}", kind());
    MDC.clear(); // the task's own entries too
    boolean answered = STATE.compareAndSet(this, RUNNING, ANSWERED);
    while (state == INTERRUPTING) {
      Thread.onSpinWait();
    }
    Thread.interrupted(); // whoever set it, the next task and the mailbox must not see it
    if (answered) {
      post.ends();
      answer(post.threadId(), outcome);
    } else {
      post.comesBack(this);
    }
  }

  @Override
  public final T call() throws Exception {
    Callable<? extends T> todo = work;
    if (todo == null) {
      throw new IllegalStateException("a job runs once");
    }
    work = null;
    return todo.call();
  }

  /**
   * Notes who is about to queue it, and whether it holds a place there.
   *
   * @return false if it has been answered and need not be queued; its place is free again
   */
  final boolean queuedBy(Submitter by, boolean inPlace) {
    submitter = by;
    where = inPlace ? IN_PLACE : WITHOUT_PLACE;
    if (state != QUEUED) { // read after the write above: whoever aborts sees that, or we see it
      leaveQueue();
      return false;
    }
    return true;
  }

  /** A worker takes it, or nobody will: gives its place in a bounded queue up, once. */
  final void leaveQueue() {
    if (where == IN_PLACE && WHERE.compareAndSet(this, IN_PLACE, WITHOUT_PLACE)) {
      Submitter by = submitter;
      if (by != null) {
        by.leavePlace();
      }
    }
  }
}
