package io.eventloop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventloop.NodeRuntime;
import io.eventloop.RuntimeSettings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demo has around it. */
class DemoPartsTest {
  @TempDir Path directory;

  @Test
  void shouldReadTheFileWhereItIsWhenItIsNotInAJar() throws IOException {
    Path path;
    try (DemoFile file = DemoFile.open("test.txt")) {
      path = Path.of(file.path());
      assertThat(path).hasFileName("test.txt").exists();
    }
    assertThat(path).exists();
  }

  @Test
  void shouldSayWhichFileIsMissing() {
    assertThatThrownBy(() -> DemoFile.open("absent.txt"))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("absent.txt");
  }

  @Test
  void shouldCopyTheFileForAWhileWhenItIsInAJar() throws Exception {
    Path jar = directory.resolve("demo.jar");
    URI uri = URI.create("jar:" + jar.toUri());
    try (FileSystem inside = FileSystems.newFileSystem(uri, Map.of("create", "true"))) {
      Files.writeString(inside.getPath("test.txt"), "in the jar");
    }
    Path copy;
    try (URLClassLoader jars = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
        DemoFile file = DemoFile.open(jars.getResource("test.txt"), "test.txt")) {
      copy = Path.of(file.path());
      assertThat(copy).hasContent("in the jar");
    }
    assertThat(copy).doesNotExist();
  }

  @Test
  void shouldAnswerAfterTheDelay() throws IOException {
    List<Object> answers = new ArrayList<>();
    Duration delay = Duration.ofMillis(100);
    long begin = System.nanoTime();
    try (SlowServer server = SlowServer.start(delay)) {
      NodeRuntime.run(
          RuntimeSettings.load(),
          loop -> loop.http().get(server.url()).then(answer -> answers.add(answer.body())));
    }
    assertThat(answers).containsExactly("Worth the wait of 100 ms.\n");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(delay);
  }
}
