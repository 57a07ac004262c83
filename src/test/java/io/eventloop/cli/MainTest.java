package io.eventloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  void shouldNameTheDependenciesWhenThereIsNoCluster() throws Exception {
    withSettingsOfANode();
    Jvm jvm =
        Jvm.run(directory, entry -> !entry.contains("pekko-cluster"), "cluster", "--role=worker");
    assertThat(jvm.exitCode()).isEqualTo(1);
    assertThat(jvm.out()).isEmpty();
    assertThat(jvm.err())
        .singleElement()
        .asString()
        .contains("pekko-cluster-typed_2.13", "pekko-serialization-jackson_2.13");
  }

  @Test
  void shouldSayWhatToDoWhenThePortIsTaken() throws Exception {
    withSettingsOfANode();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      Jvm jvm = Jvm.run(directory, entry -> true, "cluster", "--role=worker", "--port", port);
      assertThat(jvm.exitCode()).isEqualTo(1);
      assertThat(jvm.err())
          .singleElement()
          .asString()
          .contains(
              "127.0.0.1:" + port + " is taken",
              "--port names another port",
              "--seed the node to join");
    }
  }

  private void withSettingsOfANode() throws IOException {
    Path conf = Files.createDirectory(directory.resolve("conf"));
    for (String file : List.of("application.conf", "cluster.conf", "logback.xml")) {
      Files.copy(Path.of("conf", file), conf.resolve(file));
    }
  }

  @Test
  void shouldEndWithTheExitCodeOfTheCommand() throws IOException, InterruptedException {
    Jvm jvm = Jvm.run(directory, entry -> true, "nonsense");
    assertThat(jvm.exitCode()).isEqualTo(2);
    assertThat(jvm.err()).first().isEqualTo("Unmatched argument at index 0: 'nonsense'");
  }
}
