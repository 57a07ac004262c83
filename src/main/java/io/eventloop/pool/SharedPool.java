package io.eventloop.pool;

import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** Owns a pool that several runtimes share: the parent of its workers. */
final class SharedPool extends AbstractBehavior<SharedPool.Command> {

  sealed interface Command permits OwnerEvent, Stop {}

  /** What the pool's workers have to tell their owner. */
  record OwnerEvent(PoolOwner.Event event) implements Command {}

  /** Close the workers, stop, and say when it is done. */
  record Stop(ActorRef<Done> replyTo) implements Command {}

  private final Pool pool;
  private final PoolOwner<Command> owner;

  private SharedPool(ActorContext<Command> context, Pool pool) {
    super(context);
    this.pool = pool;
    this.owner = new PoolOwner<>(context, OwnerEvent::new, pool);
  }

  static Behavior<Command> create(Pool pool) {
    return Behaviors.setup(context -> new SharedPool(context, pool));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(OwnerEvent.class, this::onOwnerEvent)
        .onMessage(Stop.class, this::onStop)
        .onSignal(PostStop.class, this::onPostStop)
        .build();
  }

  private Behavior<Command> onOwnerEvent(OwnerEvent message) {
    owner.on(message.event());
    return this;
  }

  private Behavior<Command> onStop(Stop stop) {
    owner.close(report -> stop.replyTo().tell(Done.getInstance()));
    return this;
  }

  /** However it ends, no task of a runtime that outlives it stays without an answer. */
  private Behavior<Command> onPostStop(PostStop signal) {
    pool.close();
    return this;
  }
}
