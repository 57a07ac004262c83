package io.eventloop.loop;

import java.time.Duration;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Has coordinated shutdown end a runtime in order, in the phase in which services stop. */
final class StopTask {
  /** Of a runtime that nobody's shutdown ends. */
  static final Cancellable NONE = Cancellable.alreadyCancelled();

  private StopTask() {}

  /** To be cancelled when the runtime has ended by itself. */
  static Cancellable add(ActorContext<Object> context, Duration grace) {
    ActorSystem<?> system = context.getSystem();
    ActorRef<RuntimeActor.Command> runtime = context.getSelf().narrow();
    Duration limit = grace.multipliedBy(2).plusSeconds(1);
    return CoordinatedShutdown.get(system)
        .addCancellableTask(
            CoordinatedShutdown.PhaseServiceStop(),
            "eventloop-stop-" + runtime.path().name(),
            () ->
                AskPattern.<RuntimeActor.Command, StopReport>ask(
                        runtime, RuntimeActor.Stop::new, limit, system.scheduler())
                    .thenApply(report -> Done.getInstance()));
  }
}
