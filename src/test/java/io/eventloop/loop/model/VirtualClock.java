package io.eventloop.loop.model;

import io.eventloop.loop.LoopClock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * A clock for one runtime at a time: it stands still, save where a program is busy, and jumps to
 * the time of the alarm when the loop sets one, since it does that only when it has nothing else to
 * do.
 */
public final class VirtualClock implements LoopClock {
  private static final Map<String, VirtualClock> CLOCKS = new ConcurrentHashMap<>();

  private volatile long now;

  /** As every clock that the configuration names. */
  public VirtualClock(ActorSystem<?> system) {
    CLOCKS.put(system.name(), this);
  }

  static VirtualClock of(ActorSystem<?> system) {
    return CLOCKS.get(system.name());
  }

  @Override
  public long nowMillis() {
    return now;
  }

  /** On the loop's thread, as all that sets the time. */
  void pass(long millis) {
    now += millis;
  }

  @Override
  public Alarm alarm(Runnable wake) {
    return new Alarm() {
      @Override
      public void set(long atMillis) {
        now = Math.max(now, atMillis);
        wake.run();
      }

      @Override
      public void clear() {}
    };
  }
}
