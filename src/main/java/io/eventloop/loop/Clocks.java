package io.eventloop.loop;

import io.eventloop.pool.SettingsReader;
import java.lang.reflect.Constructor;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;

/** The one clock of an actor system, as {@code eventloop.clock} names it, and what needs it. */
final class Clocks implements Extension {
  private static final String KEY = "clock";
  private static final String REAL_TIME = "real-time";

  private final ActorSystem<?> system;
  private final LoopClock clock;
  private final LoopWatch watch;

  private Clocks(ActorSystem<?> system) {
    this.system = system;
    SettingsReader reader = SettingsReader.of(system.settings().config());
    RealTimeClock realTime = new RealTimeClock(system);
    this.clock = isRealTime(reader) ? realTime : create(reader, system);
    this.watch = new LoopWatch(realTime);
  }

  static Clocks of(ActorSystem<?> system) {
    return system.registerExtension(Id.INSTANCE);
  }

  /** Whose clock it is. */
  ActorSystem<?> system() {
    return system;
  }

  /** Of the loops. */
  LoopClock clock() {
    return clock;
  }

  /** Over the loops. */
  LoopWatch watch() {
    return watch;
  }

  /** Refuses a clock that could not be made. */
  static void check(SettingsReader reader) {
    if (!isRealTime(reader)) {
      constructor(reader, loader());
    }
  }

  private static boolean isRealTime(SettingsReader reader) {
    return reader.string(KEY).equals(REAL_TIME);
  }

  private static LoopClock create(SettingsReader reader, ActorSystem<?> system) {
    try {
      return constructor(reader, system.dynamicAccess().classLoader()).newInstance(system);
    } catch (ReflectiveOperationException failed) {
      throw new IllegalStateException("eventloop.clock could not be made", failed);
    }
  }

  /** Of a system that the calling thread would make: as Pekko, which takes its loader for it. */
  private static ClassLoader loader() {
    ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    return ofThread == null ? Clocks.class.getClassLoader() : ofThread;
  }

  private static Constructor<? extends LoopClock> constructor(
      SettingsReader reader, ClassLoader loader) {
    String name = reader.string(KEY);
    try {
      return Class.forName(name, true, loader)
          .asSubclass(LoopClock.class)
          .getConstructor(ActorSystem.class);
    } catch (ReflectiveOperationException | ClassCastException unfit) {
      throw reader.bad(
          KEY,
          name,
          "real-time is, or a class that implements LoopClock and has a public constructor"
              + " (ActorSystem)");
    }
  }

  private static final class Id extends ExtensionId<Clocks> {
    static final Id INSTANCE = new Id();

    @Override
    public Clocks createExtension(ActorSystem<?> system) {
      return new Clocks(system);
    }
  }
}
