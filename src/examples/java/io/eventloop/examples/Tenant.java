package io.eventloop.examples;

import io.eventloop.EventLoop;
import io.eventloop.loop.LoopStats;
import io.eventloop.loop.RuntimeActor;
import io.eventloop.pool.TaskKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityContext;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/**
 * A runtime for each tenant, on one node of the cluster at a time. Those of a node share its pool,
 * which serves them in turn: a tenant with much to do does not hold the others up.
 */
public final class Tenant {
  /** Of the entities that are tenants. */
  public static final EntityTypeKey<Command> KEY = EntityTypeKey.create(Command.class, "tenant");

  private static final TaskKind RENDER = TaskKind.of("render");

  /** What a tenant understands. */
  public sealed interface Command permits Render, Asked, Signal {}

  /** Render a page of the tenant's. Travels between nodes: to be bound to {@code jackson-cbor}. */
  public record Render(String page, ActorRef<String> replyTo) implements Command {}

  /** The runtime has said what it waits for. */
  private record Asked(LoopStats stats) implements Command {}

  private enum Signal implements Command {
    IDLE,
    STOP,
    ENDED
  }

  /** The blocking work. */
  @FunctionalInterface
  public interface Renderer {
    /** Blocks until the page is there. */
    String render(String tenant, String page) throws Exception;
  }

  /** The program of a tenant: all of it runs on the tenant's loop, and needs no lock. */
  private static final class Pages {
    private final Map<String, String> rendered = new HashMap<>();
    private final String tenant;
    private final Renderer renderer;
    private EventLoop loop;

    Pages(String tenant, Renderer renderer) {
      this.tenant = tenant;
      this.renderer = renderer;
    }

    void begin(EventLoop itsLoop) {
      loop = itsLoop;
    }

    void render(Render wanted) {
      String page = wanted.page();
      if (rendered.containsKey(page)) {
        wanted.replyTo().tell(rendered.get(page));
        return;
      }
      loop.submit(RENDER, () -> renderer.render(tenant, page))
          .thenAccept(text -> rendered.put(page, text))
          .whenSettled(
              (error, done) ->
                  wanted.replyTo().tell(error == null ? rendered.get(page) : "failed: " + error));
    }
  }

  private Tenant() {}

  /**
   * To be called on every node.
   *
   * @param idle after how long without a message a tenant with nothing to do is put away
   */
  public static void init(ActorSystem<?> system, Renderer renderer, Duration idle) {
    ClusterSharding.get(system)
        .init(
            Entity.of(KEY, entity -> create(entity, renderer, idle)).withStopMessage(Signal.STOP));
  }

  private static Behavior<Command> create(
      EntityContext<Command> entity, Renderer renderer, Duration idle) {
    return Behaviors.setup(
        context -> {
          Pages pages = new Pages(entity.getEntityId(), renderer);
          ActorRef<RuntimeActor.Command> runtime = EmbeddedRuntime.spawn(context, pages::begin);
          context.watchWith(runtime, Signal.ENDED);
          context.setReceiveTimeout(idle, Signal.IDLE);
          return running(context, entity, runtime, pages);
        });
  }

  private static Behavior<Command> running(
      ActorContext<Command> context,
      EntityContext<Command> entity,
      ActorRef<RuntimeActor.Command> runtime,
      Pages pages) {
    ActorRef<LoopStats> stats = context.messageAdapter(LoopStats.class, Asked::new);
    return Behaviors.receive(Command.class)
        .onMessage(
            Render.class,
            wanted -> {
              runtime.tell(new RuntimeActor.Execute(() -> pages.render(wanted)));
              return Behaviors.same();
            })
        .onMessageEquals(
            Signal.IDLE,
            () -> {
              runtime.tell(new RuntimeActor.GetStats(stats));
              return Behaviors.same();
            })
        .onMessage(
            Asked.class,
            asked -> {
              if (asked.stats().pendingEvents() == 0) {
                entity.getShard().tell(new ClusterSharding.Passivate<>(context.getSelf()));
              }
              return Behaviors.same();
            })
        .onMessageEquals(
            Signal.STOP,
            () -> {
              runtime.tell(new RuntimeActor.Stop(context.getSystem().ignoreRef()));
              return Behaviors.same();
            })
        .onMessageEquals(Signal.ENDED, Behaviors::stopped)
        .build();
  }
}
