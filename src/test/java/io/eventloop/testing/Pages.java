package io.eventloop.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What pages of documentation show, and what they show it of. */
public final class Pages {
  private Pages() {}

  /** All that is compiled for the pages, without its layout. */
  public static String examples() {
    return withoutLayout(
        filesBelow(Path.of("src/examples/java"), ".java").stream()
            .map(Pages::read)
            .collect(Collectors.joining("\n")));
  }

  /** The blocks of a page that name this language, or none. */
  public static List<String> blocks(String page, String language) {
    return Pattern.compile("(?ms)^```(\\w*)\\n(.*?)\\n?```$")
        .matcher(page)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** The lines that a program prints. */
  public static List<String> printedBy(Runnable program) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(out);
    }
    return printed.toString(UTF_8).lines().toList();
  }

  /** The files of a directory, and of those in it, whose names end so. */
  public static List<Path> filesBelow(Path directory, String ending) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Code as it is, however its lines are broken. */
  public static String withoutLayout(String code) {
    return code.replaceAll("\\s+", " ").replaceAll(" ?([.()]) ?", "$1").strip();
  }

  /** The text of a file. */
  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
