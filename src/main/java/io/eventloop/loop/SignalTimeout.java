package io.eventloop.loop;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The timer of {@link AbortSignal#timeout}. It keeps its signal only while somebody listens to it,
 * and is taken back when the signal is gone: most operations end long before their limit. Where
 * Node has a registry of finalizers, the timers of collected signals are taken back when the loop
 * makes the next such signal. Of the loop's thread.
 *
 * @see <a href="https://github.com/nodejs/node/blob/v20.x/lib/internal/abort_controller.js">Node:
 *     abort_controller.js</a>
 */
final class SignalTimeout extends WeakReference<AbortSignal> {
  private final Timer timer;

  /** The signal, while somebody listens. */
  private @Nullable AbortSignal heard;

  private SignalTimeout(AbortSignal signal, ReferenceQueue<AbortSignal> collected, Timer timer) {
    super(signal, collected);
    this.timer = timer;
  }

  static SignalTimeout start(AbortSignal signal, double delayMillis) {
    Timer timer = CurrentLoop.get().addTimer(delayMillis, false, false);
    ReferenceQueue<AbortSignal> collected = timer.queue().collectedSignals();
    clear(collected);
    SignalTimeout timeout = new SignalTimeout(signal, collected, timer);
    timer.calling(timeout::elapsed);
    return timeout;
  }

  private static void clear(ReferenceQueue<AbortSignal> collected) {
    for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
      ((SignalTimeout) gone).timer.close();
    }
  }

  private void elapsed() {
    AbortSignal signal = get();
    if (signal != null) {
      signal.abortWith(DomException.timedOut());
    }
  }

  /** Somebody listens to the signal: it must not be forgotten. Null: nobody does any more. */
  void keep(@Nullable AbortSignal signal) {
    heard = signal;
  }

  @Override
  public String toString() {
    return "SignalTimeout(" + (heard == null ? "unheard" : "heard") + ')';
  }
}
