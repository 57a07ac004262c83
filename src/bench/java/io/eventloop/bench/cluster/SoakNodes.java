package io.eventloop.bench.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a soak, and what is done to them: started, killed, told to end, stopped and let go
 * on, at random. Some of those stopped are back before anybody minds; others when they have been
 * removed, and must end. One at least is left in peace, and none is lost before the cluster has
 * removed the one lost before: Pekko's resolver takes a node that saw another lost, and is then
 * lost itself, for a sign of a broken network, and downs everybody. Of one thread.
 */
final class SoakNodes implements AutoCloseable {
  private static final int MOST = 5;
  private static final int FEWEST = 2;
  private static final int LONGEST_PAUSE_MILLIS = 6000;

  /** Stops that nobody minds, since a pause of 3 s is accepted. */
  private static final int SHORTEST_STOP_MILLIS = 300;

  private static final int RANGE_OF_SHORT_STOPS_MILLIS = 1500;

  /** For a worker to join, or to find out that it was removed. */
  private static final int SETTLING_MILLIS = 15_000;

  /** In place of a time: when the cluster has removed it. */
  private static final long REMOVED = Long.MIN_VALUE;

  /** A worker that is not to be counted on before this time. */
  private record Later(WorkerJvm worker, long at) {}

  private final List<String> java;
  private final ActorSystem<?> first;
  private final Random random;
  private final Consumer<String> log;
  private final List<WorkerJvm> healthy = new ArrayList<>();
  private final List<Later> stopped = new ArrayList<>();
  private final List<Later> settling = new ArrayList<>();
  private @Nullable WorkerJvm lost;
  private int started;
  private int killed;
  private int ended;
  private int stops;
  private long nextDeed;

  /**
   * None yet.
   *
   * @param java the executable and its flags
   * @param log is told each deed
   */
  SoakNodes(List<String> java, ActorSystem<?> first, Random random, Consumer<String> log) {
    this.java = java;
    this.first = first;
    this.random = random;
    this.log = log;
  }

  /** Starts as many as there are at the beginning. */
  void begin(int workers) throws IOException {
    for (int i = 0; i < workers; i++) {
      start();
    }
    pause();
  }

  /** Does what is due; to be called often. */
  void look() throws IOException, InterruptedException {
    long now = System.nanoTime();
    sort(now);
    goOn(now);
    if (now < nextDeed) {
      return;
    }
    int die = random.nextInt(4);
    if (healthy.size() < FEWEST || die == 0) {
      if (workers() < MOST) {
        start();
      }
    } else if (lost != null && Node.isMember(first, lost.name())) {
      return; // it is for the cluster to act
    } else if (die == 1) {
      killed++;
      signal("KILL", lose());
    } else if (die == 2) {
      ended++;
      signal("TERM", lose());
    } else {
      stop();
    }
    pause();
  }

  private void pause() {
    nextDeed = in(500 + random.nextInt(LONGEST_PAUSE_MILLIS));
  }

  private static long in(int millis) {
    return System.nanoTime() + Duration.ofMillis(millis).toNanos();
  }

  private int workers() {
    return healthy.size() + stopped.size() + settling.size();
  }

  private WorkerJvm take() {
    return healthy.remove(random.nextInt(healthy.size()));
  }

  private WorkerJvm lose() {
    WorkerJvm worker = take();
    lost = worker;
    return worker;
  }

  private void start() throws IOException {
    WorkerJvm worker = WorkerJvm.start(java, Side.EVENTLOOP, first);
    settling.add(new Later(worker, in(SETTLING_MILLIS)));
    started++;
    log.accept("started " + worker.name());
  }

  private void stop() throws IOException, InterruptedException {
    boolean briefly = random.nextBoolean();
    int millis = SHORTEST_STOP_MILLIS + random.nextInt(RANGE_OF_SHORT_STOPS_MILLIS);
    WorkerJvm worker = briefly ? take() : lose();
    stopped.add(new Later(worker, briefly ? in(millis) : REMOVED));
    stops++;
    signal("STOP", worker);
  }

  private void signal(String signal, WorkerJvm worker) throws IOException, InterruptedException {
    worker.signal(signal);
    log.accept("SIG" + signal + " to " + worker.name());
  }

  private void goOn(long now) throws IOException, InterruptedException {
    for (Later one : List.copyOf(stopped)) {
      boolean due =
          one.at() == REMOVED ? !Node.isMember(first, one.worker().name()) : one.at() <= now;
      if (due) {
        stopped.remove(one);
        settling.add(new Later(one.worker(), in(SETTLING_MILLIS)));
        signal("CONT", one.worker());
      }
    }
  }

  private void sort(long now) {
    healthy.removeIf(worker -> !worker.isAlive());
    settling.removeIf(one -> !one.worker().isAlive());
    for (Later one : List.copyOf(settling)) {
      if (one.at() <= now) {
        settling.remove(one);
        healthy.add(one.worker());
      }
    }
  }

  /** Lets those go on that are still stopped, when it is time; false while there are any. */
  boolean isOver() throws IOException, InterruptedException {
    goOn(System.nanoTime());
    return stopped.isEmpty();
  }

  /** How many processes there are; those that were removed have to be gone in the end. */
  int alive() {
    sort(System.nanoTime());
    return workers();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "workers started %d, killed %d, told to end %d, stopped and let go on %d",
        started,
        killed,
        ended,
        stops);
  }

  @Override
  public void close() {
    healthy.forEach(WorkerJvm::close);
    settling.forEach(one -> one.worker().close());
    stopped.forEach(one -> one.worker().close());
  }
}
