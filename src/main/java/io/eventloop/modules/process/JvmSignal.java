package io.eventloop.modules.process;

import io.eventloop.value.InvalidArgTypeException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A signal as the JVM has it. The JDK's {@code sun.misc.Signal} is all there is; it is called by
 * reflection, since it may be gone one day, which the compiler warns of.
 */
final class JvmSignal {
  private static final String PREFIX = "SIG";

  private final Object signal;

  private JvmSignal(Object signal) {
    this.signal = signal;
  }

  /**
   * The signal of this name.
   *
   * @param name for example {@code SIGTERM}
   * @throws SignalException if there is none on this system
   * @throws UnsupportedOperationException if the Java that runs this has no signals
   */
  static JvmSignal of(String name) {
    InvalidArgTypeException.require(name, "signal", "of type string");
    String given = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
    try {
      return new JvmSignal(type("Signal").getConstructor(String.class).newInstance(given));
    } catch (InvocationTargetException e) {
      throw SignalException.unknown(name, Objects.requireNonNull(e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw unsupported(e);
    }
  }

  /**
   * Has this called when the signal comes, on a thread that the JVM makes for it.
   *
   * @param handler gets the number of the signal
   * @return who was called before, for {@link #restore}
   * @throws SignalException if the signal is not to be had
   */
  Object handle(IntConsumer handler) {
    try {
      Class<?> type = type("SignalHandler");
      return restore(
          Proxy.newProxyInstance(
              JvmSignal.class.getClassLoader(),
              new Class<?>[] {type},
              (proxy, method, arguments) -> call(handler, proxy, method, arguments)));
    } catch (ReflectiveOperationException e) {
      throw unsupported(e);
    }
  }

  private @Nullable Object call(
      IntConsumer handler, Object proxy, Method method, Object @Nullable [] arguments)
      throws ReflectiveOperationException {
    return switch (method.getName()) {
      case "handle" -> {
        handler.accept((int) type("Signal").getMethod("getNumber").invoke(signal));
        yield null;
      }
      case "equals" -> proxy == Objects.requireNonNull(arguments)[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "handler of " + signal;
    };
  }

  /** Has one called who was called before. */
  Object restore(Object handler) {
    try {
      Method handle = type("Signal").getMethod("handle", type("Signal"), type("SignalHandler"));
      return Objects.requireNonNull(handle.invoke(null, signal, handler));
    } catch (InvocationTargetException e) {
      throw SignalException.taken(Objects.requireNonNull(e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw unsupported(e);
    }
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName("sun.misc." + name);
  }

  private static UnsupportedOperationException unsupported(ReflectiveOperationException cause) {
    return new UnsupportedOperationException(
        "the Java that runs this has no sun.misc.Signal, without which there are no signals",
        cause);
  }
}
