package io.eventloop.bench.contender;

/** How code on a contender's loop has other code run there, when it has ended itself. */
public interface Chains {

  /** Before anything else. */
  void tick(Runnable code);

  /** Before any event; the same as a tick where there are no two such queues. */
  void microtask(Runnable code);

  /** Resolves a promise at the head of a chain of so many, and runs the code at its end. */
  void promises(int length, Runnable code);

  /** A promise that nothing has settled, or will. */
  Object pendingPromise();
}
