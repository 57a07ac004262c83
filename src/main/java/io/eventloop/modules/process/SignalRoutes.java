package io.eventloop.modules.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Which runtimes of the JVM are to hear of which signals. While there is one for a signal, that
 * does nothing else; when the last has gone, it does again what it did before. From any thread.
 */
final class SignalRoutes {
  private static final Map<String, Route> ROUTES = new HashMap<>();

  /** Where one signal goes. */
  private record Route(JvmSignal signal, Object before, List<IntConsumer> receivers) {}

  private SignalRoutes() {}

  /**
   * Has one more hear of a signal.
   *
   * @param receiver called on a thread that the JVM makes; gets the number
   * @throws SignalException if the signal is not to be had
   */
  static synchronized void add(String name, IntConsumer receiver) {
    Route route = ROUTES.get(name);
    if (route == null) {
      JvmSignal signal = JvmSignal.of(name);
      Object before = signal.handle(number -> deliver(name, number));
      route = new Route(signal, before, new ArrayList<>());
      ROUTES.put(name, route);
    }
    route.receivers.add(receiver);
  }

  /** Takes one back that was added. */
  static synchronized void remove(String name, IntConsumer receiver) {
    Route route = ROUTES.get(name);
    if (route != null && route.receivers.remove(receiver) && route.receivers.isEmpty()) {
      ROUTES.remove(name);
      route.signal.restore(route.before);
    }
  }

  private static void deliver(String name, int number) {
    receivers(name).forEach(receiver -> receiver.accept(number));
  }

  private static synchronized List<IntConsumer> receivers(String name) {
    Route route = ROUTES.get(name);
    return route == null ? List.of() : List.copyOf(route.receivers);
  }
}
