package io.eventloop.bench.workload;

import io.eventloop.bench.contender.Contender;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Rounds until a contender is warm, and then rounds that count. */
final class Rounds {
  private static final long LONGEST_MINUTES = 1;

  /** A second or so of work. */
  @FunctionalInterface
  interface Round {
    void run() throws Exception;
  }

  private Rounds() {}

  /**
   * Runs rounds.
   *
   * @param forget is told when those so far were the warm-up
   */
  static void run(Scale scale, Round round, Runnable forget) throws Exception {
    WarmUp warmUp = new WarmUp(scale.warmUp(), scale.longestWarmUp());
    do {
      round.run();
    } while (!warmUp.isOverAfterRound());
    System.gc(); // what lives on grows old, as in a program that has run for long
    forget.run();
    long from = System.nanoTime();
    do {
      round.run();
    } while (System.nanoTime() - from < scale.measured().toNanos());
  }

  /** Begins something on the contender's loop, and waits for what it completes. */
  static <T> T await(Contender contender, Consumer<CompletableFuture<T>> begin) throws Exception {
    CompletableFuture<T> over = new CompletableFuture<>();
    contender.execute(() -> begin.accept(over));
    return over.get(LONGEST_MINUTES, TimeUnit.MINUTES);
  }
}
