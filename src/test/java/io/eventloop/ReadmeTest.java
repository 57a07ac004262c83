package io.eventloop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.eventloop.examples.HelloLoop;
import io.eventloop.examples.WholeLoop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README says what is there: its code is compiled, its output is what comes out. */
class ReadmeTest {
  private static final Path EXAMPLES = Path.of("src/examples/java");

  private final String readme = read(Path.of("README.md"));

  @Test
  void shouldShowOnlyCodeThatIsCompiled() throws IOException {
    String examples;
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      examples =
          files
              .filter(Files::isRegularFile)
              .map(ReadmeTest::read)
              .collect(Collectors.joining("\n"));
    }

    List<String> snippets = blocks("java").stream().map(ReadmeTest::withoutLayout).toList();

    assertThat(snippets)
        .hasSizeGreaterThan(4)
        .allSatisfy(s -> assertThat(withoutLayout(examples)).contains(s));
  }

  @Test
  void shouldShowWhatTheFirstProgramPrints() {
    List<String> printed = printedBy(() -> HelloLoop.main(new String[0]));

    assertThat(printed).containsExactlyInAnyOrderElementsOf(blockThatBegins("the program has run"));
  }

  @Test
  void shouldShowWhatTheWholeLoopPrints() {
    List<String> printed = printedBy(() -> NodeRuntime.run(WholeLoop::program));

    assertThat(printed).containsExactlyElementsOf(blockThatBegins("main\n"));
  }

  private static List<String> printedBy(Runnable program) {
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

  private List<String> blockThatBegins(String beginning) {
    List<String> shown = blocks("").stream().filter(b -> b.startsWith(beginning)).toList();
    assertThat(shown).hasSize(1);
    return shown.get(0).lines().toList();
  }

  @Test
  void shouldListEverySetting() {
    Matcher row = Pattern.compile("(?m)^\\| (`[^|]*`) \\|").matcher(section("## Settings"));
    List<String> listed = new ArrayList<>();
    while (row.find()) {
      Matcher key = Pattern.compile("`([^`]+)`").matcher(row.group(1));
      while (key.find()) {
        listed.add(key.group(1));
      }
    }

    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(
            ConfigFactory.defaultReference().getObject("eventloop").keySet());
  }

  @Test
  void shouldLinkOnlyToFilesThatAreThere() {
    Matcher link = Pattern.compile("]\\((?!http)([^)]+)\\)").matcher(readme);

    while (link.find()) {
      assertThat(Path.of(link.group(1))).exists();
    }
  }

  private String section(String heading) {
    String from = readme.substring(readme.indexOf(heading) + heading.length());
    int end = from.indexOf("\n## ");
    return end < 0 ? from : from.substring(0, end);
  }

  private List<String> blocks(String language) {
    List<String> found = new ArrayList<>();
    Matcher any = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)\\n```$").matcher(readme);
    while (any.find()) {
      if (any.group(1).equals(language)) {
        found.add(any.group(2));
      }
    }
    return found;
  }

  private static String withoutLayout(String code) {
    return code.replaceAll("\\s+", " ").replaceAll(" ?([.()]) ?", "$1").strip();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
