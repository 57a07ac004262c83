package io.eventloop;

import static io.eventloop.testing.Pages.blocks;
import static io.eventloop.testing.Pages.filesBelow;
import static io.eventloop.testing.Pages.printedBy;
import static io.eventloop.testing.Pages.read;
import static io.eventloop.testing.Pages.withoutLayout;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.examples.ErrorsAndExit;
import io.eventloop.examples.HelloLoop;
import io.eventloop.examples.PoolCalls;
import io.eventloop.examples.TurnOrder;
import io.eventloop.testing.Pages;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of src/docs show code that is compiled, what it prints, and files that are there. */
class GuideTest {
  private static final Path DOCS = Path.of("src/docs");
  private static final Path GUIDE = DOCS.resolve("guide");

  static List<Path> pages() {
    return filesBelow(DOCS, ".md");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldShowOnlyCodeThatIsCompiled(Path page) {
    String examples = Pages.examples();

    assertThat(blocks(read(page), "java"))
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
    return blocks(read(GUIDE.resolve(chapter)), "").get(0).lines().toList();
  }
}
