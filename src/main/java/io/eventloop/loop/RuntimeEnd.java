package io.eventloop.loop;

import io.eventloop.pool.Carrier;
import io.eventloop.pool.PoolListener.ShutdownReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a runtime ends: its pool first, whose last results still find the loop; then the loop, which
 * answers whoever waits; then those who want to hear of it. Of the loop's thread.
 */
final class RuntimeEnd {
  private static final Logger LOG = LoggerFactory.getLogger(RuntimeActor.class);

  private final ActorContext<Object> context;
  private final LoopEngine engine;
  private final LoopPool pool;
  private final Duration grace;
  private final Consumer<StopReport> onExit;
  private final Carrier.Seat seat = Carrier.seatForLoop();
  private final Cancellable stopTask;
  private final List<ActorRef<? super StopReport>> toBeTold = new ArrayList<>();
  private ShutdownReport workers = ShutdownReport.NONE;
  private @Nullable Throwable failureAtEnd;
  private boolean begun;
  private boolean exited;
  private boolean done;

  RuntimeEnd(
      ActorContext<Object> context,
      LoopEngine engine,
      LoopPool pool,
      Duration shutdownGrace,
      Cancellable stopTask,
      Consumer<StopReport> onExit) {
    this.context = context;
    this.engine = engine;
    this.pool = pool;
    this.grace = shutdownGrace;
    this.onExit = onExit;
    this.stopTask = stopTask;
    pool.beforeWorkersEnd(context, this::now);
  }

  boolean hasBegun() {
    return begun;
  }

  void tell(ActorRef<? super StopReport> replyTo) {
    toBeTold.add(replyTo);
  }

  /** Begins the end, or hurries it if it has begun and is forced now. */
  void begin(boolean force) {
    boolean begins = !begun;
    if (begins) {
      begun = true;
      engine.windDown();
    }
    if (force) {
      hurry();
    } else if (begins) {
      if (!pool.isOwn() || engine.calls().areInTrips()) { // else the pool has a grace of its own
        context.scheduleOnce(grace, context.getSelf(), Signal.GRACE_OVER);
      }
      onTurn();
    }
  }

  /** Tasks had their time to end. */
  void graceOver() {
    if (begun) {
      hurry();
    }
  }

  /** What still runs is interrupted. */
  void hurry() {
    if (pool.isOwn()) {
      closePool();
      pool.hurry();
    } else {
      now(); // interrupts what is ours; the pool's other runtimes are not touched
    }
  }

  /**
   * After a turn: closes a pool of its own, in which what runs may end, once no call has more to
   * ask of it. On a pool of others, the end is when no task of ours is left.
   */
  void onTurn() {
    if (begun && pool.isOwn() && !engine.calls().areInTrips()) {
      closePool();
    } else if (begun && !pool.isOwn() && !engine.calls().hasTasks()) {
      now();
    }
  }

  private void closePool() {
    pool.close(
        report -> {
          workers = report;
          now();
        });
  }

  /**
   * No user's code runs any more: nothing was left to do, the program called for its exit, or a
   * callback threw, be it after the end has begun. What still runs on the pool nobody waits for.
   *
   * @param failure what nobody handled, or null
   */
  void exit(@Nullable Throwable failure) {
    if (!exited) {
      exited = true;
      if (failure != null) {
        LOG.error("Uncaught exception in a callback", failure);
      }
      begin(engine.calls().hasTasks());
    }
  }

  /**
   * Whether the actor may stop: a worker in a task would keep it, with calls in its mailbox.
   *
   * @throws UncaughtException if it may, and the last of an embedded runtime's callbacks threw
   */
  boolean mayStop() {
    boolean may = done && !pool.hasLivingWorkers();
    if (may && failureAtEnd != null && !engine.isStandAlone()) {
      throw new UncaughtException(failureAtEnd);
    }
    return may;
  }

  /** Ends at once, if it has not ended yet: nobody stays without an answer. */
  void now() {
    if (!done) {
      done = true;
      stopTask.cancel();
      pool.abandon(); // first: a worker that is interrupted must not take the next task
      Throwable known = engine.failure();
      engine.terminate();
      Throwable failure = engine.failure();
      if (failure != known) { // thrown by what ran last, such as an exit handler
        failureAtEnd = failure;
        LOG.error("Uncaught exception in a callback", failure);
      }
      seat.close();
      LOG.debug("FINISHED");
      int code = engine.exitCode();
      // what was stopped from outside has not come to its end
      StopReport report = new StopReport(engine.stats(), workers, begun ? code : Math.max(code, 1));
      onExit.accept(report);
      toBeTold.forEach(replyTo -> replyTo.tell(report));
    }
  }
}
