package io.eventloop.loop;

/** What a loop has to run, and what runs it: made together, since each needs others of them. */
final class Queues {
  final LoopThread thread = new LoopThread();
  final LoopCounters counters = new LoopCounters();
  final ProcessEvents process = new ProcessEvents();
  final ImmediateQueue immediates = new ImmediateQueue(thread);

  /** After an exception was handled, an immediate sees to it that what it held up gets its turn. */
  final CallbackRunner runner = new CallbackRunner(process, counters, immediates::addNothing);

  final TickQueue ticks = new TickQueue(runner, process);
  final LoopClock clock;
  final TimerQueue timers;

  Queues(LoopClock clock) {
    this.clock = clock;
    process.afterExitHandlers(ticks::drainAtExit);
    this.timers = new TimerQueue(thread, clock::nowMillis);
  }
}
