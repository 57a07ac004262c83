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
 * anything else, so that an interrupt never meets the next task. In the end, whoever waits for the
 * answer may note that it is DELIVERED.
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
  private static final int DELIVERED = 5;
  private static final VarHandle STATE;
  private static final VarHandle HOLDER;
  private static final VarHandle CONTENT;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STATE = lookup.findVarHandle(Job.class, "state", int.class);
      HOLDER = lookup.findVarHandle(Job.class, "holder", Holder.class);
      CONTENT = lookup.findVarHandle(Job.class, "content", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Who has it: a queue, a place in a bounded one, or in the end a worker. */
  sealed interface Holder permits Submitter, Places.Place, Post {}

  private volatile int state;

  /** Null for a job that is in no queue yet. The worker's post is written before RUNNING. */
  private volatile @Nullable Holder holder;

  /** The work; nothing, while it runs; then the outcome. */
  private volatile @Nullable Object content;

  /** Work that is still to be submitted. */
  protected Job(Callable<? extends T> work) {
    CONTENT.set(this, work);
  }

  /** Tells whoever waits for the answer; called exactly once, on any thread. */
  protected abstract void answer(int threadId, Outcome<T> outcome);

  /** The message that a worker is told. */
  protected abstract PoolWorker.Task toTask();

  /** Whether it may be interrupted while it runs. */
  protected boolean isInterruptible() {
    return true;
  }

  /** The MDC of the thread that submitted the job, or null where it was empty. */
  protected @Nullable Map<String, String> mdc() {
    return null;
  }

  /** Whether a full pool that is set to reject keeps this job waiting all the same. */
  protected boolean waitsForRoom() {
    return false;
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
      Submitter queue = leaveQueue();
      answerWith(ThreadpoolResult.NO_THREAD, Outcome.failure(why));
      if (queue != null) {
        queue.diedQueued();
      }
      return true;
    }
    if ((isInterruptible() || evenUninterruptible)
        && STATE.compareAndSet(this, RUNNING, INTERRUPTING)) {
      if (holder instanceof Post post) {
        if (isInterruptible()) {
          post.interrupt();
        }
        state = ABANDONED;
        post.abandoned(this);
        answerWith(post.threadId(), Outcome.failure(why));
      }
      return true;
    }
    return false;
  }

  private void answerWith(int threadId, Outcome<T> outcome) {
    content = outcome; // in place of the work: the job may stay in the queue for a while
    answer(threadId, outcome);
  }

  /**
   * Its answer came by a message of a worker that somebody else made, and that did not start it.
   */
  protected final void answeredByMessage() {
    if (state == QUEUED && STATE.compareAndSet(this, QUEUED, ANSWERED)) {
      Submitter queue = leaveQueue();
      if (queue != null) {
        queue.diedQueued();
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
    HOLDER.setOpaque(this, post);
    post.begins(this); // first: whoever finds it running finds it there
    if (!STATE.compareAndSet(this, QUEUED, RUNNING)) {
      post.ends();
      return false;
    }
    return true;
  }

  /** Runs the work on the worker's thread, in the submitter's MDC, and answers. */
  final void runOn(Post post) {
    Map<String, String> entries = mdc();
    if (entries != null) {
      MDC.setContextMap(entries);
    }
    Thread.interrupted(); // somebody's late interrupt of this thread is not meant for this task
    LOG.debug("received a task of type: {}", kind());
    Outcome<T> outcome = Outcome.of(this);
    LOG.debug("finished running a task of type: {}", kind());
    if (MDC.getCopyOfContextMap() != null) { // the task's own entries too
      MDC.clear();
    }
    boolean answered = STATE.compareAndSet(this, RUNNING, ANSWERED);
    while (state == INTERRUPTING) {
      Thread.onSpinWait();
    }
    Thread.interrupted(); // whoever set it, the next task and the mailbox must not see it
    if (answered) {
      post.ends();
      CONTENT.setRelease(this, outcome);
      answer(post.threadId(), outcome);
    } else {
      post.comesBack(this);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // what is callable there is the work
  public final T call() throws Exception {
    if (!(CONTENT.getOpaque(this) instanceof Callable<?> work)) {
      throw new IllegalStateException("a job runs once");
    }
    CONTENT.setOpaque(this, null);
    return (T) work.call();
  }

  /** The answer, once it is given. */
  @SuppressWarnings("unchecked") // an outcome there is this job's
  protected final @Nullable Outcome<T> outcome() {
    return content instanceof Outcome<?> outcome ? (Outcome<T>) outcome : null;
  }

  /** Whoever waits has this answer: it is what the job yields from now on. */
  protected final void delivered(Outcome<T> outcome) {
    CONTENT.setRelease(this, outcome);
    STATE.setRelease(this, DELIVERED);
  }

  /** Whether {@link #delivered} was called; then there is an {@link #outcome}. */
  protected final boolean isDelivered() {
    return state == DELIVERED;
  }

  /**
   * Notes where it is about to be queued.
   *
   * @param by the queue, or a place in it
   * @return false if it has been answered and need not be queued; its place is free again
   */
  final boolean queuedBy(Holder by) {
    HOLDER.setOpaque(this, by);
    if (by instanceof Places.Place) {
      VarHandle.fullFence(); // whoever aborts sees the place, or we see that it is answered
    }
    if (state != QUEUED) {
      leaveQueue();
      return false;
    }
    return true;
  }

  /**
   * A worker takes it, or nobody will: gives its place in a bounded queue up, once.
   *
   * @return the queue in which it stood, or stands; null if that is none
   */
  final @Nullable Submitter leaveQueue() {
    Holder by = holder;
    if (by instanceof Places.Place place) {
      Submitter queue = place.queue();
      if (HOLDER.compareAndSet(this, by, queue)) {
        place.leave();
      }
      return queue;
    }
    return by instanceof Submitter queue ? queue : null;
  }
}
