package io.eventloop.loop;

import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;

/**
 * Where a loop is in its turn, and what it runs next. The order is libuv's since 1.45: poll, check,
 * close, and timers last; overdue timers run once before the first turn. (libuv's pending phase has
 * nothing to do here: no I/O of ours is reported a turn late.) The loop may stop after any
 * callback, when its budget is spent, and goes on from there: nothing changes place.
 *
 * <p>After every callback the ticks and microtasks are drained, save after one that threw: then its
 * ticks wait for the drain that follows the next. The check phase begins with a drain of its own,
 * and the timers end with one. Of the loop's thread.
 *
 * @see <a href="https://docs.libuv.org/en/v1.x/design.html#the-i-o-loop">libuv: the I/O loop</a>
 */
final class Phases {
  private enum Phase {
    /** Nothing to do before the next event. */
    REST,
    /** The loop is entered, for the first time or revived. */
    START,
    POLL,
    /** The drain before the check phase. */
    PREPARE,
    CHECK,
    CLOSE,
    TIMERS,
    /** Over the timers that are due. */
    PASS,
    /** The drain after the timers. */
    END
  }

  private final CallbackRunner runner;
  private final TickQueue ticks;
  private final TimerQueue timers;
  private final TimerPass pass;
  private final ImmediateQueue immediates;
  private final LoopClock clock;

  /** Events that came by message, for the next poll phase. */
  private final ArrayDeque<Runnable> arrived = new ArrayDeque<>();

  private final ArrayDeque<Runnable> closing = new ArrayDeque<>();
  private final BooleanSupplier pollOne;
  private final Runnable afterPoll;
  private final BooleanSupplier mayEnter;

  private Phase phase = Phase.REST;

  /** The queues of ticks and microtasks are to be run empty before anything else. */
  private boolean draining;

  /** The timers before the first turn run. */
  private boolean entering;

  private boolean timersRun = true;
  private int closingNow;

  /**
   * At rest.
   *
   * @param pollOne runs one event that waits in the queue in front of the loop; false if there is
   *     none for this turn
   * @param afterPoll is told when the events of a turn, and their ticks, have been dealt with
   * @param mayEnter whether the loop has anything to live for when it is about to be entered
   */
  Phases(Queues queues, BooleanSupplier pollOne, Runnable afterPoll, BooleanSupplier mayEnter) {
    this.runner = queues.runner;
    this.ticks = queues.ticks;
    this.timers = queues.timers;
    this.immediates = queues.immediates;
    this.clock = queues.clock;
    this.pass = new TimerPass(timers, runner);
    this.pollOne = pollOne;
    this.afterPoll = afterPoll;
    this.mayEnter = mayEnter;
  }

  /** An event came by message. */
  void arrived(Runnable event) {
    arrived.add(event);
  }

  /** The loop ends, or has ended: what came by message is dealt with all the same. */
  void runArrived() {
    for (Runnable event = arrived.poll(); event != null; event = arrived.poll()) {
      event.run(); // which runs no callback if the loop has ended
      drain();
    }
  }

  /** A callback for the close phase. */
  void closing(Runnable callback) {
    closing.add(callback);
  }

  /** The ticks are to be drained next: a callback ended. */
  void drainNext() {
    draining = true;
  }

  /**
   * As {@code uv_run} begins: with the timers that are overdue, if there is anything to run for.
   */
  void enter() {
    phase = Phase.START;
  }

  boolean atRest() {
    return phase == Phase.REST;
  }

  /** No timer runs any more. */
  void windDown() {
    timersRun = false;
  }

  /** When the earliest timer is due, or {@link Long#MAX_VALUE}. */
  long nextExpiry() {
    return timersRun ? timers.nextExpiry() : Long.MAX_VALUE;
  }

  /** Callbacks that keep the loop alive. */
  int referenced() {
    return timers.referenced() + immediates.referenced() + closing.size();
  }

  /** Whether there is something that needs no waiting for. */
  boolean hasWork() {
    return !arrived.isEmpty()
        || immediates.referenced() > 0
        || !closing.isEmpty()
        || timersAreDue();
  }

  private boolean timersAreDue() {
    long next = nextExpiry();
    return next != Long.MAX_VALUE && next <= clock.nowMillis();
  }

  /** A turn begins. */
  void beginTurn() {
    phase = Phase.POLL;
  }

  /** Takes steps until the turn has ended or the budget is spent. */
  void run() {
    while (phase != Phase.REST && runner.mayGoOn()) {
      if (draining) {
        draining = !ticks.drain();
        if (ticks.tickThrew()) {
          pass.restart();
        }
      } else {
        step();
      }
    }
  }

  /** Drains the ticks at once, if that is due. */
  void drain() {
    if (draining) {
      draining = !ticks.drain();
    }
  }

  private void step() {
    switch (phase) {
      case START -> {
        entering = mayEnter.getAsBoolean();
        phase = entering ? Phase.TIMERS : Phase.REST;
      }
      case POLL -> poll();
      case PREPARE -> {
        afterPoll.run();
        immediates.beginPhase();
        phase = Phase.CHECK;
      }
      case CHECK -> check();
      case CLOSE -> close();
      case TIMERS -> {
        pass.begin(clock.nowMillis());
        phase = timersAreDue() ? Phase.PASS : Phase.END;
      }
      case PASS -> pass();
      case END -> {
        // libuv runs the first turn even if the overdue timers were all that it lived for
        phase = entering && !mayEnter.getAsBoolean() ? Phase.POLL : Phase.REST;
        entering = false;
      }
      case REST -> {}
    }
  }

  private void poll() {
    Runnable event = arrived.poll();
    if (event != null) {
      event.run();
    } else if (!pollOne.getAsBoolean()) {
      phase = Phase.PREPARE;
      draining = true; // what a callback that threw has left goes first
    }
  }

  private void check() {
    Immediate next = immediates.next();
    if (next != null) {
      draining = immediates.run(next, runner);
    } else {
      phase = Phase.CLOSE;
      closingNow = closing.size(); // what is closed meanwhile waits for the next turn
    }
  }

  private void close() {
    if (closingNow > 0) {
      closingNow--;
      draining = runner.run(closing.remove(), null);
    } else {
      phase = Phase.TIMERS;
    }
  }

  private void pass() {
    TimerPass.Then then = pass.step();
    draining = then != TimerPass.Then.GO_ON;
    if (then == TimerPass.Then.END) {
      phase = Phase.END;
    }
  }
}
