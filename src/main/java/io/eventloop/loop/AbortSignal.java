package io.eventloop.loop;

import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.OutOfRangeException;
import io.eventloop.value.ThrownValue;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells operations to give up. It is aborted once, for one reason. It belongs to the loop in whose
 * callback it was made, or first listened to or aborted: from anywhere else, both throw {@link
 * IllegalStateException}.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/globals.html#class-abortsignal">Node:
 *     AbortSignal</a>
 */
public final class AbortSignal {
  private static final long MAX_DELAY_MILLIS = 0xFFFF_FFFFL;

  private final AbortListeners listeners = new AbortListeners();
  private volatile @Nullable LoopEngine loop = CurrentLoop.orNull();
  private @Nullable Throwable reason;
  private @Nullable SignalTimeout timeout;

  /** The signals that this one is made of, and that are made of nothing themselves. */
  private final Set<AbortSignal> sources = new LinkedHashSet<>();

  /**
   * The signals that are made of this one. Weak, so that a signal that lives as long as the program
   * does not keep each one that a request made of it.
   */
  private final Set<Reference<? extends AbortSignal>> dependants = new LinkedHashSet<>();

  private final ReferenceQueue<AbortSignal> forgotten = new ReferenceQueue<>();

  /** Those of them that somebody listens to: they must not be forgotten. */
  private final Set<AbortSignal> heardDependants = new LinkedHashSet<>();

  AbortSignal() {}

  /** A signal that is aborted, for the reason {@code AbortError}, "This operation was aborted". */
  public static AbortSignal abort() {
    return abort(DomException.aborted());
  }

  /**
   * A signal that is aborted.
   *
   * @param reason any value; one that is no {@link Throwable} becomes a {@link ThrownValue}
   */
  public static AbortSignal abort(@Nullable Object reason) {
    AbortSignal signal = new AbortSignal();
    signal.reason = ThrownValue.of(reason);
    return signal;
  }

  /**
   * A signal that is aborted after a delay, for the reason {@code TimeoutError}. It does not keep
   * the loop alive, and is kept by nobody while nobody listens.
   *
   * @param delay of 0 to 2^32-1 ms; fractions of a millisecond are cut off
   * @throws OutOfRangeException if the delay is out of range
   * @throws IllegalStateException if the calling thread runs no callback of a loop
   */
  public static AbortSignal timeout(Duration delay) {
    double millis = Math.floor(Delays.millis(delay));
    if (millis < 0 || millis > MAX_DELAY_MILLIS) {
      throw OutOfRangeException.of("delay", ">= 0 && <= " + MAX_DELAY_MILLIS, (long) millis);
    }
    AbortSignal signal = new AbortSignal();
    signal.timeout = SignalTimeout.start(signal, millis);
    return signal;
  }

  /**
   * A signal that is aborted as soon as one of these is, for its reason; at once if one is. Of
   * none: never.
   */
  public static AbortSignal any(Iterable<AbortSignal> signals) {
    AbortSignal result = new AbortSignal();
    for (AbortSignal signal : signals) {
      signal.checkLoop();
      if (signal.reason != null) {
        result.reason = signal.reason;
        return result;
      }
      for (AbortSignal source : signal.sources.isEmpty() ? List.of(signal) : signal.sources) {
        if (result.sources.add(source)) {
          source.addDependant(result);
        }
      }
    }
    return result;
  }

  /** The same of these. */
  public static AbortSignal any(AbortSignal... signals) {
    return any(Arrays.asList(signals));
  }

  private void addDependant(AbortSignal signal) {
    for (Reference<?> gone = forgotten.poll(); gone != null; gone = forgotten.poll()) {
      dependants.remove(gone);
    }
    dependants.add(new WeakReference<>(signal, forgotten));
  }

  /**
   * Refuses another loop than its own. One that has none yet, since it was made outside any,
   * becomes the calling loop's. One that is aborted is only read any more, and may be anybody's.
   */
  void checkLoop() {
    if (reason == null && !belongsTo(CurrentLoop.orNull())) {
      throw new IllegalStateException(
          "an AbortSignal may be used in callbacks of its own loop only; elsewhere, use"
              + " Loop.execute, or a controller for each loop");
    }
  }

  @SuppressWarnings("ReferenceEquality") // a loop is itself only
  private synchronized boolean belongsTo(@Nullable LoopEngine calling) {
    if (loop == null) {
      loop = calling;
    }
    return loop == calling;
  }

  /** Whether it must not be forgotten, although nobody may have it any more. */
  private void keepWhileHeard() {
    if (timeout != null) {
      timeout.keep(listeners.isEmpty() && heardDependants.isEmpty() ? null : this);
    }
  }

  private void hold() {
    keepWhileHeard();
    for (AbortSignal source : sources) {
      source.heardDependants.add(this);
      source.keepWhileHeard();
    }
  }

  private void release() {
    keepWhileHeard();
    for (AbortSignal source : sources) {
      source.heardDependants.remove(this);
      source.keepWhileHeard();
    }
  }

  /** Whether it is aborted. */
  public boolean aborted() {
    return reason != null;
  }

  /** Why it is aborted; null while it is not. */
  public @Nullable Throwable reason() {
    return reason;
  }

  /** Throws the reason itself, checked or not, if the signal is aborted. */
  public void throwIfAborted() {
    if (reason != null) {
      throw Sneaky.thrown(reason);
    }
  }

  /**
   * Calls a callback at once with {@link AbortException} if the signal is aborted: for a module
   * whose operation is then not begun at all, as Node does it.
   *
   * @return whether it is aborted
   */
  public boolean answerIfAborted(Callback<?> callback) {
    if (reason == null) {
      return false;
    }
    try {
      callback.call(new AbortException(reason), null);
    } catch (Exception thrown) { // it leaves the call, like anything thrown by it
      throw Sneaky.thrown(thrown);
    }
    return true;
  }

  /**
   * Adds a listener that runs within {@code abort()}, after those before it. On a signal that is
   * aborted already it never runs.
   *
   * @param listener what it throws stops no other listener: it is an uncaught exception of the
   *     loop, in a tick
   * @return to remove the listener
   * @throws IllegalStateException if the signal is another loop's
   */
  public Registration onAbort(Runnable listener) {
    InvalidArgTypeException.requireFunction(listener, "listener");
    checkLoop();
    boolean first = listeners.isEmpty();
    Registration registration = listeners.add(listener);
    if (first && reason == null) {
      hold();
    }
    return () -> {
      if (CurrentLoop.orNull() != null) { // else the loop has ended, and lets go of its calls
        checkLoop();
      }
      registration.remove();
      if (listeners.isEmpty()) {
        release();
      }
    };
  }

  void abortWith(Throwable why) {
    LoopEngine current = CurrentLoop.get();
    if (reason != null) {
      return;
    }
    checkLoop();
    reason = Objects.requireNonNull(why, "reason");
    listeners.callAll(current);
    for (Reference<? extends AbortSignal> dependant : List.copyOf(dependants)) {
      AbortSignal signal = dependant.get();
      if (signal != null) {
        signal.abortWith(why);
      }
    }
    dependants.clear();
    heardDependants.clear();
    release();
    if (timeout != null) {
      timeout.keep(null);
    }
  }
}
