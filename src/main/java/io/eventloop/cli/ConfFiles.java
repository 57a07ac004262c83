package io.eventloop.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files that a person edits to run the program: {@code conf} in the working directory. */
final class ConfFiles {
  private static final String CONFIG_FILE = "config.file";
  private static final String CONFIG_RESOURCE = "config.resource";
  private static final String LOGBACK_FILE = "logback.configurationFile";

  private ConfFiles() {}

  /**
   * Points the libraries at the files in this directory, or else in the program's jar, where there
   * are any and the command line names no others. It does so through system properties, which they
   * read when they start.
   *
   * @param settings the name of the file with the settings
   */
  static void useThoseIn(Path directory, String settings) {
    Path file = directory.resolve(settings);
    if (!isGiven(CONFIG_FILE, CONFIG_RESOURCE, "config.url")) {
      if (Files.isRegularFile(file)) {
        System.setProperty(CONFIG_FILE, file.toString());
      } else if (ConfFiles.class.getResource("/" + settings) != null) {
        System.setProperty(CONFIG_RESOURCE, settings);
      }
    }
    Path logging = directory.resolve("logback.xml");
    if (!isGiven(LOGBACK_FILE) && Files.isRegularFile(logging)) {
      System.setProperty(LOGBACK_FILE, logging.toString());
    }
  }

  private static boolean isGiven(String... properties) {
    return List.of(properties).stream().anyMatch(name -> System.getProperty(name) != null);
  }
}
