package io.eventloop.loop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A callback that was set by {@code setImmediate}, for the check phase: Node's {@code Immediate}.
 * Of the loop's thread; a call from anywhere else throws {@link IllegalStateException}.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/timers.html#class-immediate">Node: class
 *     Immediate</a>
 */
public final class Immediate {
  /** The links of its list; this immediate is in none while {@code list} is null. */
  @Nullable Immediate previous;

  @Nullable Immediate next;
  @Nullable ImmediateList list;

  private final ImmediateQueue queue;
  private final @Nullable CallContext context;
  private final @Nullable StackTraceElement callSite;
  private @Nullable Runnable callback;
  private boolean referenced = true;
  private boolean done;

  Immediate(
      ImmediateQueue queue, @Nullable CallContext context, @Nullable StackTraceElement callSite) {
    this.queue = queue;
    this.context = context;
    this.callSite = callSite;
  }

  /** Keeps the loop alive until it has run, as it does from the start. */
  public Immediate ref() {
    queue.check();
    if (!referenced && !done) {
      referenced = true;
      queue.referencesChanged(1);
    }
    return this;
  }

  /** Lets the loop end before it has run. */
  public Immediate unref() {
    queue.check();
    if (referenced && !done) {
      referenced = false;
      queue.referencesChanged(-1);
    }
    return this;
  }

  /** Whether it keeps the loop alive: not any more once it runs, has run or was cleared. */
  public boolean hasRef() {
    return referenced && !done;
  }

  /** The same as {@link Loop#clearImmediate(Immediate)}. */
  void clear() {
    queue.check();
    queue.clear(this);
  }

  /** What runs in the check phase. */
  Immediate calling(Runnable given) {
    callback = Objects.requireNonNull(given);
    return this;
  }

  boolean isDone() {
    return done;
  }

  /** It runs now, or was cleared. */
  void done() {
    done = true;
  }

  @Nullable CallContext context() {
    return context;
  }

  @Nullable StackTraceElement callSite() {
    return callSite;
  }

  /** What it runs, and then no more. */
  Runnable take() {
    Runnable given = Objects.requireNonNull(callback);
    callback = null;
    return given;
  }

  void forget() {
    callback = null;
  }
}
