package io.eventloop.bench.workload;

import io.eventloop.bench.contender.Contender;
import io.eventloop.bench.contender.EmbeddedHost;
import io.eventloop.bench.contender.Timers;
import io.eventloop.bench.figure.Samples;
import io.eventloop.pool.Pools;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What may grow, and what one of so many costs. */
public enum GrowthOf {
  THREADS("Empty tasks, 256 outstanding, on a pool of so many threads", 1, 2, 4, 8, 16, 64) {
    @Override
    Round of(int size) {
      return flow(new EmbeddedHost(Pools.named("grown", size)).contenders(1), 500_000);
    }
  },

  RUNTIMES("Empty tasks, 256 outstanding of each of so many runtimes", 1, 10, 100, 1_000, 10_000) {
    @Override
    Round of(int size) {
      int each = Math.max(1_000_000 / size, 2 * FlowWorkload.OUTSTANDING);
      return flow(new EmbeddedHost().contenders(size), each);
    }
  },

  TASKS(
      "Empty tasks, so many submitted in one turn",
      100,
      1_000,
      10_000,
      100_000,
      1_000_000,
      10_000_000) {
    @Override
    Round of(int size) {
      return flow(new EmbeddedHost().contenders(1), size, size);
    }
  },

  TIMERS(
      "Timers of a thousand durations, so many set and then cancelled",
      100,
      1_000,
      10_000,
      100_000,
      1_000_000,
      10_000_000) {
    @Override
    Round of(int size) {
      Timers timers = new EmbeddedHost().contenders(1).get(0).timers().orElseThrow();
      return () ->
          TimersWorkload.await(
              timers, over -> over.complete(TimersWorkload.setAndCancel(timers, size, size)));
    }
  };

  private final String what;

  @SuppressWarnings("ImmutableEnumChecker") // nobody writes it
  private final int[] sizes;

  GrowthOf(String what, int... sizes) {
    this.what = what;
    this.sizes = sizes;
  }

  /** Does it once, and gives the nanoseconds for each. */
  @FunctionalInterface
  interface Round {
    double nanosEach() throws Exception;
  }

  public String what() {
    return what;
  }

  public int[] sizes() {
    return sizes.clone();
  }

  abstract Round of(int size);

  /** Nanoseconds for each of so many, in this JVM, once it is warm. */
  public double nanosEach(int size) throws Exception {
    Round round = of(size);
    Samples samples = new Samples();
    Rounds.run(Scale.FULL, () -> samples.add(round.nanosEach()), samples::clear);
    return samples.median();
  }

  private static Round flow(List<Contender> loops, int tasksOfEach) {
    return flow(loops, tasksOfEach, FlowWorkload.OUTSTANDING);
  }

  private static Round flow(List<Contender> loops, int tasksOfEach, int outstanding) {
    return () -> {
      long began = System.nanoTime();
      Stream<CompletableFuture<Double>> flows =
          loops.stream().map(loop -> Flow.begin(loop, Flow.EMPTY, tasksOfEach, outstanding));
      CompletableFuture.allOf(flows.toArray(CompletableFuture[]::new)).get(1, TimeUnit.MINUTES);
      return (double) (System.nanoTime() - began) / ((long) tasksOfEach * loops.size());
    };
  }
}
