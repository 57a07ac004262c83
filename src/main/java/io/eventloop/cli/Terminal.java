package io.eventloop.cli;

import java.io.Console;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a person sees our output as it is printed. */
final class Terminal {
  private Terminal() {}

  /**
   * Whether standard output takes escape sequences for colours. {@code NO_COLOR} with any text
   * forbids them.
   *
   * @see <a href="https://no-color.org">no-color.org</a>
   */
  static boolean takesColour() {
    return takesColour(System.getenv()) && isTerminal(System.console());
  }

  /** Whether standard output is a terminal that takes escape sequences. */
  static boolean isOne() {
    return takesEscapes(System.getenv()) && isTerminal(System.console());
  }

  static boolean takesColour(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty() && takesEscapes(environment);
  }

  private static boolean takesEscapes(Map<String, String> environment) {
    return !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /** Since JDK 22 there is a console where output is piped, too, and it has to be asked. */
  private static boolean isTerminal(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException older) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
