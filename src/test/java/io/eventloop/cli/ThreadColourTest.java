package io.eventloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ThreadColourTest {
  private final ThreadColour onTerminal = new ThreadColour(true);
  private final ThreadColour piped = new ThreadColour(false);

  @Test
  void shouldGiveEachThreadAColourOfItsOwnOnATerminal() {
    assertThat(Stream.of("main", "pool0", "pool1", "pool2", "pool3"))
        .extracting(thread -> onTerminal.transform(by(thread), "text"))
        .doesNotHaveDuplicates()
        .allMatch(text -> text.matches("\033\\[3\\dmtext\033\\[0m"));
  }

  @Test
  void shouldGiveAReplacementTheColourOfTheThreadThatWasLost() {
    assertThat(onTerminal.transform(by("pool2-2"), "text"))
        .isEqualTo(onTerminal.transform(by("pool2"), "text"));
    assertThat(onTerminal.transform(by("pool1023"), "text"))
        .isEqualTo(onTerminal.transform(by("pool3"), "text"));
    assertThat(onTerminal.transform(by("pool"), "text")).contains("text");
  }

  @Test
  void shouldLeaveTheTextAsItIsWhenPiped() {
    assertThat(piped.transform(by("pool0"), "text")).isEqualTo("text");
  }

  @Test
  void shouldHonourNoColor() {
    assertThat(Terminal.takesColour(Map.of("TERM", "xterm"))).isTrue();
    assertThat(Terminal.takesColour(Map.of())).isTrue();
    assertThat(Terminal.takesColour(Map.of("NO_COLOR", ""))).isTrue();
    assertThat(Terminal.takesColour(Map.of("NO_COLOR", "1"))).isFalse();
    assertThat(Terminal.takesColour(Map.of("TERM", "dumb"))).isFalse();
  }

  private static LoggingEvent by(String thread) {
    LoggingEvent event = new LoggingEvent();
    event.setThreadName(thread);
    return event;
  }
}
