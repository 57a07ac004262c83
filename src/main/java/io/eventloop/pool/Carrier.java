package io.eventloop.pool;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.annotation.InternalApi;
import org.jspecify.annotations.Nullable;

/**
 * A thread of {@link CarrierPool}. Loops and workers are actors and take turns on the carriers;
 * while one of them runs, the carrier bears its name, so that logs and thread dumps read as in
 * libuv.
 *
 * <p>The static methods act on the calling thread and do nothing where it is not a carrier: an
 * actor may be put on any dispatcher, such as a test's.
 */
@InternalApi
public final class Carrier extends Thread {
  private static final AtomicReferenceFieldUpdater<Carrier, Runnable> SLOT =
      AtomicReferenceFieldUpdater.newUpdater(Carrier.class, Runnable.class, "slot");

  /** About what it costs to wake another thread. */
  private static final long SHORT_WAIT_NANOS = 30_000;

  private static final int LONGEST_STRIDE = 64;

  private final CarrierPool pool;
  final CarrierName name = new CarrierName(this);

  /** What this carrier runs next: handed over on the same thread, without waking another. */
  private volatile @Nullable Runnable slot;

  /** Counts what went into the slot; the watch takes what it sees there twice. */
  private volatile long handovers;

  private long handoversSeen;

  /** When what is in the slot was first looked at; 0 before. With the next two of this thread. */
  private long slotNanos;

  private int untilLook;
  private int stride;

  /** Set under the pool's lock when the carrier goes to rest, cleared by whoever wakes it. */
  volatile boolean resting;

  /** Whether this carrier, while it rests, looks after the slots of the others. */
  volatile boolean onWatch;

  /** When the shared queue last came before the slot. */
  private long sharedNanos;

  Carrier(CarrierPool pool) {
    super(null, null, CarrierName.IDLE, 0, false);
    this.pool = pool;
    setDaemon(true); // a task that never returns must not keep the process
  }

  /** Names the calling thread after the actor that it begins to run. */
  public static void enter(String actorName) {
    Thread thread = Thread.currentThread();
    if (thread instanceof Carrier carrier) {
      if (!carrier.name.suits(actorName)) {
        carrier.pool.rename(carrier, actorName);
      }
    } else if (VirtualThreads.isVirtual(thread) && !actorName.equals(thread.getName())) {
      thread.setName(actorName);
    }
  }

  /**
   * To be called before each piece of a user's code: gives what has waited in the slot for long to
   * another thread. What has come just now may stay, since most callbacks and many tasks are short;
   * should this one not be, the watch takes it.
   */
  public static void handOver() {
    if (Thread.currentThread() instanceof Carrier carrier && carrier.slot != null) {
      carrier.lookAtSlot();
    }
  }

  /** Looks at the clock at the 1st, 2nd, 4th time and so on: most of what runs is short. */
  private void lookAtSlot() {
    untilLook--;
    if (untilLook > 0) {
      return;
    }
    stride = Math.min(2 * stride, LONGEST_STRIDE);
    untilLook = stride;
    long now = System.nanoTime();
    if (slotNanos == 0) {
      slotNanos = now;
    } else if (now - slotNanos > SHORT_WAIT_NANOS) {
      Runnable next = takeSlot();
      if (next != null) {
        pool.share(next);
      }
    }
  }

  /** Has the watch look at this pool of workers; false if the calling thread is no carrier. */
  static boolean watchOver(Pool workers) {
    if (Thread.currentThread() instanceof Carrier carrier) {
      carrier.pool.watchOver(workers);
      return true;
    }
    return false;
  }

  /**
   * Asks the pool of the calling thread for one thread more for as long as an actor lives.
   *
   * @return to be closed when the actor stops, on any thread
   */
  static Seat seatForWorker() {
    return takeSeat(true);
  }

  /**
   * The same for a loop. Loops never block, so that no more of them get a thread than there are
   * processors.
   *
   * @return to be closed when the loop ends, on any thread
   */
  public static Seat seatForLoop() {
    return takeSeat(false);
  }

  private static Seat takeSeat(boolean worker) {
    if (!(Thread.currentThread() instanceof Carrier carrier)) {
      return Seat.NONE;
    }
    CarrierPool pool = carrier.pool;
    pool.changeSeats(worker, 1);
    AtomicBoolean open = new AtomicBoolean(true);
    return () -> {
      if (open.getAndSet(false)) {
        pool.changeSeats(worker, -1);
      }
    };
  }

  /** The right to a thread, until closed. */
  @InternalApi
  public interface Seat extends AutoCloseable {
    /** The seat of an actor on somebody else's dispatcher. */
    Seat NONE = () -> {};

    @Override
    void close();
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // this thread alone writes it
  boolean offerSlot(Runnable next) {
    if (slot != null) {
      return false;
    }
    handovers++;
    slotNanos = 0;
    stride = 1;
    untilLook = 1;
    slot = next;
    return true;
  }

  boolean hasSlot() {
    return slot != null;
  }

  /** How often the slot was used since the watch last asked; for the watch alone. */
  long moves() {
    long seen = handoversSeen;
    handoversSeen = handovers;
    return handoversSeen - seen;
  }

  boolean isOf(CarrierPool other) {
    return pool == other;
  }

  @Nullable Runnable takeSlot() {
    return slot == null ? null : SLOT.getAndSet(this, null);
  }

  @Override
  public void run() {
    Runnable next = pool.search();
    if (next == null) {
      next = pool.rest(this);
    }
    while (next != null) {
      pool.run(next);
      name.leaveRole();
      next = nextWork();
    }
  }

  private @Nullable Runnable nextWork() {
    if (pool.hasShared() && System.nanoTime() - sharedNanos > CarrierPool.WATCH_INTERVAL_NANOS) {
      sharedNanos = System.nanoTime(); // a slot in steady use must not starve the others
      Runnable shared = pool.pollShared();
      if (shared != null) {
        return shared;
      }
    }
    Runnable own = takeSlot();
    if (own != null) {
      return own;
    }
    Runnable shared = pool.pollShared();
    return shared != null ? shared : pool.rest(this);
  }

  /** Waits until woken, or for one interval of the watch. */
  void park() {
    Thread.interrupted(); // somebody's late interrupt would let no park wait
    if (onWatch) {
      LockSupport.parkNanos(pool, CarrierPool.WATCH_INTERVAL_NANOS);
    } else {
      LockSupport.park(pool);
    }
  }
}
