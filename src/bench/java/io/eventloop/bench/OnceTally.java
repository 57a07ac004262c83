package io.eventloop.bench;

import java.util.EnumMap;
import java.util.Map;

/** The answers of one run, by their sort. Of the loop's thread, until the run is over. */
final class OnceTally {
  enum Answer {
    VALUE,
    THROWN,
    CANCELLED,
    REJECTED,
    TERMINATED
  }

  private final byte[] answers;
  private final Map<Answer, Long> counts = new EnumMap<>(Answer.class);
  private long sum;
  private long twice;
  private long wrong;

  OnceTally(int tasks) {
    this.answers = new byte[tasks];
  }

  /** Counts an answer. */
  void answered(int task, Answer answer, boolean asExpected) {
    if (++answers[task] > 1) {
      twice++;
    }
    counts.merge(answer, 1L, Long::sum);
    sum++;
    if (!asExpected) {
      wrong++;
    }
  }

  private long count(Answer answer) {
    return counts.getOrDefault(answer, 0L);
  }

  long sum() {
    return sum;
  }

  private long never() {
    long never = 0;
    for (byte times : answers) {
      never += times == 0 ? 1 : 0;
    }
    return never;
  }

  boolean isRight(boolean mayReject) {
    return sum == answers.length
        && twice == 0
        && never() == 0
        && wrong == 0
        && count(Answer.VALUE) > 0
        && count(Answer.THROWN) > 0
        && count(Answer.CANCELLED) > 0
        && (count(Answer.REJECTED) > 0) == mayReject;
  }

  static String header() {
    return "| pool | seed | tasks | value | thrown | cancelled | rejected | worker stopped | sum"
        + " | twice | never | wrong | workers replaced | s | |\n"
        + "|---|"
        + "--:|".repeat(13)
        + "---|";
  }

  String line(String pool, long seed, int replaced, double seconds) {
    StringBuilder line =
        new StringBuilder("| %s | %d | %d |".formatted(pool, seed, answers.length));
    for (Answer answer : Answer.values()) {
      line.append(' ').append(count(answer)).append(" |");
    }
    return line.append(
            " %d | %d | %d | %d | %d | %.1f |"
                .formatted(sum, twice, never(), wrong, replaced, seconds))
        .toString();
  }
}
