package io.eventloop.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.NodeRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file goes through Pekko Streams into another, and what fails on either side is heard. */
class NumberLinesTest {
  private static final ActorSystem PEKKO = ActorSystem.create("NumberLinesTest");
  private static final int LINES = 100_000;

  @TempDir Path directory;

  @AfterAll
  static void stop() {
    TestKit.shutdownActorSystem(PEKKO);
  }

  /** What came of it: "done", or the message of the error. */
  private static String result(Path from, String to) {
    List<String> result = new ArrayList<>();
    int code =
        NodeRuntime.run(
            loop ->
                NumberLines.number(loop, PEKKO, from.toString(), to)
                    .whenSettled(
                        (error, done) -> result.add(error == null ? "done" : error.getMessage())));
    assertThat(code).isZero();
    return String.join(", ", result);
  }

  @Test
  void shouldNumberEachLine() throws IOException {
    Path from = directory.resolve("from");
    Files.write(from, IntStream.range(0, LINES).mapToObj(i -> "line " + i).toList());
    Path to = directory.resolve("to");
    assertThat(result(from, to.toString())).isEqualTo("done");
    assertThat(Files.readAllLines(to))
        .isEqualTo(IntStream.range(0, LINES).mapToObj(i -> i + 1 + " line " + i).toList());
  }

  @Test
  void shouldSayWhatWentWrong() throws IOException {
    Path missing = directory.resolve("missing");
    assertThat(result(missing, directory.resolve("to").toString()))
        .isEqualTo("ENOENT: no such file or directory, open '" + missing + "'");
    Path from = Files.write(directory.resolve("from"), List.of("a", "b"));
    assertThat(result(from, "/dev/full")).isEqualTo("ENOSPC: no space left on device, write");
    Path endless = Files.writeString(directory.resolve("long"), "x".repeat(2 << 20));
    assertThat(result(endless, directory.resolve("to").toString())).startsWith("Read 1");
  }
}
