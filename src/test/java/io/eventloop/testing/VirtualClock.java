package io.eventloop.testing;

import io.eventloop.loop.LoopClock;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * Time that stands still while a loop is at work, save for what it lets pass itself, and that jumps
 * to the next timer when the loop has nothing else to do. For programs that use neither pool nor
 * I/O: the clock does not know of them.
 */
public final class VirtualClock implements LoopClock {
  /** For {@code eventloop.clock}. */
  public static final String NAME = VirtualClock.class.getName();

  private static final AtomicLong NOW = new AtomicLong(1_000);

  /** As every clock that the configuration names. */
  public VirtualClock(ActorSystem<?> system) {}

  /** Lets time pass, for all loops. */
  public static void pass(long millis) {
    NOW.addAndGet(millis);
  }

  @Override
  public long nowMillis() {
    return NOW.get();
  }

  @Override
  public Alarm alarm(Runnable wake) {
    return new Alarm() {
      @Override
      public void set(long atMillis) {
        NOW.accumulateAndGet(atMillis, Math::max);
        wake.run();
      }

      @Override
      public void clear() {}
    };
  }
}
