package io.eventloop.bench;

import io.eventloop.bench.Contender.TaskLoop;
import java.util.List;

/**
 * What is asked of each contender, in rounds of a second or so. Of the loop's thread, like all that
 * it does there.
 */
interface Workload {

  /** Hears of the end of a round. */
  @FunctionalInterface
  interface Over {
    void run() throws Exception;
  }

  /** Begins a round. */
  void start(TaskLoop loop, Over whenOver);

  /** Forgets the rounds so far. */
  void reset();

  /** Of the rounds since the last reset. */
  List<Figure> figures();
}
