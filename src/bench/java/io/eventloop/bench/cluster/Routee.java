package io.eventloop.bench.cluster;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;

/** A worker of plain Pekko: runs each task in its receive, on one of the node's four threads. */
final class Routee {
  static final ServiceKey<Ask> KEY = ServiceKey.create(Ask.class, "routee");

  /** As many as a pool has threads. */
  static final int PER_NODE = 4;

  private static final DispatcherSelector FIXED_POOL =
      DispatcherSelector.fromConfig("bench.fixed-pool");

  /** A task. */
  record Ask(Work work, int number, ActorRef<Answer> replyTo) implements RouterMessage {}

  /** What it has yielded. */
  record Answer(int number) implements RouterMessage {}

  private Routee() {}

  static void spawnAll(ActorSystem<?> system) {
    for (int i = 0; i < PER_NODE; i++) {
      ActorRef<Ask> routee = system.systemActorOf(behavior(), "routee" + i, FIXED_POOL);
      system.receptionist().tell(Receptionist.register(KEY, routee));
    }
  }

  private static Behavior<Ask> behavior() {
    return Behaviors.receive(Ask.class).onMessage(Ask.class, Routee::onAsk).build();
  }

  private static Behavior<Ask> onAsk(Ask ask) throws InterruptedException {
    ask.replyTo().tell(new Answer(ask.work().run(ask.number())));
    return Behaviors.same();
  }
}
