package io.eventloop.cli;

import com.typesafe.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pekko-eventloop}: what all commands have in common. */
@Command(
    name = "pekko-eventloop",
    description = "Node's event loop and libuv's thread pool as Apache Pekko actors.",
    mixinStandardHelpOptions = true,
    versionProvider = RootCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DemoCommand.class, ClusterCommand.class},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the program ran to its end",
      "1:a callback threw, or the node was lost or has lost a task",
      "2:the command line or a setting is not accepted"
    })
final class RootCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /**
   * Runs what the arguments say.
   *
   * @return the exit code
   */
  static int run(String... args) {
    return commandLine().execute(args);
  }

  static CommandLine commandLine() {
    return new CommandLine(new RootCommand()).setExecutionExceptionHandler(RootCommand::explain);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  /** A setting that is not accepted is the user's to mend: one line, and no stack trace. */
  private static int explain(
      Exception thrown, CommandLine command, CommandLine.ParseResult arguments) throws Exception {
    if (thrown instanceof ConfigException) {
      String line = String.valueOf(thrown.getMessage()).replaceAll("\\s*\\R\\s*", " ");
      command.getErr().println("pekko-eventloop: " + line);
      return CommandLine.ExitCode.USAGE;
    }
    throw thrown;
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = RootCommand.class.getPackage().getImplementationVersion();
      return new String[] {"pekko-eventloop " + (version == null ? "development" : version)};
    }
  }
}
