package io.eventloop.loop;

import org.jspecify.annotations.Nullable;

/**
 * A function that an {@link EventEmitter} calls when an event is emitted.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/events.html#emitteroneventname-listener">
 *     Node: emitter.on</a>
 */
@FunctionalInterface
public interface Listener {

  /**
   * Takes an event, on the thread that emits it and before {@code emit} returns.
   *
   * @param args what was emitted with it, maybe more than the listener wants; not to be changed
   * @throws Exception whatever the listener throws passes to the caller of {@code emit}
   */
  void call(@Nullable Object... args) throws Exception;
}
