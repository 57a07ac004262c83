package io.eventloop.cli;

import io.eventloop.EventLoop;
import io.eventloop.Program;
import io.eventloop.cluster.ClusterStats;
import io.eventloop.cluster.ClusterTasks;
import io.eventloop.loop.Timer;
import java.time.Duration;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Submits tasks to a cluster, shows where they run, and counts what becomes of each: the program of
 * {@code cluster --role submitter}. It ends with exit code 1 unless each was answered once.
 */
final class Submission implements Program {
  /** Enough for the workers of a few nodes, and the rest need not be in memory. */
  private static final int OUTSTANDING = 500;

  private static final Duration LOOK = Duration.ofMillis(200);
  private static final double NANOS_PER_SECOND = 1e9;

  /** In looks: a second answer would come within it. */
  private static final int AFTERMATH = 2;

  /** In looks: without an answer for so long, no more will come. A lost node takes some 20 s. */
  private static final int PATIENCE = 300;

  private final int tasks;
  private final int millis;
  private final Progress progress;
  private final Map<String, Integer> byNode = new TreeMap<>();
  private final BitSet answered = new BitSet();
  private int submitted;
  private int twice;
  private int failed;
  private int workers;
  private int answeredBefore;
  private int looksWithoutAnswer;
  private long began;
  private long lastAnswer;

  /**
   * Tasks that are still to be submitted.
   *
   * @param tasks how many
   * @param millis how long each sleeps
   * @param progress where it is shown
   */
  Submission(int tasks, int millis, Progress progress) {
    this.tasks = tasks;
    this.millis = millis;
    this.progress = progress;
  }

  @Override
  public void run(EventLoop loop) {
    ClusterTasks cluster = loop.cluster();
    Timer[] timer = new Timer[1];
    timer[0] =
        loop.setInterval(
            () -> {
              if (look(cluster)) {
                loop.clearInterval(timer[0]);
                loop.exitCode(report(cluster.stats()));
              }
            },
            LOOK);
  }

  private void submitNext(ClusterTasks cluster) {
    int number = submitted++;
    cluster.submit(
        ClusterNode.SLEEP, millis, (error, node) -> onAnswer(cluster, number, error, node));
  }

  private void onAnswer(
      ClusterTasks cluster, int number, @Nullable Throwable error, @Nullable String node) {
    lastAnswer = System.nanoTime();
    twice += answered.get(number) ? 1 : 0;
    answered.set(number);
    if (error != null || node == null) {
      failed++;
      progress.say("task " + number + ": " + error);
    } else {
      byNode.merge(node, 1, Integer::sum);
    }
    if (submitted < tasks) {
      submitNext(cluster);
    }
  }

  /** Shows how it stands; true at the end. */
  private boolean look(ClusterTasks cluster) {
    ClusterStats stats = cluster.stats();
    if (stats.workerNodes() != workers) {
      workers = stats.workerNodes();
      progress.say(workers == 1 ? "1 worker is there" : workers + " workers are there");
    }
    if (submitted == 0) {
      if (workers == 0) {
        progress.show("waiting for a worker");
        return false;
      }
      began = System.nanoTime();
      while (submitted < Math.min(tasks, OUTSTANDING)) {
        submitNext(cluster);
      }
      return false;
    }
    int now = answered.cardinality();
    looksWithoutAnswer = now == answeredBefore ? looksWithoutAnswer + 1 : 0;
    answeredBefore = now;
    if (now < tasks) {
      progress.show(
          "%d of %d answered, %d under way: %s".formatted(now, tasks, stats.running(), shares()));
    }
    return looksWithoutAnswer >= (now == tasks ? AFTERMATH : PATIENCE);
  }

  private String shares() {
    return byNode.entrySet().stream()
        .map(share -> share.getKey() + " " + share.getValue())
        .collect(Collectors.joining(", "));
  }

  /** Says what came of them, and yields the exit code. */
  private int report(ClusterStats stats) {
    int lost = tasks - answered.cardinality();
    progress.say(
        String.format(
            Locale.ROOT,
            "%d tasks of %d ms in %.1f s",
            tasks,
            millis,
            (lastAnswer - began) / NANOS_PER_SECOND));
    byNode.forEach((node, count) -> progress.say("  on %-21s %d".formatted(node, count)));
    progress.say(
        "rerun %d, late %d, failed %d, lost %d, twice %d"
            .formatted(
                stats.rerun(), stats.lateResults() + stats.secondResults(), failed, lost, twice));
    return failed + lost + twice == 0 ? 0 : 1;
  }
}
