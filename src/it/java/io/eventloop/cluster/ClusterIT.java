package io.eventloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.Jvm;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A submitter and three workers, each a JVM of its own, of which one is killed and one stopped. */
class ClusterIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void shouldAnswerEachTaskOnceThoughWorkersAreLost() throws Exception {
    try (Jvm submitter = Jvm.start("cluster-submitter", ClusterNode.class)) {
      String seed = submitter.awaitLine("ADDRESS ", LIMIT);
      try (Jvm killed = Jvm.start("cluster-killed", ClusterNode.class, seed);
          Jvm stopped = Jvm.start("cluster-stopped", ClusterNode.class, seed);
          Jvm survivor = Jvm.start("cluster-survivor", ClusterNode.class, seed)) {
        submitter.awaitLine("WORKERS 3", LIMIT);
        submitter.awaitLine("SOME ANSWERED", LIMIT);

        killed.signal("KILL");
        submitter.awaitLine("WORKERS 2", LIMIT);
        awaitRemoval(submitter);

        stopped.signal("STOP");
        submitter.awaitLine("WORKERS 1", LIMIT);
        awaitRemoval(submitter);
        stopped.signal("CONT");
        stopped.awaitEnd(LIMIT); // it downs itself

        String counts = submitter.awaitLine("DONE ", LIMIT);
        assertThat(survivor.isAlive()).isTrue();
        assertThat(counts)
            .startsWith("once=5000 failed=0 ClusterStats[submitted=5000, answered=5000, rerun=");
      }
    }
  }

  /**
   * Not reachable comes first, and is not the end: the tasks are given to others at the removal.
   */
  private static void awaitRemoval(Jvm submitter) throws InterruptedException {
    submitter.awaitLine("MEMBERS ", LIMIT);
  }
}
