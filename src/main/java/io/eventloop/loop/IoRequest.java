package io.eventloop.loop;

import io.eventloop.value.Outcome;

/**
 * A callback that waits for an event from outside. Whoever does the I/O completes it, once, from
 * any thread; a second completion is dropped, and so is one after the loop's end.
 *
 * @param <T> what the event brings
 */
@FunctionalInterface
public interface IoRequest<T> {

  /** Sends the outcome to the loop, which runs the callback. From any thread. */
  void complete(Outcome<? extends T> outcome);
}
