package io.eventloop.pool;

import io.eventloop.pool.PoolListener.ShutdownReport;
import io.eventloop.pool.PoolWorker.Close;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.annotation.InternalApi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of an actor that owns a pool: it spawns the workers as that actor's children, fills the
 * place of one that was lost, and closes them. Belongs to that actor's thread; what others have to
 * tell it comes as an {@link Event} in the actor's mailbox.
 *
 * @param <C> what the actor understands
 */
@InternalApi
public final class PoolOwner<C> {
  private static final Logger LOG = LoggerFactory.getLogger(PoolOwner.class);

  /** What the owning actor hands to {@link #on(Event)}. */
  public sealed interface Event permits Abandoned, StillStuck, Stopped, GraceOver {}

  /** A running job was answered without its worker, which may take long to come back. */
  record Abandoned(Post post, Job<?> job) implements Event {}

  /** The worker had its grace to come back from this job. */
  record StillStuck(Post post, Job<?> job) implements Event {}

  /** A worker has stopped. */
  record Stopped(Post post) implements Event {}

  /** Running tasks had their grace to end; {@code last} once they have been interrupted. */
  record GraceOver(boolean last) implements Event {}

  private final ActorContext<C> context;
  private final Function<Event, C> wrap;
  private final Pool pool;
  private final PoolSettings settings;
  private final Post[] incumbents;
  private final Set<Post> closing = new HashSet<>();
  private final Set<Post> living = new HashSet<>();
  private Consumer<ShutdownReport> whenClosed = report -> {};
  private boolean open = true;
  private boolean closed;
  private boolean hurried;

  /** The workers whose task was running still when the grace was over. */
  private final Set<Post> interrupted = new HashSet<>();

  /**
   * Spawns the workers.
   *
   * @param context the owning actor's
   * @param wrap makes an event a message that the actor understands
   */
  public PoolOwner(ActorContext<C> context, Function<Event, C> wrap, PoolSettings settings) {
    this(context, wrap, new Pool(settings));
  }

  PoolOwner(ActorContext<C> context, Function<Event, C> wrap, Pool pool) {
    this.context = context;
    this.wrap = wrap;
    this.pool = pool;
    this.settings = pool.settings();
    this.incumbents = new Post[settings.size()];
    ActorRef<C> self = context.getSelf();
    pool.ownedBy(abandoned -> self.tell(wrap.apply(abandoned)));
    for (int id = 0; id < settings.size(); id++) {
      fill(new Post(pool, id, 1, settings.threadName(id)));
    }
  }

  /** The pool, to be attached to. */
  public Pool pool() {
    return pool;
  }

  private void fill(Post post) {
    DispatcherSelector dispatcher =
        DispatcherSelector.fromConfig(
            settings.virtualThreads() ? "eventloop.virtual-dispatcher" : "eventloop.dispatcher");
    if (!settings.virtualThreads()) {
      post.moveIn(); // before it runs: nobody's long callback must keep it from starting
    }
    ActorRef<PoolWorker.Command> worker =
        context.spawn(PoolWorker.create(post), post.name(), dispatcher);
    context.watchWith(worker, wrap.apply(new Stopped(post)));
    incumbents[post.threadId()] = post;
    living.add(post);
    post.occupy(worker);
    pool.install(post);
  }

  /** Takes an event from the actor's mailbox. */
  public void on(Event event) {
    if (event instanceof Abandoned abandoned) {
      context.scheduleOnce(
          settings.stuckGrace(),
          context.getSelf(),
          wrap.apply(new StillStuck(abandoned.post(), abandoned.job())));
    } else if (event instanceof StillStuck stuck) {
      onStillStuck(stuck.post(), stuck.job());
    } else if (event instanceof Stopped stopped) {
      onStopped(stopped.post());
    } else if (event instanceof GraceOver over) {
      onGraceOver(over.last());
    }
  }

  private void onStillStuck(Post post, Job<?> job) {
    if (open && post.writeOff(job)) {
      LOG.warn(
          "{} did not come back from a {} task within {} after it was told to; its thread is"
              + " written off",
          post.name(),
          job.kind(),
          settings.stuckGrace());
      post.finished();
      int next = post.generation() + 1;
      replace(post, next, settings.threadName(post.threadId()) + "-" + next, true);
    }
  }

  private void onStopped(Post post) {
    post.moveOut();
    living.remove(post);
    if (incumbents[post.threadId()] != post) {
      return; // was written off, and has come back at last
    }
    pool.vacate(post);
    if (open) {
      LOG.warn("{} was stopped from outside; another worker takes its place", post.name());
      replace(post, post.generation(), post.name(), false);
    } else if (closing.remove(post) && closing.isEmpty() && !closed) {
      finish();
    }
  }

  private void replace(Post lost, int generation, String name, boolean stuck) {
    if (stuck) {
      context.stop(childOf(lost)); // as soon as its receive returns, if it ever does
    }
    fill(new Post(pool, lost.threadId(), generation, name));
    pool.tell(
        listener ->
            listener.workerReplaced(settings.name(), lost.threadId(), lost.name(), name, stuck));
  }

  private ActorRef<Void> childOf(Post post) {
    return context.getChild(post.name()).orElseThrow();
  }

  /**
   * Closes the pool: queued tasks are answered with {@link WorkerTerminatedException}; running ones
   * may end within the grace, are then interrupted, and after the grace again left to themselves.
   *
   * @param whenDone called on the actor's thread with the count of what came of the workers
   */
  public void close(Consumer<ShutdownReport> whenDone) {
    if (!open) {
      return;
    }
    open = false;
    whenClosed = whenDone;
    pool.close();
    closing.addAll(List.of(incumbents));
    closing.forEach(post -> post.tellClose(Close.INSTANCE));
    scheduleGrace(false);
  }

  private void scheduleGrace(boolean last) {
    context.scheduleOnce(
        settings.shutdownGrace(), context.getSelf(), wrap.apply(new GraceOver(last)));
  }

  private void onGraceOver(boolean last) {
    if (open || closed) {
      return; // of an incarnation before this one, or too late
    }
    if (last) {
      finish();
    } else {
      hurry();
    }
  }

  /** The grace is over, or shall be: interrupts what still runs in a pool that is closing. */
  public void hurry() {
    if (open || closed || hurried) {
      return;
    }
    hurried = true;
    for (Post post : closing) {
      if (cancelRunning(post)) {
        interrupted.add(post); // others are idle, or about to be, and come to their Close
      }
    }
    scheduleGrace(true);
  }

  /** The actor is being stopped from outside: whatever is open in the pool is answered at once. */
  void abandon() {
    open = false;
    pool.close();
    List.of(incumbents).forEach(PoolOwner::cancelRunning);
    List.of(incumbents).forEach(pool::vacate);
  }

  private static boolean cancelRunning(Post post) {
    Job<?> job = post.running();
    return job != null
        && job.abort(
            new TaskCancelledException(
                job.kind() + " task was cancelled: it was running when its pool was closed"),
            true);
  }

  /** Whether a worker has not stopped yet, a child of the actor that owns the pool. */
  public boolean hasLivingWorkers() {
    return !living.isEmpty();
  }

  private void finish() {
    closed = true;
    int abandoned = closing.size();
    if (abandoned > 0) {
      LOG.warn(
          "{} of {} workers of pool {} are stuck in a task; their threads are left to themselves",
          abandoned,
          settings.size(),
          settings.name());
    }
    interrupted.removeAll(closing);
    int stopped = settings.size() - abandoned;
    ShutdownReport report =
        new ShutdownReport(stopped - interrupted.size(), interrupted.size(), abandoned);
    pool.tell(listener -> listener.stopped(settings.name(), report));
    whenClosed.accept(report);
  }
}
