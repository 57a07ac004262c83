package io.eventloop.modules.stream;

import io.eventloop.loop.EventEmitter;
import io.eventloop.loop.Listener;
import io.eventloop.loop.Registration;
import io.eventloop.value.InvalidArgTypeException;
import java.util.function.Consumer;

/** Listeners of Java's types on an emitter. */
final class Listening {
  private Listening() {}

  static Registration to(EventEmitter events, String event, Runnable listener) {
    InvalidArgTypeException.requireFunction(listener, "listener");
    Listener itself = args -> listener.run(); // one that is given twice is two
    events.on(event, itself);
    return () -> events.off(event, itself);
  }

  /** To the first argument of the event, which is of the listener's type. */
  @SuppressWarnings("unchecked")
  static <A> Registration toArgument(
      EventEmitter events, String event, Consumer<? super A> listener) {
    InvalidArgTypeException.requireFunction(listener, "listener");
    Listener itself = args -> listener.accept((A) args[0]);
    events.on(event, itself);
    return () -> events.off(event, itself);
  }
}
