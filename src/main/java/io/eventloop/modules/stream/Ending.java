package io.eventloop.modules.stream;

import io.eventloop.value.Callback;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a writable side comes to its end, from {@code end} to {@code finish}. */
final class Ending {
  private final WriteSide<?> side;
  private final Lifecycle stream;

  /** Given to {@code end}, to be told of the finish; null most often. */
  private @Nullable List<Callback<? super Void>> awaiting;

  private boolean begun;

  /** The call of {@code end} that began it has been through. */
  private boolean ended;

  private boolean finalCalled;
  private boolean prefinished;

  Ending(WriteSide<?> side) {
    this.side = side;
    this.stream = side.stream;
  }

  boolean hasBegun() {
    return begun;
  }

  boolean hasEnded() {
    return ended;
  }

  boolean isAwaited() {
    return awaiting != null;
  }

  void onConstructed() {
    maybeFinish(false);
  }

  void begin(@Nullable Throwable refused, @Nullable Callback<? super Void> callback) {
    Throwable error = refused;
    if (error == null) {
      if (!begun && stream.errored == null) {
        begun = true;
        maybeFinish(true);
        ended = true;
      } else if (side.finished) {
        error = StreamException.alreadyFinished("end");
      } else if (stream.destroyed) {
        error = StreamException.destroyed("end");
      }
    }
    if (callback != null) {
      tell(callback, error == null ? stream.errored : error);
    }
  }

  private void tell(Callback<? super Void> callback, @Nullable Throwable error) {
    if (error != null || side.finished) {
      stream.loop.nextTick(() -> Calls.call(callback, error, null));
    } else {
      if (awaiting == null) {
        awaiting = new ArrayList<>(1);
      }
      awaiting.add(callback);
    }
  }

  void tellAwaiting(@Nullable Throwable error) {
    List<Callback<? super Void>> callbacks = awaiting;
    awaiting = null;
    if (callbacks != null) {
      callbacks.forEach(callback -> Calls.call(callback, error, null));
    }
  }

  private boolean isReady() {
    return begun
        && !side.finished
        && side.isIdle()
        && stream.constructed
        && !stream.destroyed
        && !stream.errorEmitted
        && !stream.closeEmitted
        && stream.errored == null;
  }

  /**
   * Finishes, if nothing is left to be done.
   *
   * @param sync whether that must not be told before the present call has returned
   */
  void maybeFinish(boolean sync) {
    if (!begun || !isReady()) {
      return;
    }
    askSink();
    if (side.pendingCallbacks > 0) {
      return;
    }
    if (sync) {
      side.pendingCallbacks++;
      stream.loop.nextTick(
          () -> {
            if (isReady()) {
              finish();
            } else {
              side.pendingCallbacks--;
            }
          });
    } else if (isReady()) {
      side.pendingCallbacks++;
      finish();
    }
  }

  private void askSink() {
    if (finalCalled || prefinished) {
      return;
    }
    finalCalled = true;
    if (!side.askToFinish(this::sinkHasFinished)) {
      prefinished = true;
      stream.events.emit(Event.PREFINISH);
    }
  }

  private void sinkHasFinished(@Nullable Throwable error, @Nullable Void nothing) {
    stream.loop.checkThread();
    if (prefinished) {
      stream.errorOrDestroy(error == null ? StreamException.multipleCallback() : error);
      return;
    }
    side.pendingCallbacks--;
    if (error != null) {
      tellAwaiting(error);
      stream.errorOrDestroy(error, side.isSync());
    } else if (isReady()) {
      prefinished = true;
      stream.events.emit(Event.PREFINISH);
      side.pendingCallbacks++;
      stream.loop.nextTick(this::finish);
    }
  }

  private void finish() {
    side.pendingCallbacks--;
    side.finished = true;
    tellAwaiting(null);
    stream.events.emit(Event.FINISH);
    stream.sideIsDone();
  }
}
