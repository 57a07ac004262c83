package io.eventloop;

import static io.eventloop.testing.Pages.printedBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.eventloop.examples.HelloLoop;
import io.eventloop.examples.WholeLoop;
import io.eventloop.testing.Pages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README says what is there: its code is compiled, its output is what comes out. */
class ReadmeTest {
  private final String readme = Pages.read(Path.of("README.md"));

  @Test
  void shouldShowOnlyCodeThatIsCompiled() {
    String examples = Pages.examples();

    List<String> snippets = blocks("java").stream().map(Pages::withoutLayout).toList();

    assertThat(snippets)
        .hasSizeGreaterThan(4)
        .allSatisfy(snippet -> assertThat(examples).contains(snippet));
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
    return Pages.blocks(readme, language);
  }
}
