package io.eventloop.loop;

import com.typesafe.config.ConfigException;
import io.eventloop.pool.SettingsReader;
import java.lang.reflect.InvocationTargetException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;

/** The one clock of an actor system, as {@code eventloop.clock} names it. */
final class Clocks implements Extension {
  private static final String REAL_TIME = "real-time";

  private final LoopClock clock;

  private Clocks(ActorSystem<?> system) {
    String name = SettingsReader.of(system.settings().config()).string("clock");
    this.clock = name.equals(REAL_TIME) ? new RealTimeClock(system) : load(name, system);
  }

  static LoopClock of(ActorSystem<?> system) {
    return system.registerExtension(Id.INSTANCE).clock;
  }

  private static LoopClock load(String className, ActorSystem<?> system) {
    try {
      return Class.forName(className, true, Thread.currentThread().getContextClassLoader())
          .asSubclass(LoopClock.class)
          .getConstructor(ActorSystem.class)
          .newInstance(system);
    } catch (InvocationTargetException failed) {
      throw bad(className, failed);
    } catch (ReflectiveOperationException | ClassCastException unfit) {
      throw bad(className, unfit);
    }
  }

  private static ConfigException bad(String className, Throwable cause) {
    return new ConfigException.BadValue(
        "eventloop.clock",
        className
            + " is not accepted; real-time is, or a class that implements LoopClock with a public"
            + " constructor (ActorSystem)",
        cause);
  }

  private static final class Id extends ExtensionId<Clocks> {
    static final Id INSTANCE = new Id();

    @Override
    public Clocks createExtension(ActorSystem<?> system) {
      return new Clocks(system);
    }
  }
}
