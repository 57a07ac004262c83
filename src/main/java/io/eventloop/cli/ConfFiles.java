package io.eventloop.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files that a person edits to run the program: {@code conf} in the working directory. */
final class ConfFiles {
  private static final String CONFIG_FILE = "config.file";
  private static final String LOGBACK_FILE = "logback.configurationFile";

  private ConfFiles() {}

  /**
   * Points the libraries at the files in this directory, where there are any and the command line
   * names no others. It does so through system properties, which they read when they start.
   */
  static void useThoseIn(Path directory) {
    point(CONFIG_FILE, directory.resolve("application.conf"), "config.resource", "config.url");
    point(LOGBACK_FILE, directory.resolve("logback.xml"));
  }

  private static void point(String property, Path file, String... alternatives) {
    boolean given =
        System.getProperty(property) != null
            || List.of(alternatives).stream().anyMatch(other -> System.getProperty(other) != null);
    if (!given && Files.isRegularFile(file)) {
      System.setProperty(property, file.toString());
    }
  }
}
