package io.eventloop.loop.model;

/**
 * The model's time, and the one timer that wakes the loop for the earliest of the program's: how
 * long the poll phase waits, and whether the timers phase has something to do.
 */
class WakeUp {
  private long now;

  /** The program is busy. */
  final void pass(long millis) {
    now += millis;
  }

  final long now() {
    return now;
  }

  /** The time at which a timer starts: now. */
  long startTime() {
    return now;
  }

  /** Nothing to do until then. */
  void await(long expiry) {
    pass(Math.max(0, expiry - now));
  }

  boolean isDue(long expiry) {
    return expiry <= now;
  }

  /** A phase begins. */
  void turn() {}

  /** A list of timers was made. */
  void listAdded(int millis, long expiry) {}

  /** A pass over the timers begins. */
  void enter() {}

  /** The lists are looked at, for the first time in this pass or after an error. */
  void processing() {}

  /** A pass over the timers has ended, save the drain. */
  void leave(long expiry) {}

  /** Whether another pass follows in the same phase. */
  boolean isDueAgain() {
    return false;
  }
}
