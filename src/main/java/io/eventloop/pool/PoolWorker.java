package io.eventloop.pool;

import io.eventloop.value.Outcome;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread of the pool, as an actor: it runs a {@link Task} in its own receive, blocking if it
 * must, and answers with a {@link ThreadpoolResult}.
 *
 * <p>A worker that belongs to a pool goes on with what waits in the pool's queue before it returns,
 * so that only a task that finds it idle costs a message. It runs on {@code eventloop.dispatcher};
 * while it does, its thread bears its name.
 */
public final class PoolWorker extends AbstractBehavior<PoolWorker.Command> {
  private static final Logger LOG = LoggerFactory.getLogger(PoolWorker.class);

  /** Tasks taken from the queue in one receive; then the mailbox is looked at, for a Close. */
  private static final int TASKS_PER_RECEIVE = 1024;

  /** What a worker understands. */
  public sealed interface Command permits Task, Close {}

  /**
   * Work to be done.
   *
   * @param callbackId under which the submitter knows it; comes back in the result
   * @param kind what sort of work it is
   * @param work runs on the worker's thread and may block
   * @param replyTo is told the {@link ThreadpoolResult}, exactly once
   */
  public record Task(
      long callbackId, TaskKind kind, Callable<?> work, ActorRef<? super ThreadpoolResult> replyTo)
      implements Command {
    /** Refuses what is missing. */
    public Task {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(work, "work");
      Objects.requireNonNull(replyTo, "replyTo");
    }

    /** The work with its state: cancelled or not, running or not. */
    Job<?> job() {
      return work instanceof Job<?> job ? job : new DetachedJob(this);
    }
  }

  /** Finish the present task, then stop. */
  public enum Close implements Command {
    /** The only one. */
    INSTANCE
  }

  /**
   * What came of a task.
   *
   * @param threadId the number of the worker that ran it, from 0, or {@link #NO_THREAD}
   * @param callbackId the task's
   * @param outcome its value, or whatever it threw
   */
  public record ThreadpoolResult(int threadId, long callbackId, Outcome<?> outcome) {
    /** The thread id of a task that was answered without being run. */
    public static final int NO_THREAD = -1;

    /** Refuses a result without an outcome. */
    public ThreadpoolResult {
      Objects.requireNonNull(outcome, "outcome");
    }
  }

  private final Post post;

  private PoolWorker(ActorContext<Command> context, Post post) {
    super(context);
    this.post = post;
    post.moveIn();
  }

  /**
   * A worker on its own, without a pool behind it: it answers each {@link Task} that it is told.
   *
   * @param threadId the number that its results bear
   */
  public static Behavior<Command> create(int threadId) {
    return create(Post.alone(threadId));
  }

  static Behavior<Command> create(Post post) {
    return Behaviors.setup(context -> new PoolWorker(context, post));
  }

  @Override
  public Receive<Command> createReceive() {
    return new Mail();
  }

  /** No {@code ReceiveBuilder}: its lambdas are serializable, and no class archive has them. */
  private final class Mail extends Receive<Command> {
    @Override
    public Behavior<Command> receiveMessage(Command message) {
      return message instanceof Task task ? onTask(task) : onClose();
    }

    @Override
    public Behavior<Command> receiveSignal(Signal signal) {
      if (signal instanceof PostStop) {
        post.moveOut();
        return PoolWorker.this;
      }
      return Behaviors.unhandled();
    }
  }

  private Behavior<Command> onTask(Task told) {
    Carrier.enter(post.name());
    Job<?> job = told.job();
    post.arrive(job);
    for (int run = 1; job != null; run++) {
      Carrier.handOver(); // whoever waits for this thread must not wait for the task
      run(job);
      if (post.isWrittenOff()) {
        return Behaviors.stopped();
      }
      job = post.next();
      if (job != null && run >= TASKS_PER_RECEIVE && post.tell(job)) {
        job = null;
      }
    }
    return this;
  }

  private void run(Job<?> job) {
    if (job.start(post)) {
      job.runOn(post);
    } else if (post.isForeign()) { // who made us waits for a message before the next task
      Task task = job.toTask();
      task.replyTo()
          .tell(
              new ThreadpoolResult(
                  post.threadId(),
                  task.callbackId(),
                  Outcome.failure(new TaskCancelledException(task.kind() + " task not begun"))));
    }
    post.finished();
  }

  private Behavior<Command> onClose() {
    Carrier.enter(post.name());
    LOG.debug("closes");
    return Behaviors.stopped();
  }
}
