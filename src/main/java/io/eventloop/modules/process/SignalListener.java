package io.eventloop.modules.process;

/** Hears of a signal that the process was sent. */
@FunctionalInterface
public interface SignalListener {

  /**
   * The signal came. Runs on the loop's thread, in the poll phase; what it throws is an uncaught
   * exception of the loop.
   *
   * @param signal its name, for example {@code SIGTERM}
   * @param number its number on this system, for example 15
   */
  void onSignal(String signal, int number);
}
