package io.eventloop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.examples.ErrorsAndExit;
import io.eventloop.examples.HelloLoop;
import io.eventloop.examples.PoolCalls;
import io.eventloop.examples.TurnOrder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of src/docs show code that is compiled, what it prints, and files that are there. */
class GuideTest {
  private static final Path DOCS = Path.of("src/docs");
  private static final Path GUIDE = DOCS.resolve("guide");

  static List<Path> pages() {
    List<Path> docs = filesBelow(DOCS, ".md");
    return Stream.concat(docs.stream(), Stream.of("CHANGELOG.md", "CONTRIBUTING.md").map(Path::of))
        .filter(Files::exists)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldShowOnlyCodeThatIsCompiled(Path page) {
    String examples =
        withoutLayout(
            filesBelow(Path.of("src/examples/java"), ".java").stream()
                .map(GuideTest::read)
                .collect(Collectors.joining("\n")));

    assertThat(blocks(page, "java"))
        .allSatisfy(code -> assertThat(examples).contains(withoutLayout(code)));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldLinkOnlyToFilesThatAreThere(Path page) {
    Matcher link = Pattern.compile("]\\((?!http|#)([^)#]+)[^)]*\\)").matcher(read(page));

    while (link.find()) {
      assertThat(page.toAbsolutePath().resolveSibling(link.group(1))).exists();
    }
  }

  @Test
  void shouldListEveryChapter() {
    String index = read(GUIDE.resolve("README.md"));

    assertThat(filesBelow(GUIDE, ".md"))
        .hasSizeGreaterThan(1)
        .map(page -> page.getFileName().toString())
        .allMatch(name -> name.equals("README.md") || index.contains("(" + name + ")"));
  }

  @Test
  void shouldShowWhatTheFirstProgramPrints() {
    List<String> printed = printedBy(() -> HelloLoop.main(new String[0]));

    assertThat(printed).containsExactlyInAnyOrderElementsOf(shown("01-first-program.md"));
  }

  @Test
  void shouldShowInWhichOrderATurnRuns() {
    assertThat(printedBy(() -> NodeRuntime.run(TurnOrder::program)))
        .containsExactlyElementsOf(shown("02-the-turn.md"));
  }

  @Test
  void shouldShowHowTasksAreAnswered() {
    assertThat(printedBy(() -> NodeRuntime.run(PoolCalls::program)))
        .containsExactlyInAnyOrderElementsOf(shown("03-the-pool.md"));
  }

  @Test
  void shouldShowWhereErrorsGo() {
    assertThat(printedBy(() -> NodeRuntime.run(ErrorsAndExit::program)))
        .containsExactlyInAnyOrderElementsOf(shown("04-errors-and-shutdown.md"));
  }

  /** The first block of a chapter that names no language and is no command: what it prints. */
  private static List<String> shown(String chapter) {
    return blocks(GUIDE.resolve(chapter), "").get(0).lines().toList();
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

  private static List<String> blocks(Path page, String language) {
    return Pattern.compile("(?ms)^```(\\w*)\\n(.*?)\\n?```$")
        .matcher(read(page))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  private static List<Path> filesBelow(Path directory, String ending) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
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
