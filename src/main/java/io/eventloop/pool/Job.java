package io.eventloop.pool;

import io.eventloop.pool.PoolWorker.ThreadpoolResult;
import io.eventloop.value.Outcome;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.Objects;
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

  /** The queue that has it, or had it, or a place in that queue. */
  sealed interface Holder permits Submitter, Places.Place {
    Submitter queue();
  }

  /** Stands for a value that the work did not yield. */
  private record Failed(Throwable error) {}

  private volatile int state;

  /** Null for a job that was not submitted. */
  private volatile @Nullable Holder holder;

  /** The work; while it runs, the post of the worker; then the value, or {@link Failed}. */
  private volatile @Nullable Object content;

  /** Work that is still to be submitted. */
  protected Job(Callable<? extends T> work) {
    CONTENT.set(this, work);
  }

  /** The answer is there; called exactly once, on any thread, for a job of somebody's. */
  protected void answered(int threadId) {
    Submitter.Client client = client();
    if (client != null) {
      client.answered(threadId, this);
    }
  }

  /**
   * The thread that ran it when it was aborted has come back, or another has taken its place;
   * called once, on any thread, maybe before {@link #answered}.
   */
  protected void threadFreed() {}

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
      fail(ThreadpoolResult.NO_THREAD, why);
      if (queue != null) {
        queue.diedQueued();
      }
      return true;
    }
    if ((isInterruptible() || evenUninterruptible)
        && STATE.compareAndSet(this, RUNNING, INTERRUPTING)) {
      Post post = post();
      if (isInterruptible()) {
        post.interrupt();
      }
      state = ABANDONED;
      post.abandoned(this);
      fail(post.threadId(), why);
      return true;
    }
    return false;
  }

  private void fail(int threadId, Throwable why) {
    content = new Failed(why); // in place of the work: the job may stay in the queue for a while
    answered(threadId);
  }

  /** Where it runs; the worker, which has just said that it does, is at its next instruction. */
  private Post post() {
    Object found = content;
    while (!(found instanceof Post)) {
      Thread.onSpinWait();
      found = content;
    }
    return (Post) found;
  }

  /** Its answer came by a message, of a worker that somebody else made. */
  protected final void answeredByMessage(Outcome<T> outcome) {
    if (state == QUEUED && STATE.compareAndSet(this, QUEUED, ANSWERED)) {
      Throwable error = outcome.error();
      content = error == null ? outcome.valueOrNull() : new Failed(error);
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
    post.begins(this); // first: whoever finds it running finds it there
    if (!STATE.compareAndSet(this, QUEUED, RUNNING)) {
      post.ends();
      return false;
    }
    return true;
  }

  /** Runs the work on the worker's thread, in the submitter's MDC, and answers. */
  final void runOn(Post post) {
    Callable<?> work = (Callable<?>) Objects.requireNonNull(content);
    Thread.interrupted(); // somebody's late interrupt of this thread is not meant for this task
    CONTENT.setRelease(this, post); // from here on, one is
    Map<String, String> entries = mdc();
    if (entries != null) {
      MDC.setContextMap(entries);
    }
    LOG.debug("received a task of type: {}", kind());
    Object answer = run(work);
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
      CONTENT.setRelease(this, answer);
      answered(post.threadId());
    } else {
      post.comesBack(this);
    }
  }

  private static @Nullable Object run(Callable<?> work) {
    try {
      return work.call();
    } catch (Throwable error) { // an Error too: whatever a task throws belongs to its callback
      return new Failed(error);
    }
  }

  /** Runs the work of a job that was told to somebody who does not know jobs. */
  @Override
  @SuppressWarnings("unchecked") // what is callable before it is answered is the work
  public final T call() throws Exception {
    if (state == QUEUED && content instanceof Callable<?> work) {
      return (T) work.call();
    }
    throw new IllegalStateException(kind() + " task was answered already");
  }

  /** The error of a job that is answered; null if it has a value. */
  protected final @Nullable Throwable error() {
    return content instanceof Failed failed ? failed.error() : null;
  }

  /** The value of a job that is answered; null if it has an error. */
  @SuppressWarnings("unchecked") // what is neither work nor error is the value
  protected final @Nullable T value() {
    Object answer = content;
    return answer instanceof Failed ? null : (T) answer;
  }

  /** The answer of a job that has one. */
  protected final Outcome<T> outcome() {
    return Outcome.of(error(), value());
  }

  /** Whoever waits has the answer. */
  protected final void delivered() {
    STATE.setRelease(this, DELIVERED);
  }

  /** Whoever waits will not get the answer, but this error: it is what the job yields. */
  protected final void deliveredInstead(Throwable error) {
    content = new Failed(error);
    state = DELIVERED;
  }

  /** Whether {@link #delivered} was called. */
  protected final boolean isDelivered() {
    return state == DELIVERED;
  }

  /** This queue is the first to have it. */
  final void submittedBy(Submitter queue) {
    HOLDER.setRelease(this, queue);
  }

  /** The same for a job that others may abort already; false if they have. */
  final boolean adoptedBy(Submitter queue) {
    HOLDER.set(this, queue);
    VarHandle.fullFence(); // whoever aborts sees the queue, or we see that it is answered
    if (state == QUEUED) {
      return true;
    }
    while (!(content instanceof Failed)) {
      Thread.onSpinWait(); // who has aborted it is about to say why
    }
    return false;
  }

  /** Who is told the answer, once it was submitted. */
  protected final Submitter.@Nullable Client client() {
    Submitter by = queue();
    return by == null ? null : by.client();
  }

  /** The queue in which it stands, or stood; null before it was submitted. */
  final @Nullable Submitter queue() {
    Holder by = holder;
    return by == null ? null : by.queue();
  }

  /**
   * Notes where it is about to be queued.
   *
   * @param by the queue, or a place in it
   * @return false if it has been answered and need not be queued; its place is free again
   */
  final boolean queuedBy(Holder by) {
    HOLDER.setRelease(this, by);
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
   * @return the queue in which it stands, or stood; null if it was in none
   */
  final @Nullable Submitter leaveQueue() {
    Holder by = holder;
    if (by instanceof Places.Place place && HOLDER.compareAndSet(this, by, place.queue())) {
      place.leave();
    }
    return by == null ? null : by.queue();
  }
}
