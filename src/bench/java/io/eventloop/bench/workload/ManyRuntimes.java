package io.eventloop.bench.workload;

import io.eventloop.EventLoop;
import io.eventloop.bench.contender.Contender;
import io.eventloop.bench.contender.EmbeddedHost;
import io.eventloop.bench.figure.Measured;
import io.eventloop.bench.figure.Metric;
import io.eventloop.bench.figure.Samples;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A thousand runtimes that share a pool, each with a flow of empty tasks as a single one has in W1,
 * which is measured before in the same JVM. Of each second counts how many callbacks ran, and what
 * part of the most that any runtime had the least favoured one had.
 */
final class ManyRuntimes implements Workload {
  private static final TaskKind KIND = TaskKind.of("bench");
  private static final int RUNTIMES = 1_000;
  private static final long WINDOW_MILLIS = 1_000;

  @Override
  public Measured measure(Contender contender, Scale scale) throws Exception {
    double single = new FlowWorkload().measure(contender, scale).valueOf(Metric.TASKS_PER_S);
    List<Client> clients = new EmbeddedHost().spawn(RUNTIMES).stream().map(Client::new).toList();
    clients.forEach(Client::begin);
    Thread.sleep(scale.warmUp().toMillis());
    Samples rates = new Samples();
    Samples shares = new Samples();
    long until = System.nanoTime() + scale.measured().toNanos();
    do {
      window(clients, rates, shares);
    } while (System.nanoTime() < until);
    Measured measured = new Measured();
    measured.add(Metric.TASKS_PER_S, rates.median());
    measured.add(Metric.OF_W1, rates.median() / single);
    measured.add(Metric.LEAST_SHARE, shares.median());
    return measured;
  }

  private static void window(List<Client> clients, Samples rates, Samples shares)
      throws InterruptedException {
    long began = System.nanoTime();
    long[] before = clients.stream().mapToLong(Client::answered).toArray();
    Thread.sleep(WINDOW_MILLIS);
    long[] after = clients.stream().mapToLong(Client::answered).toArray();
    double seconds = (System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1);
    long sum = 0;
    long least = Long.MAX_VALUE;
    long most = 1;
    for (int i = 0; i < before.length; i++) {
      long own = after[i] - before[i];
      sum += own;
      least = Math.min(least, own);
      most = Math.max(most, own);
    }
    rates.add(sum / seconds);
    shares.add((double) least / most);
  }

  /** What one runtime is busy with, without end. */
  private static final class Client implements Callback<Object> {
    private final EventLoop loop;
    private final AtomicLong answered = new AtomicLong();

    Client(EventLoop loop) {
      this.loop = loop;
    }

    void begin() {
      loop.execute(
          () -> {
            for (int i = 0; i < FlowWorkload.OUTSTANDING; i++) {
              loop.submit(KIND, Flow.EMPTY, this);
            }
          });
    }

    @Override
    public void call(@Nullable Throwable error, @Nullable Object value) {
      answered.lazySet(answered.getPlain() + 1); // written by the loop alone
      loop.submit(KIND, Flow.EMPTY, this);
    }

    long answered() {
      return answered.get();
    }
  }
}
