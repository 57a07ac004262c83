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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
  private static final long START_MILLIS = 200;
  private static final long WINDOW_MILLIS = 800;

  @Override
  public Measured measure(Contender contender, Scale scale) throws Exception {
    double single = new FlowWorkload().measure(contender, scale).valueOf(Metric.TASKS_PER_S);
    AtomicBoolean flows = new AtomicBoolean();
    List<Client> clients =
        new EmbeddedHost().spawn(RUNTIMES).stream().map(loop -> new Client(loop, flows)).toList();
    Samples rates = new Samples();
    Samples shares = new Samples();
    Rounds.run(
        scale,
        () -> {
          flows.set(true);
          CountDownLatch ended = new CountDownLatch(RUNTIMES);
          clients.forEach(client -> client.begin(ended));
          Thread.sleep(START_MILLIS);
          window(clients, rates, shares);
          flows.set(false);
          ended.await();
        },
        () -> {
          rates.clear();
          shares.clear();
        });
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

  /** What one runtime is busy with, as long as there is a flow. */
  private static final class Client implements Callback<Object> {
    private final EventLoop loop;
    private final AtomicBoolean flows;
    private final AtomicLong answered = new AtomicLong();
    private int outstanding;
    private CountDownLatch ended = new CountDownLatch(0);

    Client(EventLoop loop, AtomicBoolean flows) {
      this.loop = loop;
      this.flows = flows;
    }

    void begin(CountDownLatch toCountDown) {
      loop.execute(
          () -> {
            ended = toCountDown;
            for (int i = 0; i < FlowWorkload.OUTSTANDING; i++) {
              outstanding++;
              loop.submit(KIND, Flow.EMPTY, this);
            }
          });
    }

    @Override
    public void call(@Nullable Throwable error, @Nullable Object value) {
      answered.lazySet(answered.getPlain() + 1); // written by the loop alone
      if (flows.get()) {
        loop.submit(KIND, Flow.EMPTY, this);
      } else if (--outstanding == 0) {
        ended.countDown();
      }
    }

    long answered() {
      return answered.get();
    }
  }
}
