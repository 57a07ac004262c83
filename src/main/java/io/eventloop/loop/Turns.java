package io.eventloop.loop;

import io.eventloop.pool.Carrier;
import io.eventloop.pool.PoolWorker.ThreadpoolResult;
import io.eventloop.value.Outcome;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The turns of a loop, from the event that wakes it to the point where nothing is left that needs
 * no waiting for, or the budget is spent; and, for a stand-alone loop, the end when nothing is
 * pending. Of the loop's thread.
 */
final class Turns {
  private static final Logger LOG = LoggerFactory.getLogger(RuntimeActor.class);

  private final LoopEngine loop;
  private final LoopSettings settings;
  private final ActorRef<Object> self;
  private final Queues queues;
  private final ProcessEvents process;
  private final CallbackRunner runner;
  private final Phases phases;
  private final Inbox inbox;
  private final Calls calls;
  private final LoopClock.Alarm alarm;
  private final LoopWatch.Watched watched;

  /** Whether the loop ends by itself when nothing is pending. */
  private final boolean standAlone;

  private long alarmAt = Long.MAX_VALUE;
  private boolean askedBeforeExit;

  /** Whether the loop has told itself to go on; once, however many messages come meanwhile. */
  private boolean goOnTold;

  private boolean windingDown;

  Turns(
      LoopEngine loop,
      LoopSettings settings,
      ActorRef<Object> self,
      Queues queues,
      Inbox inbox,
      Calls calls,
      LoopWatch.Watched watched,
      boolean standAlone) {
    this.loop = loop;
    this.settings = settings;
    this.self = self;
    this.queues = queues;
    this.process = queues.process;
    this.runner = queues.runner;
    this.inbox = inbox;
    this.calls = calls;
    this.phases = new Phases(queues, this::pollOne, this::noteLife, this::mayEnter);
    this.alarm = queues.clock.alarm(() -> self.tell(RuntimeActor.Timeout.INSTANCE));
    this.watched = watched;
    this.standAlone = standAlone;
  }

  /** Runs the main callback, and what is overdue when it is done. */
  void start(RuntimeActor.Main main) {
    inTurn(
        () -> {
          runner.run(() -> runMain(main), null);
          phases.drainNext(); // also after a throw that was handled
          phases.enter();
        });
  }

  private void runMain(RuntimeActor.Main main) {
    try {
      main.run(loop);
    } catch (Exception thrown) { // the program may throw what it likes
      throw Sneaky.thrown(thrown);
    }
  }

  /**
   * Runs a turn for what woke the loop, or goes on with one that has not come to its end.
   *
   * @param event for the poll phase; null for what waits in the queues
   */
  void turn(@Nullable Runnable event) {
    inTurn(
        () -> {
          if (event != null) {
            phases.arrived(event);
          }
          if (phases.atRest() && hasWork()) {
            beginTurn();
          }
        });
  }

  /** The message that wakes the loop has come: it may look at what waits behind that. */
  void woken() {
    inbox.woken();
  }

  private void inTurn(Runnable begin) {
    inbox.attend();
    runner.allow(settings.maxCallbacksPerTurn());
    onThread(
        () -> {
          begin.run();
          do {
            phases.run();
          } while (phases.atRest() && runner.mayGoOn() && goesOn());
        });
    if (process.hasEnded()) {
      inbox.close();
      phases.runArrived();
      return;
    }
    calls.endOfTurn();
    if (!canRest() && !goOnTold) {
      goOnTold = true;
      self.tell(Signal.GO_ON); // whoever else waits for this thread goes first
    }
  }

  /** The message has come by which the loop goes on after it has let others have the thread. */
  void goOn() {
    goOnTold = false;
    turn(null);
  }

  private boolean canRest() {
    if (!phases.atRest() || hasWork()) {
      return false;
    }
    setAlarm();
    return inbox.rest();
  }

  private void onThread(Runnable work) {
    Carrier.enter(settings.threadName());
    queues.thread.enter();
    CurrentLoop.enter(loop);
    watched.enter();
    try {
      work.run();
    } finally {
      queues.thread.leave();
      CurrentLoop.leave();
    }
  }

  private void beginTurn() {
    LOG.debug("===== TICK {} =====", queues.counters.nextTurn());
    noteLife();
    inbox.beginTurn();
    calls.runDeadlines();
    phases.beginTurn();
  }

  private boolean hasWork() {
    return phases.hasWork() || inbox.hasEvents();
  }

  /** At the end of a turn: whether there is another at once, or the program goes on to its end. */
  private boolean goesOn() {
    if (isAlive() || windingDown || inbox.hasEvents()) {
      if (!hasWork()) {
        return false;
      }
      beginTurn();
    } else if (!askedBeforeExit) {
      askedBeforeExit = true;
      if (runner.runHere(process::beforeExit)) {
        phases.drainNext();
      }
      phases.enter();
    } else if (inbox.closeIfEmpty()) {
      process.finish();
    } else {
      return inbox.hasEvents(); // else their message is under way, and wakes the loop once more
    }
    return true;
  }

  private boolean mayEnter() {
    noteLife();
    return isAlive();
  }

  /** A loop that lives on is asked again before it ends: Node's {@code SpinEventLoop}. */
  private void noteLife() {
    askedBeforeExit &= !isAlive();
  }

  private boolean isAlive() {
    return !standAlone || pendingEvents() > 0;
  }

  private boolean pollOne() {
    Object event = inbox.poll();
    if (event != null) {
      handle(event);
    }
    return event != null;
  }

  private void handle(Object event) {
    if (event instanceof TaskCall<?> call) {
      if (call.isAdmitted()) {
        settle(call);
      } else {
        admit(call);
      }
    } else if (event instanceof RuntimeActor.IoEvent io) {
      settle(ThreadpoolResult.NO_THREAD, io.callbackId(), io.outcome());
    } else if (event instanceof RuntimeActor.Execute execute) {
      run(execute.work());
    }
  }

  /** Takes in a call from outside, or hands its answer on if it has one already. */
  void admit(TaskCall<?> call) {
    if (!loop.admit(call)) {
      settle(call);
    }
  }

  private void settle(TaskCall<?> answered) {
    settle(calls.take(answered.callbackId(), answered.errorOrNull()));
  }

  /** Runs the callback that waits for this event. An answer that comes a second time finds none. */
  void settle(int threadId, long callbackId, Outcome<?> outcome) {
    calls.answered(threadId, callbackId);
    Pending pending = calls.take(callbackId, outcome.error());
    if (pending != null) {
      pending.answeredBy(outcome);
    }
    settle(pending);
  }

  private void settle(@Nullable Pending pending) {
    if (pending == null) {
      return;
    }
    if (process.hasEnded()) {
      Calls.abandon(pending, new RuntimeTerminatedException("the program has ended"));
    } else if (runner.run(pending, pending.context())) {
      phases.drainNext();
    }
  }

  /** Runs a callback of the poll phase. */
  void run(Runnable callback) {
    if (runner.run(callback, null)) {
      phases.drainNext();
    }
  }

  private void setAlarm() {
    long next = Math.min(phases.nextExpiry(), calls.nextDeadline());
    if (next != alarmAt) {
      alarmAt = next;
      if (next == Long.MAX_VALUE) {
        alarm.clear();
      } else {
        alarm.set(next);
      }
    }
  }

  /** The alarm went off. */
  void alarmRang() {
    alarmAt = Long.MAX_VALUE;
  }

  /** What keeps the loop alive. */
  int pendingEvents() {
    return calls.size() + phases.referenced();
  }

  /** A callback for the close phase. */
  void closing(Runnable callback) {
    phases.closing(callback);
  }

  /** No timer runs any more; what is answered still is. */
  void windDown() {
    windingDown = true;
    phases.windDown();
  }

  /**
   * Runs what was taken in before the end and has not had its turn, then the exit handlers, and no
   * user's code after them.
   */
  void finish() {
    inbox.close();
    runner.allow(Integer.MAX_VALUE);
    onThread(
        () -> {
          phases.drain(); // it may have yielded in the middle of one
          phases.runArrived();
          for (Object event = inbox.pollLeft(); event != null; event = inbox.pollLeft()) {
            handle(event);
            phases.drain();
          }
          process.finish();
        });
    alarm.clear();
    watched.close();
  }
}
