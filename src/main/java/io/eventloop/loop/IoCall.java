package io.eventloop.loop;

import io.eventloop.value.Callback;
import io.eventloop.value.Outcome;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** A callback that waits for an event of the I/O queue. */
final class IoCall<T> implements Pending, IoRequest<T> {
  private final ActorRef<Object> loop;
  private final long callbackId;
  private final Callback<? super T> callback;
  private final @Nullable Map<String, String> loggingContext = LoggingContext.capture();
  private final Runnable atEnd;
  private final AtomicBoolean completed = new AtomicBoolean();

  IoCall(ActorRef<Object> loop, long callbackId, Callback<? super T> callback, Runnable atEnd) {
    this.atEnd = atEnd;
    this.loop = loop;
    this.callbackId = callbackId;
    this.callback = callback;
  }

  @Override
  public long callbackId() {
    return callbackId;
  }

  @Override
  public @Nullable Map<String, String> loggingContext() {
    return loggingContext;
  }

  @Override
  public void complete(Outcome<? extends T> outcome) {
    if (completed.compareAndSet(false, true)) {
      loop.tell(new RuntimeActor.IoEvent(callbackId, outcome));
    }
  }

  @Override
  @SuppressWarnings("unchecked") // an id is given once, and only complete() knows this one
  public void settle(Outcome<?> outcome) throws Exception {
    ((Outcome<T>) outcome).deliverTo(callback);
  }

  @Override
  public void abandon(RuntimeTerminatedException why) {
    if (completed.compareAndSet(false, true)) {
      atEnd.run();
    }
  }
}
