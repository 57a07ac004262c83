package io.eventloop.testing;

import io.eventloop.loop.LoopClock;
import java.time.Duration;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.testkit.ExplicitlyTriggeredScheduler;

/** The time of the actor testkit's {@code ManualTime}: it passes when the test says so. */
public final class ManualTimeClock implements LoopClock {
  private final org.apache.pekko.actor.ActorSystem system;
  private final ExplicitlyTriggeredScheduler scheduler;

  /** As every clock that the configuration names. */
  public ManualTimeClock(ActorSystem<?> system) {
    this.system = Adapter.toClassic(system);
    this.scheduler = (ExplicitlyTriggeredScheduler) this.system.scheduler();
  }

  @Override
  public long nowMillis() {
    return scheduler.currentTimeMs();
  }

  @Override
  public Alarm alarm(Runnable wake) {
    return new Alarm() {
      private Cancellable pending = Cancellable.alreadyCancelled();

      @Override
      public void set(long atMillis) {
        clear();
        Duration left = Duration.ofMillis(Math.max(0, atMillis - nowMillis()));
        pending = scheduler.scheduleOnce(left, wake, system.dispatcher());
      }

      @Override
      public void clear() {
        pending.cancel();
      }
    };
  }
}
