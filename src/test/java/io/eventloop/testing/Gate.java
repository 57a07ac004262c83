package io.eventloop.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Work that begins when a pool says, and ends when the test says. Safe to use from any thread. */
public final class Gate {
  private final CountDownLatch open = new CountDownLatch(1);
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore interrupts = new Semaphore(0);
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  /** Work that ends with this value once the gate is open, and with an interrupt at once. */
  public <T> Callable<T> yielding(T value) {
    return () -> {
      enter();
      try {
        open.await();
        return value;
      } catch (InterruptedException e) {
        interrupts.release();
        throw e;
      } finally {
        inside.decrementAndGet();
      }
    };
  }

  /** The same for work that does not heed interrupts. */
  public <T> Callable<T> deaf(T value) {
    return () -> {
      enter();
      try {
        while (open.getCount() > 0) {
          try {
            open.await();
          } catch (InterruptedException e) {
            interrupts.release();
          }
        }
        return value;
      } finally {
        inside.decrementAndGet();
      }
    };
  }

  private void enter() {
    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
    begun.release();
  }

  /** Lets the work end, and all that comes later. */
  public void open() {
    open.countDown();
  }

  /** Waits until so many pieces of work more have begun. */
  public void awaitBegun(int count) {
    acquire(begun, count, "pieces of work have not begun");
  }

  /** Waits until a piece of work was interrupted. */
  public void awaitInterrupt() {
    acquire(interrupts, 1, "interrupts have not come");
  }

  private static void acquire(Semaphore semaphore, int count, String what) {
    try {
      assertThat(semaphore.tryAcquire(count, Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS))
          .as("%d %s", count, what)
          .isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while waiting", e);
    }
  }

  /** How many pieces of work are between their begin and their end. */
  public int inside() {
    return inside.get();
  }

  /** How many pieces of work there were at one time, at most. */
  public int mostAtOnce() {
    return most.get();
  }

  /** Whether work has begun that nobody has waited for. */
  public boolean hasBegunMore() {
    return begun.availablePermits() > 0;
  }
}
