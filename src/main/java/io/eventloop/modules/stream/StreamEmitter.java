package io.eventloop.modules.stream;

import io.eventloop.loop.EventEmitter;
import io.eventloop.loop.Listener;
import io.eventloop.loop.Registrar;
import org.jspecify.annotations.Nullable;

/** The emitter of a stream, which tells its readable side who listens. Of the loop's thread. */
final class StreamEmitter extends EventEmitter {
  private final Registrar loop;
  private @Nullable ReadMode mode;

  StreamEmitter(Registrar loop) {
    this.loop = loop;
  }

  void tell(ReadMode told) {
    mode = told;
  }

  @Override
  public EventEmitter on(Object event, Listener listener) {
    loop.checkThread();
    super.on(event, listener);
    return added(event);
  }

  @Override
  public EventEmitter on(Object event, Runnable listener) {
    loop.checkThread();
    super.on(event, listener);
    return added(event);
  }

  @Override
  public EventEmitter once(Object event, Listener listener) {
    loop.checkThread();
    super.once(event, listener);
    return added(event);
  }

  @Override
  public EventEmitter once(Object event, Runnable listener) {
    loop.checkThread();
    super.once(event, listener);
    return added(event);
  }

  private EventEmitter added(Object event) {
    if (mode != null) {
      mode.listenerAdded(event);
    }
    return this;
  }

  @Override
  public EventEmitter off(Object event, Listener listener) {
    loop.checkThread();
    super.off(event, listener);
    return removed(event);
  }

  @Override
  public EventEmitter off(Object event, Runnable listener) {
    loop.checkThread();
    super.off(event, listener);
    return removed(event);
  }

  @Override
  public EventEmitter removeAllListeners(Object event) {
    loop.checkThread();
    super.removeAllListeners(event);
    return removed(event);
  }

  @Override
  public EventEmitter removeAllListeners() {
    loop.checkThread();
    super.removeAllListeners();
    removed(Event.DATA);
    return removed(Event.READABLE);
  }

  private EventEmitter removed(Object event) {
    if (mode != null) {
      mode.listenerRemoved(event);
    }
    return this;
  }
}
