package io.eventloop.loop.model;

/**
 * The wake-up as Node has it, to the letter: libuv's cached time and its one timer handle, which is
 * set when Node believes that a list comes before the others, or at the end of a pass, and then to
 * 1 ms from now if the list is due already. For the comparison with node.
 */
final class LibuvWakeUp extends WakeUp {
  private long cached;
  private long handleAt = Long.MAX_VALUE;
  private long nextExpiry = Long.MAX_VALUE;

  @Override
  long startTime() {
    cached = now();
    return cached;
  }

  @Override
  void await(long expiry) {
    pass(Math.max(0, handleAt - now()));
    cached = now();
  }

  @Override
  boolean isDue(long expiry) {
    return handleAt <= cached;
  }

  @Override
  void turn() {
    cached = now();
  }

  @Override
  void listAdded(int millis, long expiry) {
    if (nextExpiry > expiry) {
      handleAt = cached + millis;
      nextExpiry = expiry;
    }
  }

  @Override
  void enter() {
    handleAt = Long.MAX_VALUE;
  }

  @Override
  void processing() {
    nextExpiry = Long.MAX_VALUE;
  }

  @Override
  boolean isDueAgain() {
    return handleAt <= cached;
  }

  @Override
  void leave(long expiry) {
    if (expiry != Long.MAX_VALUE) {
      nextExpiry = expiry;
      handleAt = cached + Math.max(1, expiry - cached);
    }
  }
}
