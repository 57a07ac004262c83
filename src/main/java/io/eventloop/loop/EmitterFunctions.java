package io.eventloop.loop;

import io.eventloop.value.OutOfRangeException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The functions of Node's module {@code events}, which are called as those of {@link EventEmitter}.
 * Of the thread of the loop whose emitters they are given.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/events.html">Node: Events</a>
 */
public abstract sealed class EmitterFunctions permits EventEmitter {
  private static volatile int defaultMaxListeners = 10;

  EmitterFunctions() {}

  /**
   * A promise of what the event is emitted with next, rejected if {@code error} is emitted before:
   * Node's {@code events.once}. Of the loop's thread.
   *
   * @return fulfilled two microtasks after the event, as the promise of an async function that
   *     returns another
   * @throws IllegalStateException if the calling thread runs no callback of a loop
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/events.html#eventsonceemitter-name-options">
   *     Node: events.once</a>
   */
  public static Promise<List<@Nullable Object>> once(EventEmitter emitter, Object event) {
    return NextEvent.of(emitter, event, null);
  }

  /**
   * The same until the signal is aborted: then the promise is rejected with an {@link
   * AbortException}, and nobody listens any more.
   */
  public static Promise<List<@Nullable Object>> once(
      EventEmitter emitter, Object event, AbortSignal signal) {
    return NextEvent.of(emitter, event, signal);
  }

  /**
   * What the event is emitted with, time after time, for {@link Async#forAwait}; those that nobody
   * has asked for yet are kept. Ends with a rejection when {@code error} is emitted, and listens
   * until it is closed: Node's {@code events.on}, save its watermarks, since an emitter cannot be
   * paused. Of the loop's thread.
   *
   * @throws IllegalStateException if the calling thread runs no callback of a loop
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/events.html#eventsonemitter-eventname-options">
   *     Node: events.on</a>
   */
  public static AsyncIterator<List<@Nullable Object>> on(EventEmitter emitter, Object event) {
    return EventIterator.of(emitter, event, null);
  }

  /**
   * The same until the signal is aborted, which ends it with an {@link AbortException}, or until
   * one of some other events is emitted, which ends it without.
   *
   * @param signal null for none
   * @param closeEvents the names of those events
   * @throws AbortException if the signal is aborted already
   */
  public static AsyncIterator<List<@Nullable Object>> on(
      EventEmitter emitter, Object event, @Nullable AbortSignal signal, Object... closeEvents) {
    return EventIterator.of(emitter, event, signal, closeEvents);
  }

  /** The listeners of an event as they were given: {@link EventEmitter#listeners}. */
  public static List<Object> getEventListeners(EventEmitter emitter, Object event) {
    return emitter.listeners(event);
  }

  /**
   * From how many listeners of one event on a warning is logged, for emitters that have no limit of
   * their own: 10 unless it is set.
   */
  public static int defaultMaxListeners() {
    return defaultMaxListeners;
  }

  /**
   * Sets that limit, of all loops of the process, and of emitters that are there already.
   *
   * @param limit 0 for no warning
   * @throws OutOfRangeException if it is negative
   */
  public static void setDefaultMaxListeners(int limit) {
    defaultMaxListeners = checked(limit, "defaultMaxListeners");
  }

  /**
   * Sets the limit of several emitters.
   *
   * @param limit 0 for no warning
   * @param emitters if there are none it is the default that is set, as in Node
   * @throws OutOfRangeException if it is negative
   */
  public static void setMaxListeners(int limit, EventEmitter... emitters) {
    checked(limit, "setMaxListeners");
    if (emitters.length == 0) {
      defaultMaxListeners = limit;
    }
    for (EventEmitter emitter : emitters) {
      Objects.requireNonNull(emitter, "emitter").setMaxListeners(limit);
    }
  }

  static int checked(int limit, String name) {
    if (limit < 0) {
      throw OutOfRangeException.of(name, ">= 0", limit);
    }
    return limit;
  }
}
