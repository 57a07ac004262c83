package io.eventloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process: what it takes from {@code conf}, what it prints and how it ends. */
@Timeout(60)
class MainTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "eventloop.pool-size = 0    | eventloop.pool-size   | 0   | 1 to 1024",
        "eventloop.pool-sise = 3    | eventloop.pool-sise   | no such key | pool-size",
        "eventloop.stuck-grace = 500 | eventloop.stuck-grace | 500 | a duration with a unit"
      })
  void shouldSayInOneLineWhatIsWrongWithASetting(
      String setting, String key, String value, String accepted) throws Exception {
    Path conf = Files.createDirectory(directory.resolve("conf"));
    Files.writeString(conf.resolve("application.conf"), "# one\n" + setting + "\n");

    Jvm jvm = Jvm.run(directory, entry -> true, "demo");

    assertThat(jvm.exitCode()).isEqualTo(2);
    assertThat(jvm.out()).isEmpty();
    assertThat(jvm.err())
        .singleElement()
        .asString()
        .startsWith("pekko-eventloop: conf/application.conf: 2: ")
        .contains("'" + key + "'", value, accepted);
  }

  @Test
  void shouldNameTheDependencyWhenPicocliIsAbsent() throws Exception {
    Jvm jvm = Jvm.run(directory, entry -> !entry.contains("picocli"), "demo");
    assertThat(jvm.exitCode()).isEqualTo(1);
    assertThat(jvm.out()).isEmpty();
    assertThat(jvm.err()).singleElement().asString().contains("info.picocli:picocli");
  }

  @Test
  void shouldNameTheDependencyWhenThereIsNoLogger() throws Exception {
    Jvm jvm = Jvm.run(directory, entry -> !entry.contains("logback"), "demo");
    assertThat(jvm.exitCode()).isEqualTo(1);
    assertThat(jvm.out()).isEmpty();
    assertThat(jvm.err())
        .last()
        .asString()
        .contains("add the dependency ch.qos.logback:logback-classic");
  }

  @Test
  void shouldEndWithTheExitCodeOfTheCommand() throws IOException, InterruptedException {
    Jvm jvm = Jvm.run(directory, entry -> true, "nonsense");
    assertThat(jvm.exitCode()).isEqualTo(2);
    assertThat(jvm.err()).first().isEqualTo("Unmatched argument at index 0: 'nonsense'");
  }
}
