package io.eventloop.loop;

import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock of an actor system in real time: one daemon thread, started by the first alarm, that
 * sleeps until the earliest alarm and without limit when there is none. It ends with the system.
 */
final class RealTimeClock implements LoopClock {
  private static final Logger LOG = LoggerFactory.getLogger(RuntimeActor.class);
  private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition earlier = lock.newCondition();
  private final TreeSet<Entry> alarms = new TreeSet<>(RealTimeClock::inOrder);
  private @Nullable Thread thread;
  private long numbers;
  private boolean ended;

  RealTimeClock(ActorSystem<?> system) {
    system.getWhenTerminated().whenComplete((done, error) -> end());
  }

  @Override
  public long nowMillis() {
    return System.nanoTime() / NANOS_PER_MILLI;
  }

  @Override
  public Alarm alarm(Runnable wake) {
    return new Entry(wake);
  }

  private static int inOrder(Entry one, Entry other) {
    int byTime = Long.compare(one.at, other.at);
    return byTime == 0 ? Long.compare(one.number, other.number) : byTime;
  }

  private void end() {
    lock.lock();
    try {
      ended = true;
      earlier.signal();
    } finally {
      lock.unlock();
    }
  }

  /** All loops of the system have their time from this thread: nothing ends it but their end. */
  private void run() {
    boolean goesOn = true;
    while (goesOn) {
      try {
        goesOn = ringNext();
      } catch (InterruptedException nobodys) { // who has no reason to: the thread is ours
        LOG.debug("the clock's thread was interrupted");
      } catch (Throwable thrown) { // an Error too
        complain(thrown);
      }
    }
  }

  private static void complain(Throwable thrown) {
    try {
      LOG.error("an alarm threw", thrown);
    } catch (Throwable again) { // of the logging, and there is nobody else to tell
      thrown.addSuppressed(again);
    }
  }

  /** Waits for the earliest alarm and rings it; false at the end. */
  private boolean ringNext() throws InterruptedException {
    Entry due = awaitDue();
    if (due != null) {
      due.wake.run();
    }
    return due != null;
  }

  private @Nullable Entry awaitDue() throws InterruptedException {
    lock.lock();
    try {
      while (!ended) {
        Entry first = alarms.isEmpty() ? null : alarms.first();
        if (first == null) {
          earlier.awaitUninterruptibly();
          continue;
        }
        long left = first.at * NANOS_PER_MILLI - System.nanoTime();
        if (left <= 0) {
          alarms.remove(first);
          first.isSet = false;
          return first;
        }
        earlier.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
    return null;
  }

  private final class Entry implements Alarm {
    private final Runnable wake;
    private long at;
    private long number;
    private boolean isSet;

    Entry(Runnable wake) {
      this.wake = wake;
    }

    @Override
    public void set(long atMillis) {
      lock.lock();
      try {
        clear();
        at = atMillis;
        number = numbers++;
        isSet = true;
        alarms.add(this);
        if (thread == null) {
          thread = new Thread(RealTimeClock.this::run, "eventloop-clock");
          thread.setDaemon(true);
          thread.start();
        } else if (alarms.first() == this) {
          earlier.signal();
        }
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void clear() {
      lock.lock();
      try {
        if (isSet) {
          alarms.remove(this);
          isSet = false;
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
