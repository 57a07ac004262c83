package io.eventloop.examples;

import io.eventloop.loop.Offload;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.Pools;
import io.eventloop.pool.TaskHandle;
import io.eventloop.pool.TaskKind;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** An actor that calls a database without blocking its dispatcher. */
public final class OrderActor {
  private static final TaskKind JDBC = TaskKind.of("jdbc");

  /** What the actor understands. */
  public sealed interface Command permits Find, Found, NotFound {}

  /** Look an order up. */
  public record Find(long id, ActorRef<String> replyTo) implements Command {}

  /** The database has answered. */
  record Found(String order, ActorRef<String> replyTo) implements Command {}

  /** The database has failed, or took too long. */
  record NotFound(Throwable error, ActorRef<String> replyTo) implements Command {}

  /** The blocking call. */
  @FunctionalInterface
  public interface Orders {
    /** Blocks until the database has answered. */
    String load(long id) throws Exception;
  }

  private OrderActor() {}

  /** Creates it, on a pool of ten threads: as many as the database has connections for us. */
  public static Behavior<Command> create(Orders orders) {
    return Behaviors.setup(
        context -> {
          Offload offload =
              Offload.get(context.getSystem(), Pools.named("jdbc", 10)).tiedTo(context);
          return Behaviors.receive(Command.class)
              .onMessage(Find.class, find -> onFind(find, orders, offload, context))
              .onMessage(Found.class, found -> reply(found.replyTo(), found.order()))
              .onMessage(NotFound.class, no -> reply(no.replyTo(), "no order: " + no.error()))
              .build();
        });
  }

  private static Behavior<Command> onFind(
      Find find, Orders orders, Offload offload, ActorContext<Command> context) {
    TaskHandle<String> task =
        offload.call(
            JDBC, () -> orders.load(find.id()), CallOptions.deadline(Duration.ofSeconds(5)));
    context.pipeToSelf(
        task.toCompletionStage(),
        (order, error) ->
            error == null ? new Found(order, find.replyTo()) : new NotFound(error, find.replyTo()));
    return Behaviors.same();
  }

  private static Behavior<Command> reply(ActorRef<String> replyTo, String text) {
    replyTo.tell(text);
    return Behaviors.same();
  }
}
