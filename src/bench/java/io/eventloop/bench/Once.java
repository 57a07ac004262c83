package io.eventloop.bench;

import io.eventloop.pool.PoolSettings;
import io.eventloop.pool.PoolSettings.WhenFull;
import io.eventloop.pool.Pools;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether every task is answered exactly once, whatever is done to it and to its worker. */
@Command(
    name = "once",
    description = "Shows that each of a million tasks is answered exactly once.")
final class Once implements Callable<Integer> {
  private static final int BOUND = 300;

  @Option(names = "--tasks", paramLabel = "N", description = "Of each run: 1000000.")
  int tasks = 1_000_000;

  @Option(names = "--seeds", split = ",", paramLabel = "N", description = "1,2,3 if not given.")
  List<Long> seeds = List.of(1L, 2L, 3L);

  private enum Kind {
    UNBOUNDED,
    REJECT,
    WAIT;

    PoolSettings applyTo(PoolSettings settings) {
      return switch (this) {
        case UNBOUNDED -> settings;
        case REJECT -> settings.withMaxQueued(BOUND, WhenFull.REJECT);
        case WAIT -> settings.withMaxQueued(BOUND, WhenFull.WAIT);
      };
    }

    @Override
    public String toString() {
      String name = name().toLowerCase(Locale.ROOT);
      return this == UNBOUNDED ? name : "bound " + BOUND + ", " + name;
    }
  }

  @Override
  public Integer call() throws Exception {
    Embedded.silenceLogs();
    System.out.println(Machine.describe());
    System.out.println(OnceTally.header());
    boolean good = true;
    for (Kind kind : Kind.values()) {
      for (long seed : seeds) {
        try (Embedded embedded = new Embedded(Pools.own(), kind::applyTo)) {
          long began = System.nanoTime();
          OnceTally tally = new OnceRun(embedded, tasks, seed).run();
          double taken = (System.nanoTime() - began) / 1e9;
          boolean right = tally.isRight(kind == Kind.REJECT);
          System.out.println(
              tally.line(kind.toString(), seed, embedded.replacedWorkers(), taken)
                  + " "
                  + Idle.verdict(right)
                  + " |");
          good &= right;
        }
      }
    }
    return good ? 0 : 1;
  }
}
