package io.eventloop.cli;

import io.eventloop.NodeRuntime;
import io.eventloop.RuntimeSettings;
import io.eventloop.pool.PoolSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: runs {@link BookProgram} with what it needs around it. */
@Command(
    name = "demo",
    description =
        "Run the program of \"Exploring Async Basics with Rust\" and show what runs where.",
    mixinStandardHelpOptions = true,
    versionProvider = RootCommand.Version.class)
final class DemoCommand implements Callable<Integer> {
  private static final Duration SERVER_DELAY = Duration.ofSeconds(2);

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(
      names = "--pool-size",
      paramLabel = "N",
      description = "Number of threads in the pool, 1 to 1024, whatever the settings say.")
  private @Nullable Integer poolSize;

  @Override
  public Integer call() throws IOException {
    RuntimeSettings settings = settings();
    if (LoggerFactory.getILoggerFactory() instanceof NOPLoggerFactory) {
      System.err.println(
          "pekko-eventloop: the demo prints through a logger, and there is none: add the dependency"
              + " ch.qos.logback:logback-classic");
      return ExitCode.SOFTWARE;
    }
    try (DemoFile text = DemoFile.open("test.txt");
        SlowServer server = SlowServer.start(SERVER_DELAY)) {
      return NodeRuntime.run(settings, new BookProgram(text.path(), server.url()));
    }
  }

  private RuntimeSettings settings() {
    if (poolSize != null && (poolSize < 1 || poolSize > PoolSettings.MAX_SIZE)) {
      throw new ParameterException(
          spec.commandLine(),
          "Invalid value for option '--pool-size': "
              + poolSize
              + " is not a number from 1 to "
              + PoolSettings.MAX_SIZE);
    }
    RuntimeSettings settings = RuntimeSettings.load();
    return poolSize == null ? settings : settings.withPoolSize(poolSize);
  }
}
