package io.eventloop.loop.model;

import java.util.List;

/**
 * One statement of a random program. The label of an action is unique: it is what its callback logs
 * first, and the name by which later actions find its handle.
 */
sealed interface Action {

  record Log(String label) implements Action {}

  record Busy(int millis) implements Action {}

  record Throw(String label) implements Action {}

  record Tick(String label, List<Action> body) implements Action {}

  record Microtask(String label, List<Action> body) implements Action {}

  record Timeout(String label, int millis, List<Action> body) implements Action {}

  /** Clears itself at the begin of its last run. */
  record Interval(String label, int millis, int runs, List<Action> body) implements Action {}

  record Immediate(String label, List<Action> body) implements Action {}

  /** Of a timer or interval if {@code timer}, else of an immediate. */
  record Clear(String target, boolean timer) implements Action {}

  record Unref(String target) implements Action {}

  record Refresh(String target) implements Action {}

  /** A promise, and a chain of reactions on it. */
  record Chain(String label, Start start, List<Action> executor, List<Link> links)
      implements Action {}

  /** A further chain of reactions on the first promise of another chain. */
  record Attach(String target, List<Link> links) implements Action {}

  /** Resolves or rejects the promise of a chain that started {@link Start#DEFERRED}. */
  record Settle(String target, boolean reject) implements Action {}

  /** Where a chain has its first promise from. */
  enum Start {
    RESOLVED,
    REJECTED,
    /** {@code new Promise} with the executor's actions, which resolves it as the last of them. */
    EXECUTOR,
    /** {@code new Promise}, settled by a {@link Settle}, or never. */
    DEFERRED
  }

  /** What a link of a chain does. */
  enum Kind {
    THEN,
    CATCH,
    /** A {@code then} whose handler returns a promise: the last of the chain {@code returned}. */
    ADOPT
  }

  /** One reaction; {@code returned} has one element for {@link Kind#ADOPT}, else none. */
  record Link(String label, Kind kind, List<Action> body, List<Chain> returned) {}
}
