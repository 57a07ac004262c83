package io.eventloop.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, UTF_8);

  @Test
  void shouldWriteOverTheLineOnATerminal() {
    Progress progress = Progress.to(out, true);
    progress.show("1 of 2");
    progress.show("2 of 2");
    progress.say("done");
    assertThat(printed.toString(UTF_8))
        .isEqualTo("\033[K1 of 2\r\033[K2 of 2\r\033[Kdone" + System.lineSeparator());
  }

  @Test
  void shouldPrintALineFromTimeToTimeElsewhere() {
    Progress progress = Progress.to(out, false);
    for (int i = 1; i <= 7; i++) {
      progress.show(i + " of 7");
    }
    progress.say("done");
    assertThat(printed.toString(UTF_8).lines()).containsExactly("1 of 7", "6 of 7", "done");
  }
}
