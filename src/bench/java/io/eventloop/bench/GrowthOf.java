package io.eventloop.bench;

import io.eventloop.EventLoop;
import io.eventloop.bench.contender.EmbeddedHost;
import io.eventloop.loop.Timer;
import io.eventloop.pool.Pools;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** What may grow. */
enum GrowthOf {
  THREADS("Empty tasks, 256 outstanding, on a pool of so many threads", "threads") {
    @Override
    int[] sizes() {
      return new int[] {1, 2, 4, 8, 16, 64};
    }

    @Override
    Round of(int size) {
      List<EventLoop> loops = new EmbeddedHost(Pools.named("grown", size)).spawn(1);
      return () -> flow(loops, 500_000);
    }
  },

  RUNTIMES("Empty tasks, 256 outstanding of each of so many runtimes", "runtimes") {
    @Override
    int[] sizes() {
      return new int[] {1, 10, 100, 1_000, 10_000};
    }

    @Override
    Round of(int size) {
      List<EventLoop> loops = new EmbeddedHost().spawn(size);
      int each = Math.max(1_000_000 / size, 2 * OUTSTANDING);
      return () -> flow(loops, each);
    }
  },

  TASKS("Empty tasks, so many submitted in one turn", "tasks") {
    @Override
    int[] sizes() {
      return new int[] {100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000};
    }

    @Override
    Round of(int size) {
      List<EventLoop> loops = new EmbeddedHost().spawn(1);
      return () -> flow(loops, size, size);
    }
  },

  TIMERS("Timers of 60,000 durations, so many set and then cleared", "timers") {
    @Override
    int[] sizes() {
      return new int[] {100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000};
    }

    @Override
    Round of(int size) {
      EventLoop loop = new EmbeddedHost().loop();
      return () -> setAndClear(loop, size);
    }
  };

  private static final int OUTSTANDING = 256;
  private static final TaskKind KIND = TaskKind.of("bench");
  private static final Callable<Object> EMPTY = () -> true;
  private static final int DURATIONS = 60_000;
  private static final long HOUR_MILLIS = 3_600_000;

  private final String what;
  private final String unit;

  GrowthOf(String what, String unit) {
    this.what = what;
    this.unit = unit;
  }

  /** Does it once. */
  @FunctionalInterface
  interface Round {
    double nanosEach() throws Exception;
  }

  String what() {
    return what;
  }

  String unit() {
    return unit;
  }

  abstract int[] sizes();

  abstract Round of(int size);

  private static double flow(List<EventLoop> loops, int tasksOfEach) throws InterruptedException {
    return flow(loops, tasksOfEach, OUTSTANDING);
  }

  private static double flow(List<EventLoop> loops, int tasksOfEach, int outstanding)
      throws InterruptedException {
    CountDownLatch over = new CountDownLatch(loops.size());
    long began = System.nanoTime();
    loops.forEach(loop -> loop.execute(() -> new Flow(loop, tasksOfEach, over).begin(outstanding)));
    over.await();
    return (double) (System.nanoTime() - began) / ((long) tasksOfEach * loops.size());
  }

  /** So many tasks of one loop, each callback submits the next. */
  private static final class Flow implements Callback<Object> {
    private final EventLoop loop;
    private final CountDownLatch over;
    private int toSubmit;
    private int open;

    Flow(EventLoop loop, int tasks, CountDownLatch over) {
      this.loop = loop;
      this.over = over;
      this.toSubmit = tasks;
      this.open = tasks;
    }

    void begin(int outstanding) {
      for (int i = 0; i < outstanding; i++) {
        submit();
      }
    }

    private void submit() {
      toSubmit--;
      loop.submit(KIND, EMPTY, this);
    }

    @Override
    public void call(@Nullable Throwable error, @Nullable Object value) {
      if (toSubmit > 0) {
        submit();
      }
      if (--open == 0) {
        over.countDown();
      }
    }
  }

  private static double setAndClear(EventLoop loop, int count) {
    CompletableFuture<Long> over = new CompletableFuture<>();
    loop.execute(
        () -> {
          long began = System.nanoTime();
          List<Timer> timers = new ArrayList<>(count);
          for (int i = 0; i < count; i++) {
            Duration delay = Duration.ofMillis(HOUR_MILLIS + i % DURATIONS);
            timers.add(loop.setTimeout(() -> {}, delay));
          }
          timers.forEach(loop::clearTimeout);
          over.complete(System.nanoTime() - began);
        });
    return (double) over.join() / count;
  }
}
