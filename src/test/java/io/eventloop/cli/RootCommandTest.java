package io.eventloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command line, in this JVM; no program is run. */
class RootCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldShowTheCommandsWhenAskedForHelp() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("Usage: pekko-eventloop", "demo", "Exit codes:");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldShowTheOptionsOfACommandWhenAskedForHelp() {
    assertThat(run("demo", "--help")).isZero();
    assertThat(out.toString()).contains("Usage: pekko-eventloop demo", "--pool-size=N");
  }

  @Test
  void shouldSayDevelopmentWhenThereIsNoManifest() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines("pekko-eventloop development");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                    | Missing command",
        "nonsense              | Unmatched argument at index 0: 'nonsense'",
        "demo --nonsense       | Unknown option: '--nonsense'",
        "demo --pool-size      | Missing required parameter for option '--pool-size' (N)",
        "demo --pool-size four | Invalid value for option '--pool-size': 'four' is not an int",
        "demo --pool-size 0    | Invalid value for option '--pool-size': 0 is not a number from 1"
            + " to 1024",
        "demo --pool-size 1025 | Invalid value for option '--pool-size': 1025 is not a number from"
            + " 1 to 1024"
      })
  void shouldExitWith2AndShowTheUsageWhenTheCommandLineIsNotAccepted(
      String arguments, String message) {
    assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString()).startsWith(message).contains("Usage: pekko-eventloop");
    assertThat(out.toString()).isEmpty();
  }

  private int run(String... args) {
    CommandLine commandLine = RootCommand.commandLine();
    return commandLine
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .execute(args);
  }
}
