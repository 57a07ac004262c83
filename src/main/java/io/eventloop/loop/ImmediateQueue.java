package io.eventloop.loop;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The immediates of a loop, as in Node's {@code processImmediate}: the check phase runs those that
 * were there when it began, and what they set waits for the next turn. Of the loop's thread.
 */
final class ImmediateQueue {
  private final LoopThread thread;
  private ImmediateList queued = new ImmediateList();
  private ImmediateList batch = new ImmediateList();
  private int referenced;
  private boolean lastThrew;

  ImmediateQueue(LoopThread thread) {
    this.thread = thread;
  }

  void check() {
    thread.check();
  }

  void add(Immediate immediate) {
    queued.append(immediate);
    referenced++;
  }

  /** One that does nothing, but has a turn and a drain of the ticks come. */
  void addNothing() {
    add(new Immediate(this, null, null).calling(() -> {}));
  }

  /** Takes one back; does nothing if it has run. */
  void clear(Immediate immediate) {
    if (!immediate.isDone()) {
      ImmediateList list = immediate.list;
      if (list != null) {
        list.unlink(immediate);
      }
      settle(immediate);
      immediate.forget();
    }
  }

  private void settle(Immediate immediate) {
    referenced -= immediate.hasRef() ? 1 : 0;
    immediate.done();
  }

  void referencesChanged(int by) {
    referenced += by;
  }

  /** How many immediates keep the loop alive. */
  int referenced() {
    return referenced;
  }

  /** The check phase begins. */
  void beginPhase() {
    lastThrew = false;
    takeBatch();
  }

  private void takeBatch() {
    ImmediateList empty = batch;
    batch = queued;
    queued = empty;
  }

  /** The next to run in this phase, or null at its end. */
  @Nullable Immediate next() {
    Immediate next = batch.poll();
    if (next == null && lastThrew) {
      // Node finds no rest of the batch to go on with, and takes what was queued meanwhile
      lastThrew = false;
      takeBatch();
      next = batch.poll();
    }
    return next;
  }

  /** Runs one; false if it threw. */
  boolean run(Immediate immediate, CallbackRunner runner) {
    settle(immediate);
    boolean ok = runner.run(immediate.take(), immediate.context());
    lastThrew = !ok;
    return ok;
  }

  /** Shows each immediate that is set. */
  void forEach(Consumer<Immediate> each) {
    batch.forEach(each);
    queued.forEach(each);
  }
}
