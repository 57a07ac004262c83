package io.eventloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.Jvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Durable tasks whose submitter is killed, and started again with the same journal. */
class DurableIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @Test
  void shouldAnswerTheHandlerOfASubmitterThatWasKilled() throws Exception {
    H2Journal journal = H2Journal.in(directory);
    try (Jvm worker = Jvm.start("durable-worker", DurableNode.class)) {
      String seed = worker.awaitLine("ADDRESS ", LIMIT);
      try (Jvm killed =
          Jvm.start("durable-killed", DurableNode.class, seed, journal.url(), "submit")) {
        killed.awaitLine("READY", LIMIT);
        killed.signal("KILL");
        killed.awaitEnd(LIMIT);
      }
      try (Jvm again = Jvm.start("durable-again", DurableNode.class, seed, journal.url())) {
        worker.sendLine();
        Set<String> handled = new TreeSet<>();
        while (handled.size() < DurableNode.TASKS) {
          String text = again.awaitLine("HANDLED ", LIMIT);
          if (!text.equals("first")) { // may come twice: it was killed before it could note it
            assertThat(handled.add(text)).as(text).isTrue();
          }
        }
        assertThat(handled).contains("t0", "t" + (DurableNode.TASKS - 1));
      }
    }
  }
}
