package io.eventloop.loop;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The listeners of one event of an {@link EventEmitter}, in the order in which they are called. */
final class ListenerList {
  private final List<Listener> listeners = new ArrayList<>(1);
  private boolean warned;

  /** A copy for whoever walks the list, as long as nothing is added or removed; else null. */
  private @Nullable List<Listener> snapshot;

  /** A listener that stands for the object that the user gave. */
  interface Wrapper extends Listener {
    Object original();
  }

  /** A listener that takes no arguments. */
  record Plain(Runnable original) implements Wrapper {
    @Override
    public void call(@Nullable Object... args) {
      original.run();
    }
  }

  /** A listener that is removed before it is called, and is called once even if it is kept. */
  static final class Once implements Wrapper {
    private final EventEmitter emitter;
    private final Object event;
    private final Listener listener;
    private boolean fired;

    Once(EventEmitter emitter, Object event, Listener listener) {
      this.emitter = emitter;
      this.event = event;
      this.listener = listener;
    }

    @Override
    public Object original() {
      return ListenerList.original(listener);
    }

    @Override
    public void call(@Nullable Object... args) throws Exception {
      if (!fired) {
        emitter.off(event, this);
        fired = true;
        listener.call(args);
      }
    }
  }

  /** What the user gave. */
  static Object original(Listener listener) {
    return listener instanceof Wrapper wrapper ? wrapper.original() : listener;
  }

  void add(Listener listener, boolean first) {
    snapshot = null;
    listeners.add(first ? 0 : listeners.size(), listener);
  }

  /**
   * Whether there are now more than the limit, for the first time since there was one.
   *
   * @param limit 0 for none
   */
  boolean exceeds(int limit) {
    if (limit == 0 || listeners.size() <= limit || warned) {
      return false;
    }
    warned = true;
    return true;
  }

  /** Removes the one that was added last of those that are this object, or stand for it. */
  @Nullable Listener remove(Object given) {
    for (int i = listeners.size() - 1; i >= 0; i--) {
      if (matches(listeners.get(i), given)) {
        snapshot = null;
        Listener removed = listeners.remove(i);
        warned = warned && listeners.size() > 1; // Node keeps the mark on an array, not on one
        return removed;
      }
    }
    return null;
  }

  int count(Object given) {
    return (int) listeners.stream().filter(listener -> matches(listener, given)).count();
  }

  @SuppressWarnings("ReferenceEquality") // a listener is known by its identity, as in JavaScript
  private static boolean matches(Listener listener, Object given) {
    return listener == given || original(listener) == given;
  }

  int size() {
    return listeners.size();
  }

  /** A copy. */
  List<Listener> snapshot() {
    List<Listener> kept = snapshot;
    if (kept == null) {
      kept = List.copyOf(listeners);
      snapshot = kept;
    }
    return kept;
  }
}
