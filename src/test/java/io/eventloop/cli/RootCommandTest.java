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
    assertThat(out.toString()).contains("Usage: pekko-eventloop", "demo", "cluster", "Exit codes:");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldShowTheOptionsOfACommandWhenAskedForHelp() {
    assertThat(run("demo", "--help")).isZero();
    assertThat(out.toString()).contains("Usage: pekko-eventloop demo", "--pool-size=N");
  }

  @Test
  void shouldShowTheOptionsOfANodeWhenAskedForHelp() {
    assertThat(run("cluster", "--help")).isZero();
    assertThat(out.toString())
        .contains("Usage: pekko-eventloop cluster")
        .contains("--role=ROLE", "--seed=HOST:PORT", "--port=N", "--tasks=N", "--millis=N");
  }

  @Test
  void shouldSayWhatASettingOfANodeMustBe() {
    assertThat(run("cluster", "--role", "worker")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("pekko-eventloop: ")
        .contains("pekko.actor.provider", "local is not accepted", "cluster is")
        .hasLineCount(1);
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
            + " 1 to 1024",
        "cluster               | Missing required option: '--role=ROLE'",
        "cluster --role boss   | Invalid value for option '--role': 'boss' is neither worker nor"
            + " submitter",
        "cluster --role worker --seed 127.0.0.1 | Invalid value for option '--seed': '127.0.0.1' is"
            + " not HOST:PORT, such as 127.0.0.1:25520",
        "cluster --role worker --seed localhost:0 | Invalid value for option '--seed': 'localhost:0'"
            + " is not HOST:PORT",
        "cluster --role worker --port 65536 | Invalid value for option '--port': 65536 is not a"
            + " number from 0 to 65535",
        "cluster --role worker --tasks 5 | Option '--tasks' is a submitter's: --role worker takes"
            + " none",
        "cluster --role worker --millis 5 | Option '--millis' is a submitter's",
        "cluster --role submitter --tasks 0 | Invalid value for option '--tasks': 0 is not a number"
            + " from 1",
        "cluster --role submitter --millis -1 | Invalid value for option '--millis': -1 is not a"
            + " number from 0"
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
