package io.eventloop.bench.contender;

/** The timers of a contender. All of them are set, cancelled and run on one thread. */
public interface Timers {

  /** Runs code on the thread of the timers. From any thread. */
  void execute(Runnable code);

  /** Runs a callback once, after so many milliseconds. */
  Object set(Runnable callback, long millis);

  /** Takes one back that has not run. */
  void cancel(Object timer);
}
