package io.eventloop.bench.workload;

import io.eventloop.bench.contender.Chains;
import io.eventloop.bench.contender.Contender;
import io.eventloop.bench.contender.EmbeddedHost;
import io.eventloop.bench.contender.Timers;
import io.eventloop.bench.figure.Measured;
import io.eventloop.bench.figure.Metric;
import java.util.concurrent.CompletableFuture;

/**
 * Heap bytes for each of what may lie about in great numbers, by what full collections leave. What
 * the user's own lambdas take does not count: one serves for all.
 */
final class FootprintWorkload implements Workload {
  private static final int COUNT = 1_000_000;

  /** What is loaded, compiled or filled at first must not count. */
  private static final int REHEARSAL = 10_000;

  private static final long HOUR_MILLIS = 3_600_000;
  private static final int DURATIONS = 1_000;
  private static final int RUNTIMES = 1_000;

  @Override
  public Measured measure(Contender contender, Scale scale) throws Exception {
    Measured measured = new Measured();
    if (contender.hasFourThreads()) {
      Held.bytesPerTask(contender, REHEARSAL);
      measured.add(Metric.TASK_BYTES, Held.bytesPerTask(contender, COUNT));
    }
    if (contender.timers().isPresent()) {
      Timers timers = contender.timers().get();
      bytesPerTimer(timers, REHEARSAL);
      measured.add(Metric.TIMER_BYTES, bytesPerTimer(timers, COUNT));
    }
    if (contender.chains().isPresent()) {
      Chains chains = contender.chains().get();
      bytesPerPromise(contender, chains, REHEARSAL);
      measured.add(Metric.PROMISE_BYTES, bytesPerPromise(contender, chains, COUNT));
    }
    return measured;
  }

  private static double bytesPerTimer(Timers timers, int count) throws Exception {
    Runnable callback = () -> {};
    CompletableFuture<Void> over = new CompletableFuture<>();
    long before = Heap.live();
    timers.execute(
        () -> {
          for (int i = 0; i < count; i++) {
            timers.set(callback, HOUR_MILLIS + i % DURATIONS);
          }
          over.complete(null);
        });
    over.get();
    return (double) (Heap.live() - before) / count;
  }

  private static double bytesPerPromise(Contender contender, Chains chains, int count)
      throws Exception {
    Object[] promises = new Object[count]; // holds them; and is there before
    long before = Heap.live();
    Rounds.await(
        contender,
        (CompletableFuture<Void> over) -> {
          for (int i = 0; i < promises.length; i++) {
            promises[i] = chains.pendingPromise();
          }
          over.complete(null);
        });
    return (double) (Heap.live() - before) / promises.length;
  }

  /** The same of runtimes on a pool that they share, which no other contender has. */
  static double bytesPerRuntime() {
    EmbeddedHost host = new EmbeddedHost();
    host.spawn(RUNTIMES / 10);
    long before = Heap.live();
    host.spawn(RUNTIMES);
    return (double) (Heap.live() - before) / RUNTIMES;
  }
}
