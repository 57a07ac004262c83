package io.eventloop.cli;

import java.nio.file.Path;

/** The program's entry point: finds the settings, and hands over to picocli's commands. */
public final class Main {
  private static final int MISSING_DEPENDENCY = 1;

  private Main() {}

  /**
   * Runs a command and ends the process with its exit code: 0; 1 after a callback threw, or a node
   * was lost or has lost a task; 2 for a command line or a setting that is not accepted. In a JVM
   * that belongs to somebody else, such as Maven's, success only returns.
   *
   * @param args a command and its options
   */
  public static void main(String[] args) {
    boolean inCluster = args.length > 0 && args[0].equals("cluster");
    ConfFiles.useThoseIn( // before a logger or a configuration is made
        Path.of("conf"), inCluster ? "cluster.conf" : "application.conf");
    int exitCode = run(args);
    boolean ownProcess = Main.class.getClassLoader() == ClassLoader.getSystemClassLoader();
    if (exitCode != 0 || ownProcess) {
      System.exit(exitCode); // a thread that is stuck must not keep the process
    }
  }

  private static int run(String[] args) {
    try {
      Class.forName("picocli.CommandLine");
    } catch (ClassNotFoundException absent) {
      System.err.println(
          "pekko-eventloop: the command line needs picocli: add the dependency info.picocli:picocli,"
              + " or use the runnable jar pekko-eventloop-app.jar");
      return MISSING_DEPENDENCY;
    }
    return RootCommand.run(args); // loaded only now, when what it needs is there
  }
}
