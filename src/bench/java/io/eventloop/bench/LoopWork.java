package io.eventloop.bench;

import io.eventloop.EventLoop;
import io.eventloop.loop.Promise;
import io.eventloop.loop.Timer;
import io.eventloop.modules.stream.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What the loop is measured at, beside Node: the same as in {@code loop.js}, line for line. */
enum LoopWork {
  TICK_CHAIN("a tick that queues the next"),
  TICK_BATCH("a thousand ticks at once"),
  MICRO_CHAIN("a microtask that queues the next"),
  MICRO_BATCH("a thousand microtasks at once"),
  THEN_BATCH("a chain of a thousand promises"),
  IMMEDIATE_CHAIN("an immediate that sets the next"),
  IMMEDIATE_BATCH("a thousand immediates at once"),
  TIMERS_FIRE("a million timers within a second: how late each runs"),
  TIMERS_CANCEL("a million timers of 60,000 durations, set and cancelled"),
  TIMERS_CANCEL_SAME("a million timers of one duration, set and cancelled"),
  READ_SMALL("fs.readFile of 10,000 files of 1 KiB, 64 at a time"),
  READ_AT_ONCE("fs.readFile of 10,000 files of 1 KiB, all at once"),
  READ_LARGE("fs.readFile of a file of 1 GiB"),
  COPY("a file of 2 GiB through fs.createReadStream and fs.createWriteStream");

  private static final int BATCH = 1_000;
  private static final int BATCHES = 300;
  private static final int CHAIN = 300_000;
  private static final int TIMERS = 1_000_000;
  private static final int READS_AT_A_TIME = 64;
  private static final int COPIED_GIB = 2;

  /** One that is read, and the one before, of which the garbage collector does not know yet. */
  private static final List<String> ROOM_FOR_A_FILE = List.of("-Xms4g", "-Xmx4g");

  private final String what;

  LoopWork(String what) {
    this.what = what;
  }

  String what() {
    return what;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it reads files. */
  boolean readsFiles() {
    return compareTo(READ_SMALL) >= 0;
  }

  /** What the JVM that does it is started with. */
  List<String> jvmOptions() {
    return switch (this) {
      case READ_LARGE -> ROOM_FOR_A_FILE;
      case COPY -> List.of("-Xms64m", "-Xmx64m");
      default -> List.of();
    };
  }

  /** What its rate is called. */
  String rate() {
    return switch (this) {
      case READ_SMALL, READ_AT_ONCE -> "files/s";
      case READ_LARGE, COPY -> "GiB/s";
      default -> "per-second";
    };
  }

  /**
   * One round.
   *
   * @param files the directory of the files that are read
   * @param overruns takes, in milliseconds, how late each timer is
   * @param done is given the number of operations
   */
  void round(EventLoop loop, String files, List<Double> overruns, IntConsumer done) {
    switch (this) {
      case TICK_CHAIN -> chain(loop, loop::nextTick, done);
      case TICK_BATCH -> batches(loop, () -> fill(loop::nextTick), done);
      case MICRO_CHAIN -> chain(loop, loop::queueMicrotask, done);
      case MICRO_BATCH -> batches(loop, () -> fill(loop::queueMicrotask), done);
      case THEN_BATCH -> batches(loop, LoopWork::thens, done);
      case IMMEDIATE_CHAIN -> chain(loop, loop::setImmediate, done);
      case IMMEDIATE_BATCH -> batches(loop, () -> fill(loop::setImmediate), done);
      case TIMERS_FIRE -> fire(loop, overruns, done);
      case TIMERS_CANCEL -> cancel(loop, i -> 1_000 + i * 7_919L % 60_000, done);
      case TIMERS_CANCEL_SAME -> cancel(loop, i -> 30_000, done);
      case READ_SMALL -> readSmall(loop, files, READS_AT_A_TIME, done);
      case READ_AT_ONCE -> readSmall(loop, files, BenchFiles.SMALL, done);
      case READ_LARGE ->
          loop.fs()
              .readFileBytes(
                  BenchFiles.large(files), (error, bytes) -> done.accept(checked(error, 1)));
      case COPY ->
          Streams.pipeline(
              loop.fs().createReadStream(BenchFiles.copied(files)),
              loop.fs().createWriteStream(BenchFiles.copy(files)),
              (error, nothing) -> done.accept(checked(error, COPIED_GIB)));
    }
  }

  private static void chain(EventLoop loop, Consumer<Runnable> put, IntConsumer done) {
    put.accept(
        new Runnable() {
          private int left = CHAIN;

          @Override
          public void run() {
            if (--left > 0) {
              put.accept(this);
            } else {
              loop.setImmediate(() -> done.accept(CHAIN));
            }
          }
        });
  }

  private static void batches(EventLoop loop, Runnable fill, IntConsumer done) {
    new Runnable() {
      private int left = BATCHES;

      @Override
      public void run() {
        fill.run();
        loop.setImmediate(--left > 0 ? this : () -> done.accept(BATCH * BATCHES));
      }
    }.run();
  }

  private static void fill(Consumer<Runnable> put) {
    int[] count = {0};
    Runnable increment = () -> count[0]++;
    for (int i = 0; i < BATCH; i++) {
      put.accept(increment);
    }
  }

  private static void thens() {
    int[] count = {0};
    Promise<Integer> promise = Promise.resolve(0);
    for (int i = 0; i < BATCH; i++) {
      promise = promise.then(value -> ++count[0]);
    }
  }

  private static void fire(EventLoop loop, List<Double> overruns, IntConsumer done) {
    int[] left = {TIMERS};
    for (int i = 0; i < TIMERS; i++) {
      double delay = 1 + i * 7_919L % 1_000;
      long due = System.nanoTime() + (long) (delay * 1e6);
      loop.setTimeout(
          () -> {
            overruns.add((System.nanoTime() - due) / 1e6);
            if (--left[0] == 0) {
              loop.setImmediate(() -> done.accept(TIMERS));
            }
          },
          delay);
    }
  }

  private static void cancel(EventLoop loop, IntToDoubleFunction delayOf, IntConsumer done) {
    List<Timer> timers = new ArrayList<>(TIMERS);
    int[] count = {0};
    Runnable increment = () -> count[0]++;
    for (int i = 0; i < TIMERS; i++) {
      timers.add(loop.setTimeout(increment, delayOf.applyAsDouble(i)));
    }
    timers.forEach(loop::clearTimeout);
    loop.setImmediate(() -> done.accept(TIMERS));
  }

  private static void readSmall(EventLoop loop, String files, int atATime, IntConsumer done) {
    int[] begun = {0};
    int[] left = {BenchFiles.SMALL};
    Runnable next =
        new Runnable() {
          @Override
          public void run() {
            if (begun[0] < BenchFiles.SMALL) {
              String file = BenchFiles.small(files, begun[0]++);
              loop.fs().readFileBytes(file, (error, bytes) -> over(error));
            }
          }

          private void over(@Nullable Throwable error) {
            left[0] -= checked(error, 1);
            if (left[0] == 0) {
              done.accept(BenchFiles.SMALL);
            } else {
              run();
            }
          }
        };
    for (int i = 0; i < atATime; i++) {
      next.run();
    }
  }

  private static int checked(@Nullable Throwable error, int operations) {
    if (error != null) {
      throw new IllegalStateException(error);
    }
    return operations;
  }
}
