package io.eventloop.loop;

import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.OutOfRangeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls the listeners of named events, one after the other, before {@link #emit} returns: Node's
 * {@code EventEmitter}. Of one thread at a time; it needs no loop, save for {@link
 * #once(EventEmitter, Object)}.
 *
 * <p>An event's name is a string, or any other object, compared by {@code equals}, where JavaScript
 * has a symbol. A listener is a {@link Listener}, or a {@link Runnable} if it wants no arguments,
 * and is removed by giving the same object again. What a listener throws, checked or not, passes to
 * the caller of {@code emit}, and the listeners after it are not called.
 *
 * <p>Node's {@code captureRejections} is not here: a listener returns nothing, so that there is no
 * promise to look after. One that starts something that may fail handles that promise itself.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/events.html">Node: Events</a>
 */
public non-sealed class EventEmitter extends EmitterFunctions {
  /** Its listeners are called before those of {@code error}; it does not count as one of them. */
  public static final Object ERROR_MONITOR =
      new Object() {
        @Override
        public String toString() {
          return "Symbol(events.errorMonitor)";
        }
      };

  /** Emitted with an event's name and the listener, before that is added. */
  public static final String NEW_LISTENER = "newListener";

  /** Emitted with an event's name and the listener, after that was removed. */
  public static final String REMOVE_LISTENER = "removeListener";

  /** The event that is thrown at its emitter if nobody listens. */
  public static final String ERROR = "error";

  private final Map<Object, ListenerList> events = new LinkedHashMap<>();

  /** Negative where the default holds. */
  private int maxListeners = -1;

  /** An emitter without listeners. */
  public EventEmitter() {}

  /**
   * Adds a listener after the others. One that is added twice is called twice.
   *
   * @throws InvalidArgTypeException if it is null
   */
  public EventEmitter on(Object event, Listener listener) {
    return add(event, checked(listener), false);
  }

  /** The same for a listener without arguments. */
  public EventEmitter on(Object event, Runnable listener) {
    return add(event, plain(listener), false);
  }

  /** The same as {@link #on(Object, Listener)}. */
  public EventEmitter addListener(Object event, Listener listener) {
    return on(event, listener);
  }

  /** The same as {@link #on(Object, Runnable)}. */
  public EventEmitter addListener(Object event, Runnable listener) {
    return on(event, listener);
  }

  /** Adds a listener for the next such event: it is removed before it is called. */
  public EventEmitter once(Object event, Listener listener) {
    return add(event, new ListenerList.Once(this, event, checked(listener)), false);
  }

  /** The same for a listener without arguments. */
  public EventEmitter once(Object event, Runnable listener) {
    return add(event, new ListenerList.Once(this, event, plain(listener)), false);
  }

  /** Adds a listener before the others. */
  public EventEmitter prependListener(Object event, Listener listener) {
    return add(event, checked(listener), true);
  }

  /** The same for a listener without arguments. */
  public EventEmitter prependListener(Object event, Runnable listener) {
    return add(event, plain(listener), true);
  }

  /** Adds a listener before the others, for the next such event. */
  public EventEmitter prependOnceListener(Object event, Listener listener) {
    return add(event, new ListenerList.Once(this, event, checked(listener)), true);
  }

  /** The same for a listener without arguments. */
  public EventEmitter prependOnceListener(Object event, Runnable listener) {
    return add(event, new ListenerList.Once(this, event, plain(listener)), true);
  }

  private static Listener checked(Listener listener) {
    return InvalidArgTypeException.requireFunction(listener, "listener");
  }

  private static Listener plain(Runnable listener) {
    return new ListenerList.Plain(InvalidArgTypeException.requireFunction(listener, "listener"));
  }

  private EventEmitter add(Object event, Listener listener, boolean first) {
    Objects.requireNonNull(event, "event");
    if (events.containsKey(NEW_LISTENER)) {
      emit(NEW_LISTENER, event, ListenerList.original(listener));
    }
    ListenerList list = events.computeIfAbsent(event, name -> new ListenerList());
    list.add(listener, first);
    if (list.exceeds(getMaxListeners())) {
      CurrentLoop.warn(
          new Warning(
              "MaxListenersExceededWarning",
              "Possible EventEmitter memory leak detected. %d %s listeners added to [%s]."
                      .formatted(list.size(), event, getClass().getSimpleName())
                  + " MaxListeners is %d. Use emitter.setMaxListeners() to increase limit"
                      .formatted(getMaxListeners())));
    }
    return this;
  }

  /**
   * Removes a listener, the one added last if it was added several times; does nothing if there is
   * none. An {@link #emit} that is under way calls it all the same.
   */
  public EventEmitter off(Object event, Listener listener) {
    return remove(event, checked(listener));
  }

  /** The same for a listener without arguments. */
  public EventEmitter off(Object event, Runnable listener) {
    return remove(event, InvalidArgTypeException.requireFunction(listener, "listener"));
  }

  /** The same as {@link #off(Object, Listener)}. */
  public EventEmitter removeListener(Object event, Listener listener) {
    return off(event, listener);
  }

  /** The same as {@link #off(Object, Runnable)}. */
  public EventEmitter removeListener(Object event, Runnable listener) {
    return off(event, listener);
  }

  private EventEmitter remove(Object event, Object given) {
    ListenerList list = events.get(event);
    Listener removed = list == null ? null : list.remove(given);
    if (list == null || removed == null) {
      return this;
    }
    boolean last = list.size() == 0;
    if (last) {
      events.remove(event);
    }
    if (events.containsKey(REMOVE_LISTENER)) {
      // as Node has it: one of several is told as it was given, be that the wrapper of once()
      boolean wrapper = !last && given instanceof ListenerList.Once;
      emit(REMOVE_LISTENER, event, wrapper ? given : ListenerList.original(removed));
    }
    return this;
  }

  /** Removes all listeners of all events. */
  public EventEmitter removeAllListeners() {
    if (events.containsKey(REMOVE_LISTENER)) {
      List<Object> names = List.copyOf(events.keySet());
      names.stream()
          .filter(name -> !name.equals(REMOVE_LISTENER))
          .forEach(this::removeAllListeners);
      removeAllListeners(REMOVE_LISTENER);
    }
    events.clear();
    return this;
  }

  /** Removes all listeners of an event, the last one first. */
  public EventEmitter removeAllListeners(Object event) {
    if (events.containsKey(REMOVE_LISTENER)) {
      List<Listener> listeners = rawListeners(event);
      for (int i = listeners.size() - 1; i >= 0; i--) {
        remove(event, listeners.get(i));
      }
    } else {
      events.remove(event);
    }
    return this;
  }

  /**
   * Calls the listeners that the event has now, in their order.
   *
   * @return whether there were any
   * @throws UnhandledErrorException if it is {@code error} without listener and the first argument
   *     is no throwable; one that is, is thrown itself
   */
  public boolean emit(Object event, @Nullable Object... args) {
    if (event.equals(ERROR)) {
      emit(ERROR_MONITOR, args);
      if (!events.containsKey(ERROR)) {
        throw unheard(args);
      }
    }
    ListenerList list = events.get(event);
    if (list == null) {
      return false;
    }
    for (Listener listener : list.snapshot()) {
      call(listener, args);
    }
    return true;
  }

  private static void call(Listener listener, @Nullable Object... args) {
    try {
      listener.call(args);
    } catch (Exception thrown) {
      throw Sneaky.thrown(thrown);
    }
  }

  private static RuntimeException unheard(@Nullable Object... args) {
    if (args.length == 0) {
      return new UnhandledErrorException("undefined", null);
    }
    if (args[0] instanceof Throwable error) {
      return Sneaky.thrown(error);
    }
    String shown = args[0] instanceof String text ? "'" + text + "'" : String.valueOf(args[0]);
    return new UnhandledErrorException(shown, args[0]);
  }

  /** How many listeners an event has. */
  public int listenerCount(Object event) {
    ListenerList list = events.get(event);
    return list == null ? 0 : list.size();
  }

  /** How many times an event has this listener: a {@link Listener} or a {@link Runnable}. */
  public int listenerCount(Object event, Object listener) {
    ListenerList list = events.get(event);
    return list == null ? 0 : list.count(listener);
  }

  /** The events that have listeners: strings as they were first listened to, then the others. */
  public List<Object> eventNames() {
    return Stream.concat(
            events.keySet().stream().filter(String.class::isInstance),
            events.keySet().stream().filter(name -> !(name instanceof String)))
        .toList();
  }

  /** The listeners of an event as they were given, in their order; a copy. */
  public List<Object> listeners(Object event) {
    return rawListeners(event).stream().map(ListenerList::original).toList();
  }

  /**
   * What {@link #emit} calls for an event, in its order; a copy. A listener of {@code once} is
   * there in a wrapper, which removes it when it is called; so is a {@link Runnable}.
   */
  public List<Listener> rawListeners(Object event) {
    ListenerList list = events.get(event);
    return list == null ? List.of() : list.snapshot();
  }

  /**
   * From how many listeners of one event on a warning is logged, once: {@link
   * #defaultMaxListeners()} unless it is set.
   */
  public int getMaxListeners() {
    return maxListeners < 0 ? defaultMaxListeners() : maxListeners;
  }

  /**
   * Sets from how many listeners of one event on a warning is logged.
   *
   * @param limit 0 for never
   * @throws OutOfRangeException if it is negative
   */
  public EventEmitter setMaxListeners(int limit) {
    maxListeners = checked(limit, "setMaxListeners");
    return this;
  }
}
