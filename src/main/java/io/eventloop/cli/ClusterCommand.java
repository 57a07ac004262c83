package io.eventloop.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code cluster}: one node of a cluster whose workers run what its submitters submit. */
@Command(
    name = "cluster",
    description =
        "Be a node of a cluster: a worker, or a submitter of tasks that the workers run. The first"
            + " node begins the cluster.",
    mixinStandardHelpOptions = true,
    versionProvider = RootCommand.Version.class)
final class ClusterCommand implements Callable<Integer> {
  private static final String PROVIDER = "pekko.actor.provider";
  private static final String PORT = "pekko.remote.artery.canonical.port";
  private static final String SEEDS = "pekko.cluster.seed-nodes";
  private static final String PATIENCE =
      "pekko.cluster.shutdown-after-unsuccessful-join-seed-nodes";

  private static final int MAX_PORT = 65_535;
  private static final int TASKS = 1000;
  private static final int MILLIS = 20;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      converter = RoleConverter.class,
      description = "What this node does: worker or submitter.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Role role;

  @Option(
      names = "--seed",
      paramLabel = "HOST:PORT",
      converter = SeedConverter.class,
      description =
          "A node of the cluster, to join it. If not given, that of the settings, 127.0.0.1:25520:"
              + " the node that is there begins the cluster.")
  private @Nullable String seed;

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "Of this node, or 0 for one that is free. If not given, 0 with --seed, and that of the"
              + " settings, 25520, without.")
  private @Nullable Integer port;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      description = "How many tasks a submitter submits: " + TASKS + " if not given.")
  private @Nullable Integer tasks;

  @Option(
      names = "--millis",
      paramLabel = "N",
      description = "How long each of them sleeps: " + MILLIS + " if not given.")
  private @Nullable Integer millis;

  /** What a node does; also the name of its role in the cluster. */
  enum Role {
    WORKER,
    SUBMITTER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() {
    check();
    System.getProperties().putIfAbsent("eventloop.log", "WARN"); // the progress says the rest
    LoggerFactory.getILoggerFactory(); // before several threads want it at once
    Config config = config();
    if (!isThere("org.apache.pekko.cluster.typed.Cluster")) {
      System.err.println(
          "pekko-eventloop: a node of a cluster needs it: add the dependencies"
              + " org.apache.pekko:pekko-cluster-typed_2.13 and"
              + " org.apache.pekko:pekko-serialization-jackson_2.13");
      return ExitCode.SOFTWARE;
    }
    return role == Role.WORKER
        ? ClusterNode.work(config)
        : ClusterNode.submit(
            config, tasks == null ? TASKS : tasks, millis == null ? MILLIS : millis);
  }

  private void check() {
    range("--port", port, 0, MAX_PORT);
    range("--tasks", tasks, 1, Integer.MAX_VALUE);
    range("--millis", millis, 0, Integer.MAX_VALUE);
    if (role == Role.WORKER && (tasks != null || millis != null)) {
      String option = tasks != null ? "--tasks" : "--millis";
      throw refusal("Option '" + option + "' is a submitter's: --role worker takes none");
    }
  }

  private void range(String option, @Nullable Integer value, int least, int most) {
    if (value != null && (value < least || value > most)) {
      throw refusal(
          "Invalid value for option '%s': %d is not a number %s"
              .formatted(
                  option,
                  value,
                  most == Integer.MAX_VALUE ? "from " + least : "from " + least + " to " + most));
    }
  }

  private ParameterException refusal(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private Config config() {
    Config found = ConfigFactory.load();
    if (!found.getString(PROVIDER).equals("cluster")) {
      throw new ConfigException.BadValue(
          found.getValue(PROVIDER).origin(),
          PROVIDER,
          found.getString(PROVIDER) + " is not accepted for a node of a cluster; cluster is");
    }
    Map<String, Object> given = new HashMap<>();
    given.put("pekko.cluster.roles", List.of(role.toString()));
    given.put("eventloop.cluster.worker", Role.WORKER.toString());
    given.put(PATIENCE, "20s");
    if (seed != null) {
      given.put(SEEDS, List.of("pekko://" + ClusterNode.SYSTEM + "@" + seed));
      given.put(PORT, 0);
    }
    if (port != null) {
      given.put(PORT, port);
    }
    return ConfigFactory.parseMap(given, "the command line").withFallback(found);
  }

  private static boolean isThere(String className) {
    try {
      Class.forName(className, false, ClusterCommand.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException missing) {
      return false;
    }
  }

  private static final class RoleConverter implements ITypeConverter<Role> {
    @Override
    public Role convert(String name) {
      for (Role role : Role.values()) {
        if (role.toString().equals(name)) {
          return role;
        }
      }
      throw new TypeConversionException("'" + name + "' is neither worker nor submitter");
    }
  }

  private static final class SeedConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      int colon = text.lastIndexOf(':');
      if (colon < 1 || !isPort(text.substring(colon + 1)) || text.contains("/")) {
        throw new TypeConversionException(
            "'" + text + "' is not HOST:PORT, such as 127.0.0.1:25520");
      }
      return text;
    }

    private static boolean isPort(String text) {
      return text.matches("[0-9]{1,5}")
          && Integer.parseInt(text) > 0
          && Integer.parseInt(text) <= MAX_PORT;
    }
  }
}
