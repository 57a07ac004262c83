package io.eventloop.cli;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The main job as {@code mvn exec:java} runs it, with the files in {@code conf}. */
@Timeout(60)
class BookProgramTest {
  /** A thread in its column, and what it says. */
  private static final String LINE = "(main {4}|pool[0-3] {3})\\S.*";

  private static final String RECEIVED = "received a task of type: ";
  private static final String FINISHED = "finished running a task of type: ";

  @Test
  void shouldPrintTheTraceOfTheBookAndEndWhenAllIsDone() throws Exception {
    Jvm jvm = Jvm.run(Path.of("").toAbsolutePath(), entry -> true, "demo");

    assertThat(jvm.exitCode()).isZero();
    assertThat(jvm.sinceFirstLine()).isBetween(Duration.ofMillis(3500), Duration.ofMillis(4500));
    assertThat(jvm.out()).allMatch(line -> line.matches(LINE));
    assertThat(jvm.out()).last().asString().endsWith(" FINISHED");

    List<String> said = said(jvm.out(), "main");
    assertThat(said)
        .containsSubsequence(
            "First call to read test.txt",
            "Registering two timers of 0 ms",
            "Second call to read test.txt",
            "Registering a timer of 3000 ms, with one of 500 ms in it",
            "Registering a timer of 1000 ms",
            "Registering a web call that is answered slowly",
            "First 0 ms timer timed out",
            "Second 0 ms timer timed out",
            "1000 ms timer timed out",
            "3000 ms timer timed out",
            "500 ms timer (nested) timed out")
        .containsSubsequence(
            "First count: 39 characters. \"Encrypting\" that number",
            "\"Encrypted\" number is: 63245986")
        .containsSubsequence(
            "Second count: 39 characters.",
            "Third call to read test.txt",
            "----- start of content: file read -----",
            "Hello, loop!",
            "This text gets encrypted.",
            "----- end of content -----",
            "3000 ms timer timed out")
        .containsSubsequence(
            "1000 ms timer timed out",
            "----- start of content: web call -----",
            "200",
            "Worth the wait of 2000 ms.",
            "----- end of content -----",
            "500 ms timer (nested) timed out");
    assertThat(said.stream().filter(not("----- end of content -----"::equals)))
        .doesNotHaveDuplicates();

    List<String> pool = said(jvm.out(), "pool[0-3]");
    for (String edge : List.of(RECEIVED, FINISHED)) {
      assertThat(pool.stream().filter((edge + "fs")::equals))
          .hasSize(12); // open, fstat, read, close
      assertThat(
              pool.stream()
                  .filter(line -> line.startsWith(edge))
                  .filter(not((edge + "fs")::equals)))
          .containsExactlyInAnyOrder(
              edge + "simulated second",
              edge + "simulated second",
              edge + "simulated second",
              edge + "encrypt");
    }
    assertThat(jvm.out().stream().filter(line -> line.endsWith("closes")))
        .extracting(line -> line.substring(0, 5))
        .containsExactlyInAnyOrder("pool0", "pool1", "pool2", "pool3");
  }

  @Test
  void shouldRunOneTaskAfterTheOtherWhenThePoolIsOfOne() throws Exception {
    Jvm jvm = Jvm.run(Path.of("").toAbsolutePath(), entry -> true, "demo", "--pool-size", "1");
    assertThat(jvm.exitCode()).isZero();
    assertThat(said(jvm.out(), "pool[1-3]")).isEmpty();
    assertThat(said(jvm.out(), "pool0"))
        .filteredOn(line -> line.startsWith(RECEIVED) || line.startsWith(FINISHED))
        .hasSize(32); // each file is read in four tasks
  }

  /**
   * What these threads said of the program's and the pool's; what the loop says of itself is not.
   */
  private static List<String> said(List<String> lines, String threads) {
    return lines.stream()
        .filter(line -> line.matches(threads + " .*"))
        .map(line -> line.substring(line.indexOf(' ')).strip())
        .filter(text -> !text.matches("=+ TICK.*|Event with id.*|Registered .*|FINISHED"))
        .toList();
  }
}
