package io.eventloop.pool;

import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** Owns a pool that several runtimes share: the parent of its workers. */
final class SharedPool extends AbstractBehavior<SharedPool.Command> {

  sealed interface Command permits OwnerEvent, Stop {}

  /** What the pool's workers have to tell their owner. */
  record OwnerEvent(PoolOwner.Event event) implements Command {}

  /**
   * Close the workers, say when that is done, and stop: as soon as the last worker has, so that one
   * that is stuck in its task finds its owner when it comes back.
   */
  record Stop(ActorRef<Done> replyTo) implements Command {}

  private final PoolOwner<Command> owner;
  private boolean closed;

  private SharedPool(ActorContext<Command> context, Pool pool) {
    super(context);
    this.owner = new PoolOwner<>(context, OwnerEvent::new, pool);
    context.spawn(
        Sentinel.create(owner::abandon),
        "sentinel",
        DispatcherSelector.fromConfig("eventloop.dispatcher"));
  }

  static Behavior<Command> create(Pool pool) {
    return Behaviors.setup(context -> new SharedPool(context, pool));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(OwnerEvent.class, this::onOwnerEvent)
        .onMessage(Stop.class, this::onStop)
        .build();
  }

  private Behavior<Command> onOwnerEvent(OwnerEvent message) {
    owner.on(message.event());
    return closed && !owner.hasLivingWorkers() ? Behaviors.stopped() : this;
  }

  private Behavior<Command> onStop(Stop stop) {
    owner.close(
        report -> {
          closed = true;
          stop.replyTo().tell(Done.getInstance());
        });
    return this;
  }
}
