package io.eventloop.modules.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that the tables of codes are about. */
final class Layout {
  private static final String LONG = "x".repeat(300);

  private Layout() {}

  static void makeIn(Path directory) throws IOException {
    Files.writeString(directory.resolve("f"), "hello");
    Files.writeString(directory.resolve("g"), "hello");
    Files.createDirectory(directory.resolve("d"));
    Files.createDirectory(directory.resolve("e"));
    Files.createDirectory(directory.resolve("full"));
    Files.createFile(directory.resolve("full/x"));
    link(directory, "ld", "d");
    link(directory, "lf", "f");
    link(directory, "dang", "nowhere");
    link(directory, "loop", "loop");
  }

  private static void link(Path directory, String name, String target) throws IOException {
    Files.createSymbolicLink(directory.resolve(name), Path.of(target));
  }

  /** The name in the directory, as the caller of a module writes it: with slashes and dots. */
  static String in(Path directory, String name) {
    if (name.isEmpty() || name.startsWith("/")) {
      return name;
    }
    return directory + "/" + name.replace("<long>", LONG);
  }
}
