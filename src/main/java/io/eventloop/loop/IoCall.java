package io.eventloop.loop;

import io.eventloop.value.Callback;
import io.eventloop.value.Outcome;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A callback that waits for an event of the I/O queue. */
final class IoCall<T> implements Pending, IoRequest<T> {
  private final Inbox loop;
  private final long callbackId;
  private final String what;
  private final Callback<? super T> callback;
  private final Runnable atEnd;
  private final @Nullable StackTraceElement callSite;
  private final @Nullable CallContext context = CallContext.capture();
  private @Nullable Registration signal;
  private @Nullable Outcome<T> outcome;
  private final AtomicBoolean completed = new AtomicBoolean();

  IoCall(
      Inbox loop,
      long callbackId,
      String what,
      Callback<? super T> callback,
      Runnable atEnd,
      @Nullable StackTraceElement callSite) {
    this.loop = loop;
    this.callbackId = callbackId;
    this.what = what;
    this.callback = callback;
    this.atEnd = atEnd;
    this.callSite = callSite;
  }

  /** Gives the request up when this signal is aborted. */
  void listenTo(AbortSignal given) {
    if (given.aborted()) {
      giveUp(given);
    } else {
      signal = given.onAbort(() -> giveUp(given));
    }
  }

  private void giveUp(AbortSignal given) {
    complete(Outcome.failure(new AbortException(given.reason())));
    atEnd.run();
  }

  @Override
  public void forgetSignal() {
    if (signal != null) {
      signal.remove();
    }
  }

  @Override
  public long callbackId() {
    return callbackId;
  }

  @Override
  public String what() {
    return what;
  }

  @Override
  public @Nullable StackTraceElement callSite() {
    return callSite;
  }

  @Override
  public @Nullable CallContext context() {
    return context;
  }

  @Override
  public void complete(Outcome<? extends T> outcome) {
    if (completed.compareAndSet(false, true)) {
      loop.deliverInOrder(new RuntimeActor.IoEvent(callbackId, outcome));
    }
  }

  @Override
  @SuppressWarnings("unchecked") // an id is given once, and only complete() knows this one
  public void answeredBy(Outcome<?> given) {
    outcome = (Outcome<T>) given;
  }

  @Override
  public void run() {
    Outcome<T> brought = outcome;
    if (brought != null) {
      Sneaky.call(callback, brought.error(), brought.valueOrNull());
    }
  }

  @Override
  public void abandon(RuntimeTerminatedException why) {
    forgetSignal(); // which may outlive this loop, and would keep it
    if (completed.compareAndSet(false, true)) {
      atEnd.run();
    }
  }
}
