package io.eventloop.modules.stream;

import io.eventloop.value.Callback;
import org.jspecify.annotations.Nullable;

/** What follows the sink's answer: {@code drain}, the writer's callback, the end. */
final class AfterWrite {
  private final WriteSide<?> side;
  private final Lifecycle stream;

  /** A tick is to come. */
  private boolean ordered;

  /** The tick that calls a callback which was given several times in a row. */
  private @Nullable SameCallback same;

  AfterWrite(WriteSide<?> side) {
    this.side = side;
    this.stream = side.stream;
  }

  /** Says in a tick what was done at once; in one tick for all, where that makes no difference. */
  void later(@Nullable Callback<? super Void> callback) {
    if (callback == null) {
      // objects always take a tick: no reason, but Node's order
      if (!ordered && (side.objects || side.isDrainDue())) {
        ordered = true;
        stream.loop.nextTick(() -> now(1, null));
      } else {
        side.pendingCallbacks--;
        side.maybeFinish();
      }
      return;
    }
    if (same != null && same.callback == callback) {
      same.count++;
    } else {
      same = new SameCallback(callback);
      ordered = true;
      stream.loop.nextTick(same);
    }
  }

  private final class SameCallback implements Runnable {
    private final Callback<? super Void> callback;
    private int count = 1;

    SameCallback(Callback<? super Void> callback) {
      this.callback = callback;
    }

    @Override
    public void run() {
      same = null;
      now(count, callback);
    }
  }

  /** Says it now, of so many writes with the same callback. */
  void now(int count, @Nullable Callback<? super Void> callback) {
    ordered = false;
    side.drain();
    for (int i = 0; i < count; i++) {
      side.pendingCallbacks--;
      if (callback != null) {
        Calls.call(callback, null, null);
      }
    }
    if (stream.destroyed) {
      side.failWaiting();
    }
    side.maybeFinish();
  }
}
