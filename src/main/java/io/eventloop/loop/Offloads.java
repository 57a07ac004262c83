package io.eventloop.loop;

import io.eventloop.pool.Pools;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;

/**
 * The extension behind {@link Offload}: for each pool one runtime, made when first asked for, and
 * for each runtime, be it somebody else's, one link.
 */
final class Offloads implements Extension {
  private final ActorSystem<?> system;
  private final Map<Pools.Source, Offload> byPool = new ConcurrentHashMap<>();
  private final Map<ActorRef<RuntimeActor.Command>, RuntimeLink> links = new ConcurrentHashMap<>();
  private final AtomicInteger runtimes = new AtomicInteger();

  private Offloads(ActorSystem<?> system) {
    this.system = system;
  }

  static Offloads of(ActorSystem<?> system) {
    return system.registerExtension(Id.INSTANCE);
  }

  Offload on(Pools.Source pool) {
    if (pool.equals(Pools.own())) {
      throw new IllegalArgumentException(
          "pool = Pools.own(): a shared or named pool is accepted; a runtime with a pool of its own"
              + " is to be spawned, and used with Offload.to");
    }
    return byPool.compute( // a runtime that was made to fail is made anew
        pool, (name, there) -> there == null || there.hasEnded() ? start(name) : there);
  }

  /** The way to this runtime; forgotten when it has ended, so that it may be asked for again. */
  RuntimeLink linkTo(ActorRef<RuntimeActor.Command> runtime) {
    return links.computeIfAbsent(
        runtime, added -> RuntimeLink.to(added, system, link -> links.remove(added, link)));
  }

  private Offload start(Pools.Source pool) {
    LoopSettings settings = LoopSettings.from(system.settings().config(), pool);
    Pools.get(system).find(pool, settings.poolSettings()); // here, to refuse it to the caller
    ActorRef<RuntimeActor.Command> runtime =
        system.systemActorOf(
            RuntimeActor.create(settings, registrar -> {}),
            "eventloop-offload-" + runtimes.incrementAndGet(),
            RuntimeActor.dispatcher());
    return Offload.to(runtime, system);
  }

  private static final class Id extends ExtensionId<Offloads> {
    static final Id INSTANCE = new Id();

    @Override
    public Offloads createExtension(ActorSystem<?> system) {
      return new Offloads(system);
    }
  }
}
