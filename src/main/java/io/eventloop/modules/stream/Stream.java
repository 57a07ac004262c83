package io.eventloop.modules.stream;

import io.eventloop.loop.EventEmitter;
import io.eventloop.loop.Registration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What all of Node's streams have: an error, an end, and a way to give them up. A stream belongs to
 * the loop in whose callback it was made; a call on another thread throws {@link
 * IllegalStateException}.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/stream.html">Node: Stream</a>
 */
public sealed interface Stream permits BaseStream, Writable {

  /**
   * The emitter underneath, with Node's names of the events and Node's arguments: for {@code once},
   * for listeners that are removed again, and for events that have no method here, such as {@code
   * pipe}.
   */
  EventEmitter events();

  /**
   * Listens to what goes wrong. Without a listener it is an uncaught exception of the loop.
   *
   * @return to take the listener back
   */
  default Registration onError(Consumer<? super Throwable> listener) {
    return Listening.toArgument(events(), Event.ERROR, listener);
  }

  /** Listens to {@code close}, after which nothing is emitted any more. */
  default Registration onClose(Runnable listener) {
    return Listening.to(events(), Event.CLOSE, listener);
  }

  /** Gives the stream up: Node's {@code destroy()}. Does nothing when called again. */
  default void destroy() {
    destroy(null);
  }

  /**
   * The same with the error that the stream is to emit; null for none. The error, and {@code close}
   * after it, are emitted in a tick once the stream has let go of what it stands on.
   */
  void destroy(@Nullable Throwable error);

  /** Whether it was destroyed. */
  boolean destroyed();

  /** Whether it has let go of what it stood on. */
  boolean closed();

  /** What it was destroyed with; null if nothing has gone wrong. */
  @Nullable Throwable errored();
}
