package io.eventloop.bench.cluster;

import io.eventloop.EventLoop;
import io.eventloop.cluster.ClusterPool;
import io.eventloop.cluster.RemoteKind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * Tasks, spread over some minutes, while their workers are killed, stopped and started. One in ten
 * may not run twice. The submitter is in this JVM, and each worker in one of its own.
 */
public final class Soak {
  private static final int WORKERS = 4;
  private static final int ONE_IN = 10;
  private static final int OUTSTANDING = 1000;
  private static final long TICK_MILLIS = 10;
  private static final long PROGRESS_MILLIS = 30_000;
  private static final int LOOK_MILLIS = 50;

  /** Without an answer for so long, no more will come: a lost node is found well before. */
  private static final long PATIENCE_MILLIS = 60_000;

  /** A second answer would come within it. */
  private static final long AFTERMATH_MILLIS = 3000;

  /** Of those that were removed, to find out and end. */
  private static final long REMOVAL_MILLIS = 60_000;

  private final int tasks;
  private final Duration time;
  private final ActorSystem<Void> system;
  private final ClusterPool pool;
  private final EventLoop loop;
  private final SoakNodes nodes;
  private final SoakTally tally;
  private final CountDownLatch answered = new CountDownLatch(1);
  private final long began = System.nanoTime();
  private int submitted;

  /**
   * A soak that has not begun.
   *
   * @param time over which the tasks are spread, at least
   * @param java the executable, and its flags, for each worker
   */
  public Soak(int tasks, Duration time, long seed, List<String> java) {
    this.tasks = tasks;
    this.time = time;
    this.system = Node.first();
    LoopDoor door = new LoopDoor(system);
    this.pool = door.pool();
    this.loop = door.loop();
    this.nodes = new SoakNodes(java, system, new Random(seed), this::log);
    this.tally = new SoakTally(tasks);
  }

  private long elapsedMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }

  private void log(String what) {
    System.err.printf(Locale.ROOT, "%7.1f s  %s%n", elapsedMillis() / 1e3, what);
  }

  /** Runs it, and prints the counts; true if no task was lost and none answered twice. */
  public boolean run(Consumer<String> out) throws Exception {
    try (nodes) {
      nodes.begin(WORKERS);
      while (pool.stats().workerNodes() < WORKERS) {
        Thread.sleep(LOOK_MILLIS);
      }
      long start = elapsedMillis();
      loop.execute(() -> loop.setInterval(() -> submitDue(elapsedMillis() - start), TICK_MILLIS));
      watch(start + time.toMillis());
      Thread.sleep(AFTERMATH_MILLIS);
      boolean agreed = agree();
      out.accept(String.format(Locale.ROOT, "%.1f s; %s", elapsedMillis() / 1e3, nodes));
      out.accept(tally.line(pool.stats()));
      out.accept("worker processes %d, known as workers %d".formatted(nodes.alive(), known()));
      return tally.isRight() && agreed;
    }
  }

  private void submitDue(long elapsed) {
    long due = Math.min(tasks, tasks * elapsed / time.toMillis());
    while (submitted < due && submitted - tally.sum() < OUTSTANDING) {
      int number = submitted++;
      boolean runsOnce = number % ONE_IN == 0;
      RemoteKind<Integer, Integer> kind = runsOnce ? LoopDoor.NAP_ONCE : LoopDoor.NAP;
      loop.cluster()
          .submit(
              kind,
              number,
              (error, value) -> {
                tally.answered(number, runsOnce, error, value);
                if (tally.sum() == tasks) {
                  answered.countDown();
                }
              });
    }
  }

  /** Has things done to the workers until the time is over and all tasks are answered. */
  private void watch(long end) throws Exception {
    int before = 0;
    long lastAnswer = elapsedMillis();
    long lastProgress = lastAnswer;
    boolean done = false;
    while (!done || elapsedMillis() < end) {
      nodes.look();
      done = answered.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (done) {
        Thread.sleep(LOOK_MILLIS);
      }
      long now = elapsedMillis();
      if (tally.sum() > before || done) {
        before = tally.sum();
        lastAnswer = now;
      } else if (now - lastAnswer > PATIENCE_MILLIS) {
        log("no answer for " + PATIENCE_MILLIS + " ms: the rest is lost");
        return;
      }
      if (now - lastProgress > PROGRESS_MILLIS) {
        lastProgress = now;
        log(tally.sum() + " of " + tasks + " answered, " + pool.stats());
      }
    }
  }

  /** Those that were removed while they were stopped have to find out, and to end. */
  private boolean agree() throws Exception {
    long limit = elapsedMillis() + REMOVAL_MILLIS;
    while ((!nodes.isOver() || nodes.alive() != known()) && elapsedMillis() < limit) {
      Thread.sleep(LOOK_MILLIS);
    }
    return nodes.alive() == known();
  }

  private int known() {
    return pool.stats().workerNodes();
  }
}
