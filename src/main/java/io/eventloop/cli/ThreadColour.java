package io.eventloop.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;
import java.util.List;

/**
 * Logback's {@code %byThread(...)} of {@code conf/logback.xml}: on a terminal it colours what it
 * encloses, one colour for the loop and one for each of four pool threads in turn. Elsewhere the
 * text stays as it is.
 */
public final class ThreadColour extends CompositeConverter<ILoggingEvent> {
  private static final String RESET = "\033[0m";
  private static final String GREEN = "\033[32m";
  private static final List<String> OF_POOL =
      List.of("\033[36m", "\033[33m", "\033[35m", "\033[34m");
  private static final String POOL = "pool";

  private final boolean coloured;

  /** For Logback, which makes it by name. */
  public ThreadColour() {
    this(Terminal.takesColour());
  }

  ThreadColour(boolean coloured) {
    this.coloured = coloured;
  }

  @Override
  protected String transform(ILoggingEvent event, String text) {
    return coloured ? colourOf(event.getThreadName()) + text + RESET : text;
  }

  /** The number in {@code pool2}, or in its successor {@code pool2-2}, chooses. */
  private static String colourOf(String thread) {
    if (!thread.startsWith(POOL)) {
      return GREEN;
    }
    int number =
        thread
            .substring(POOL.length())
            .chars()
            .takeWhile(Character::isDigit)
            .reduce(0, (sum, digit) -> (sum * 10 + digit - '0') % OF_POOL.size());
    return OF_POOL.get(number);
  }
}
