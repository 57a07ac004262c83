package io.eventloop.pool;

import java.lang.Thread.UncaughtExceptionHandler;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads of {@code eventloop.dispatcher}: one for each worker and, up to the number of
 * processors, one for each loop.
 *
 * <p>An actor that a carrier wakes goes into that carrier's slot and runs there as soon as the
 * present one returns: a task and its callback change places on one thread, with no system call.
 * Whatever else comes is shared, and wakes a resting carrier unless one is already looking for
 * work. A callback that goes on for long would keep its slot waiting; so while slots are in use,
 * one resting carrier watches them and takes what has waited for {@link #WATCH_INTERVAL_NANOS}.
 * When nothing moves, every carrier is parked without a time limit.
 *
 * <p>A worker may block its thread for ever. It keeps its seat until it stops, and its replacement
 * brings a seat of its own, so that a stuck thread costs nobody else theirs.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // what is written, is written under the lock
final class CarrierPool {
  static final long WATCH_INTERVAL_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  /** The watch ends after so many intervals in which no slot was used: 10 ms. */
  private static final int QUIET_INTERVALS = 20;

  private final ClassLoader classLoader;
  private final UncaughtExceptionHandler errorHandler;
  private final ConcurrentLinkedQueue<Runnable> shared = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Pool> underWatch = new ConcurrentLinkedQueue<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  /** Guards the two lists, the seats and all changes of the flags; taken to park and to wake. */
  private final Object lock = new Object();

  private final List<Carrier> live = new ArrayList<>();
  private final ArrayDeque<Carrier> resting = new ArrayDeque<>();
  private final Seats seats = new Seats();
  private int quietIntervals;

  /** Carriers that were woken and have not looked for work yet. */
  private volatile int searching;

  /** Whether a resting carrier is on watch. */
  private volatile boolean watched;

  private volatile boolean closed;

  CarrierPool(ClassLoader classLoader, UncaughtExceptionHandler errorHandler) {
    this.classLoader = classLoader;
    this.errorHandler = errorHandler;
  }

  /** Runs work on this thread next, if it is a carrier with a free slot, or else on any. */
  void execute(Runnable work) {
    if (closed) {
      throw new RejectedExecutionException("the event loop's dispatcher was shut down");
    }
    if (Thread.currentThread() instanceof Carrier carrier
        && carrier.isOf(this)
        && carrier.offerSlot(work)) {
      VarHandle.fullFence(); // the slot is visible before the flag is read
      if (!watched) {
        startWatch();
      }
    } else {
      share(work);
    }
  }

  /** Offers work to every carrier and wakes one, unless one is already looking. */
  void share(Runnable work) {
    shared.offer(work);
    VarHandle.fullFence(); // the work is visible before the count is read
    if (searching == 0) {
      wakeOne();
    }
  }

  boolean hasShared() {
    return !shared.isEmpty();
  }

  @Nullable Runnable pollShared() {
    return shared.poll();
  }

  void run(Runnable work) {
    try {
      work.run();
    } catch (Throwable error) { // fatal for Pekko, which decides what happens; the carrier goes on
      errorHandler.uncaughtException(Thread.currentThread(), error);
    }
  }

  private void wakeOne() {
    Carrier woken;
    synchronized (lock) {
      if (searching > 0 || shared.isEmpty()) {
        return;
      }
      woken = resting.pollLast(); // the one that rested last has the warmest cache
      if (woken == null) {
        if (live.size() < seats.capacity()) {
          startCarrier();
        }
        return;
      }
      searching++;
      woken.resting = false;
    }
    LockSupport.unpark(woken);
  }

  private void startCarrier() {
    searching++;
    Carrier carrier = new Carrier(this);
    carrier.setContextClassLoader(classLoader);
    live.add(carrier);
    try {
      carrier.start();
    } catch (Throwable noThread) { // the next who has work tries again
      searching--;
      live.remove(carrier);
      throw noThread;
    }
  }

  /** The next work of a carrier that was started or woken, if there still is some. */
  @Nullable Runnable search() {
    Runnable work = shared.poll();
    synchronized (lock) {
      searching--;
      if (work != null && !watched && needsWatch()) {
        startWatch(); // it was left to us, who have found something else to do
      }
    }
    if (!shared.isEmpty()) {
      wakeOne();
    }
    return work;
  }

  /**
   * Parks a carrier that found nothing, until there is work for it.
   *
   * @return its next work, or null if the carrier is not needed any more
   */
  @Nullable Runnable rest(Carrier carrier) {
    while (true) {
      synchronized (lock) {
        if (live.size() > seats.capacity() || (closed && shared.isEmpty())) {
          leave(carrier);
          return null;
        }
        carrier.name.rest(live);
        carrier.resting = true;
        resting.addLast(carrier);
        VarHandle.fullFence(); // its rest is visible before the queue and the slots are read
        if (!watched && needsWatch()) {
          takeWatch(carrier);
        }
      }
      Runnable work = shared.isEmpty() || !stopResting(carrier) ? park(carrier) : shared.poll();
      if (work != null) {
        return work;
      }
    }
  }

  private boolean stopResting(Carrier carrier) {
    synchronized (lock) {
      boolean own = resting.remove(carrier);
      if (own) {
        carrier.resting = false;
        leaveWatch(carrier);
      }
      return own;
    }
  }

  private @Nullable Runnable park(Carrier carrier) {
    while (carrier.resting) {
      carrier.park();
      if (carrier.onWatch && carrier.resting) {
        Runnable stolen = watch(carrier);
        if (stolen != null) {
          return stolen;
        }
      }
    }
    synchronized (lock) {
      leaveWatch(carrier);
    }
    return search();
  }

  private void leave(Carrier carrier) {
    live.remove(carrier);
    endIfEmpty();
  }

  private void endIfEmpty() {
    if (closed && live.isEmpty()) {
      ended.countDown();
    }
  }

  private boolean needsWatch() {
    return !underWatch.isEmpty() || live.stream().anyMatch(Carrier::hasSlot);
  }

  private void startWatch() {
    Carrier chosen;
    synchronized (lock) {
      chosen = watched ? null : resting.peekLast();
      if (chosen != null) {
        takeWatch(chosen);
      } else if (!watched && live.size() < seats.capacity() && searching == 0) {
        startCarrier(); // it finds nothing, goes to rest, and sees the slot
      }
    }
    if (chosen != null) {
      LockSupport.unpark(chosen);
    }
  }

  private void takeWatch(Carrier carrier) {
    watched = true;
    carrier.onWatch = true;
    quietIntervals = 0;
  }

  /** Ends this carrier's watch, if it has it; another takes over while a slot is in use. */
  private void leaveWatch(Carrier carrier) {
    if (carrier.onWatch) {
      carrier.onWatch = false;
      watched = false;
      VarHandle.fullFence(); // the flag is down before the slots are read
      if (needsWatch()) {
        startWatch();
      }
    }
  }

  /** Has the watch look at this pool of workers until it has no idle worker or nothing to do. */
  void watchOver(Pool workers) {
    if (workers.tryEnterWatch()) {
      underWatch.add(workers);
    }
    if (!watched) {
      startWatch();
    }
  }

  /**
   * One look of the watch: gives pools that still have both work and idle workers one worker more,
   * and takes the first slot that has not moved since the last look.
   */
  private @Nullable Runnable watch(Carrier carrier) {
    boolean busy = underWatch.removeIf(Pool::isUpToDate);
    Runnable woken = carrier.takeSlot(); // a worker that this look has woken
    synchronized (lock) {
      if (!carrier.resting) {
        if (woken != null) {
          share(woken);
        }
        return null;
      }
      if (woken != null) {
        stopResting(carrier);
        return woken;
      }
      quietIntervals = busy || !underWatch.isEmpty() ? 0 : quietIntervals + 1;
      for (Carrier other : live) {
        long moves = other.moves();
        other.name.look(moves, live);
        if (moves > 0) {
          quietIntervals = 0;
        } else {
          Runnable stolen = other.takeSlot();
          if (stolen != null) {
            stopResting(carrier);
            return stolen;
          }
        }
      }
      if (quietIntervals > QUIET_INTERVALS) {
        leaveWatch(carrier);
      }
      return null;
    }
  }

  void rename(Carrier carrier, String name) {
    synchronized (lock) {
      carrier.name.take(name, live);
    }
  }

  void changeSeats(boolean worker, int change) {
    Carrier surplus = null;
    synchronized (lock) {
      seats.change(worker, change);
      if (live.size() > seats.capacity()) {
        surplus = resting.pollLast();
        if (surplus != null) {
          searching++;
          surplus.resting = false;
        }
      }
    }
    LockSupport.unpark(surplus); // does nothing for null
    if (!shared.isEmpty()) {
      wakeOne();
    }
  }

  /** Lets the carriers go once there is nothing left to run. */
  void close() {
    List<Carrier> woken;
    synchronized (lock) {
      closed = true;
      woken = List.copyOf(resting);
      resting.clear();
      woken.forEach(carrier -> carrier.resting = false);
      searching += woken.size();
      endIfEmpty();
    }
    woken.forEach(LockSupport::unpark);
  }

  boolean isClosed() {
    return closed;
  }

  /** Reaches zero when the pool is closed and its last carrier has left. */
  CountDownLatch ended() {
    return ended;
  }
}
