package io.eventloop.bench.cluster;

import io.eventloop.cluster.ClusterStats;
import io.eventloop.cluster.WorkerLostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How often each task was answered, and with what. Of the loop's thread; the sums, of any. */
final class SoakTally {
  private final byte[] answers;
  private int once;
  private int twice;
  private int wrong;
  private int lostWithWorker;
  private volatile int sum;

  SoakTally(int tasks) {
    this.answers = new byte[tasks];
  }

  /**
   * Notes an answer.
   *
   * @param runsOnce whether the task may not run twice, and so be lost with its worker
   */
  void answered(int number, boolean runsOnce, @Nullable Throwable error, @Nullable Integer value) {
    if (answers[number]++ > 0) {
      twice++;
      return;
    }
    if (runsOnce && error instanceof WorkerLostException) {
      lostWithWorker++;
    } else if (error != null || value == null || value != number) {
      wrong++;
    } else {
      once++;
    }
    sum = once + lostWithWorker + wrong;
  }

  /** How many tasks have an answer. */
  int sum() {
    return sum;
  }

  int lost() {
    return answers.length - sum;
  }

  boolean isRight() {
    return lost() + twice + wrong == 0;
  }

  String line(ClusterStats stats) {
    return String.format(
        Locale.ROOT,
        "tasks %d: value %d, runs once and worker lost %d, wrong %d, lost %d, twice %d;"
            + " rerun %d, late results dropped %d, second results dropped %d",
        answers.length,
        once,
        lostWithWorker,
        wrong,
        lost(),
        twice,
        stats.rerun(),
        stats.lateResults(),
        stats.secondResults());
  }
}
